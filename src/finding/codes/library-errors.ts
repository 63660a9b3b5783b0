import { mistakes } from './code-group.ts';

export const libraryCodes = mistakes(
  'Printers, inks and vessels',
  'Limits and laws come from these files: what is unclear in them would be judged wrongly.',
  {
    'printer-unknown': ['The printer is unknown or not given.', 'Give --printer with an id or the path of a profile.'],
    'profile-wrong': ['A printer profile is not usable.', 'Compare with a profile in printers/ and docs/printers.md.'],
    'profile-unreadable': ['A printer profile cannot be read.', 'Check its name and folder.'],
    'confirmation-wrong': ['A confirmation of a printer is not usable.', 'Print the letter again and confirm it.'],
    'confirmation-old': [
      'A confirmation was written for another state of the profile.',
      'Print the letter again and confirm it.',
    ],
    'confirmation-exists': ['A confirmation is there already.', 'Give --force to replace it.'],
    'confirmation-place': ['The folder for a confirmation is not there.', 'Name the job, or its folder.'],
    'confirmation-unreadable': ['A confirmation cannot be read.', 'Write it again.'],
    'letter-f': ['It is not said how the letter F came out.', 'Say right or mirrored.'],
    'tool-unknown': ['The printer has no such tool.', 'Use one of its tools.'],
    'tool-taken': ['Two inks ask for one tool.', 'Give one of them another tool.'],
    'tools-missing': [
      'The job has more inks than the printer has tools.',
      'Choose another printer, or print in several jobs.',
    ],
    'tool-offset': ['An offset is given to the first tool.', 'Leave it out; the others are measured from it.'],
    'ink-without-tool': ['A part needs an ink that no tool holds.', 'Assign the ink a tool.'],
    'unknown-ink': ['An ink is unknown.', 'Take one of those that are listed, or the path of an ink file.'],
    'unknown-family': ['The library has no such family of inks.', 'Name an ink of the library.'],
    'concentration-outside': [
      'A concentration lies outside of what was measured.',
      'Choose one within the range, or measure the ink.',
    ],
    'no-ink-file': ['An ink file cannot be read.', 'Check its name and folder.'],
    'no-ink-folder': ['The folder of inks cannot be read.', 'Give the folder of the ink library.'],
    'bad-ink-json': [
      'An ink file is not valid JSON.',
      'Look at the place that is given for a missing comma, quote or bracket.',
    ],
    'profile-not-json': [
      'A printer profile is not valid JSON.',
      'Look at the place that is given for a missing comma, quote or bracket.',
    ],
    'confirmation-not-json': ['A confirmation is not valid JSON.', 'Print the letter again and confirm it.'],
    'bad-ink': ['An ink file is not usable.', 'Compare with a shipped ink and docs/inks.md.'],
    'ink-unmeasured': ['No flow law is published for an ink.', 'Measure it with bioweft calibrate flow.'],
    'unknown-gauge': ['A gauge is unknown.', 'Use one of the table, or give the diameters.'],
    'no-nozzle-diameter': ['A nozzle has neither gauge nor diameter.', 'Give one of them.'],
    'bad-nozzle-length': ['A nozzle has an impossible length.', 'Give its length in mm.'],
    'no-nozzle-inlet': [
      'A tapered nozzle lacks the diameter at its hub.',
      'Give the inlet, or take a straight needle.',
    ],
    'nozzle-widens': ['A tapered nozzle widens towards its tip.', 'Give an inlet wider than the tip.'],
    'vessel-unknown': [
      'A vessel is unknown, or in no folder that is searched.',
      'Use a listed id, or put its file beside the job.',
    ],
    'vessel-invalid': ['A vessel file is not usable.', 'Compare with a shipped vessel.'],
    'labware-invalid': ['A labware definition is not usable.', 'Use a definition of schema version 2 or 3.'],
  },
);

export const calibrationTableCodes = mistakes(
  'Calibration tables',
  'A law fitted to numbers that were misread would set wrong pressures.',
  {
    'calibration-date': ['A date is no day.', 'Write it as 2026-03-31.'],
    'calibration-head': [
      'The head of a table contradicts the flags, or lacks a line.',
      'Correct the line, or leave the flag out.',
    ],
    'calibration-exists': ['A calibration is there already.', 'Choose another output.'],
    'calibration-installed': [
      'A calibration would be written into an installed package.',
      'Run the command in the folder of your jobs.',
    ],
    'calibration-mixed': [
      'Tables were measured with different things.',
      'Fit tables of one ink, lot, needle, printer and temperature together.',
    ],
    'calibration-table': ['A table holds measurements already.', 'Choose another output.'],
    'calibration-columns': ['A table lacks a column.', 'Fill in the table that bioweft calibrate wrote.'],
    'calibration-kind': ['A line of a table has an unknown kind.', 'Keep the kinds that bioweft calibrate wrote.'],
    'calibration-number': ['A cell of a table is no number.', 'Leave it empty where nothing was measured.'],
    'calibration-empty': ['Nothing in a table was measured.', 'Fill in at least one line.'],
    'calibration-impossible': ['Weighings carry no flow law.', 'Check them as is said.'],
    'calibration-incomplete': ['A line of a table is incomplete.', 'Fill in what belongs to its measurement.'],
    'calibration-pressures': [
      'No pressures can be proposed, or too few are given.',
      'Give at least three that make the ink flow.',
    ],
    'no-calibration': ['A calibration that the job names cannot be read.', 'Check its name and folder.'],
    'bad-calibration': ['A calibration is not usable.', 'Fit the measurements again.'],
  },
);
