import { remarks } from './code-group.ts';

export const fileEndCodes = remarks('Files and their end', {
  'other-job': [
    'The file says that it is of another job.',
    'It cannot be held against this plan.',
    'Give the job that the file was made from, or slice this one.',
  ],
  'other-printer': [
    'The file, or the print to be resumed, belongs to another printer.',
    'Its lines mean something else there.',
    'Give the printer that is named.',
  ],
  'valve-left-open': [
    'The valve of a tool is open when the file ends.',
    'Ink runs out.',
    'Close the valve at the end of the file.',
  ],
  'lamp-left-on': [
    'A lamp is on when the file ends.',
    'Cells get light until somebody switches it off.',
    'Switch the lamp off at the end of the file.',
  ],
  'heater-left-on': [
    'A tool or the bed is still heated or cooled when the file ends.',
    'Ink and cells stay at that temperature.',
    'Switch it off at the end of the file, where that is not meant.',
  ],
  'profile-changed': [
    "The printer's profile was changed since the file was written.",
    'The file may not fit the printer any more.',
    'Slice the job again, or put the old profile beside the file.',
  ],
  'program-of-machine': [
    'The file runs programs that are stored in the machine.',
    'What they do cannot be seen in the file.',
    'Check them at the machine.',
  ],
  'line-not-sent': [
    'A line of the file cannot be sent.',
    'The firmware would misread it.',
    'Correct the line as is said.',
  ],
});

export const readingCodes = remarks('Reading any G-code', {
  'not-understood': [
    'A line is not understood by the model of this firmware.',
    'It could move, scale, stop or switch something.',
    'Remove the line, or choose the printer that the file was written for.',
  ],
  'limits-followed': [
    'The file sets accelerations or speeds of its own.',
    'Times and ramps are worked out by them.',
    'Nothing, where they are meant.',
  ],
  'multiplied-m220': [
    'The file multiplies every feed rate (M220).',
    'Flow and time change with it.',
    'Write the speeds that are meant.',
  ],
  'multiplied-m221': [
    'The file multiplies the way of the plunger (M221).',
    'Volumes change with it.',
    'Write the volumes that are meant.',
  ],
  'two-commands': [
    'A line holds two commands.',
    'This firmware runs the first only.',
    'Write each command on a line of its own.',
  ],
  exponent: [
    'A number is written with an exponent.',
    'Most firmwares read the part before it and take the rest for an E word.',
    'Write the number without an exponent.',
  ],
  'malformed-number': [
    'A line holds what is not a letter with one number.',
    'Firmwares read a part of it.',
    'Write each word as one letter and one number with a point.',
  ],
  'nested-comment': [
    'A comment in brackets holds another bracket.',
    'Firmwares end it at the first and run the rest.',
    'Write comments after a semicolon.',
  ],
  'repeated-word': [
    'A line names the same word twice.',
    'Firmwares differ in which one they take.',
    'Write each word once.',
  ],
  expression: [
    'Values are worked out by the machine only.',
    'They are left out here.',
    'Write the numbers that are meant.',
  ],
  'unknown-tool': [
    'The file selects a tool that the printer does not have.',
    'The line is refused or ignored by the machine.',
    'Choose the printer that the file was written for.',
  ],
  'too-many-events': [
    'The file has more dwells and settings than are listed.',
    'The rest is not listed, though it is counted.',
    'Nothing, where the file is meant to be so long.',
  ],
  'inches-refused': [
    'The file is in inches, which Klipper refuses.',
    'The print would stop.',
    'Write the file in millimetres (G21).',
  ],
  'dwell-ignored': [
    'A dwell is written in a word that this firmware does not take.',
    'The machine would not wait.',
    'Write it as G4 P.',
  ],
  'arc-refused': [
    'An arc is written in a way that Klipper answers with an error: by its radius, without a centre, or under G91.',
    'The print would stop.',
    'Write arcs in absolute coordinates (G90) with I and J.',
  ],
  'arc-off-circle': [
    'The end of an arc lies off the circle through its start.',
    'The needle goes to the end on a straight line; GRBL stops.',
    'Write the arc again, with a centre as far from its end as from its start.',
  ],
  'feed-not-positive': [
    'A feed rate (F) is 0 or negative.',
    'Marlin keeps the last feed rate, as it is read here; other firmwares stop with an error.',
    'Write the speed that is meant, in mm/min.',
  ],
  'dwell-negative': [
    'A dwell (G4) is negative.',
    'Marlin takes it for a wait of 49 days, others stop with an error.',
    'Write the time that is meant.',
  ],
  'cold-plunger': [
    'The file pushes a plunger while the guard of the firmware against cold extrusion may be on.',
    'The printer answers ok, moves, and leaves the ink in the cartridge.',
    'Write M302 P1 before the first strand.',
  ],
  'pushed-at-rest': [
    'Ink is pushed out while the needle stands, more than was drawn back.',
    'A drop forms there.',
    'Make sure that the needle stands over waste there, or take the push out.',
  ],
  'factor-not-positive': [
    'A factor on speed (M220) or plunger (M221) is negative, or 0 where that is no factor.',
    'Some firmwares stop with an error, others do what no one knows; the line is left out when the file is read.',
    'Write the per cent that is meant.',
  ],
  'no-feed': [
    'The needle moves before a feed rate (F) is set.',
    'How fast it goes stands in the machine only, so strands and times may differ; GRBL stops.',
    'Write an F on the first move.',
  ],
  'arc-without-centre': [
    'An arc has no centre, or a radius too short for its end.',
    'Some firmwares stop, others leave it out or run another arc.',
    'Write the arc again, with its centre and its end.',
  ],
  'wait-off-target': [
    'A wait for a temperature does not end at the one that was set.',
    'The print may wait for ever.',
    'Let the wait name the temperature that is set.',
  ],
  'timed-pause': [
    'A pause has a P or an S with a number, as a word or in its text.',
    'Marlin resumes by itself after that time.',
    'Show the text by M117 and pause by a bare M0.',
  ],
  'plunger-mode': [
    'It depends on the firmware whether E is absolute here (G90 after M83).',
    'Volumes differ by far.',
    'Write M83 again behind G90.',
  ],
  'printer-evidence': [
    'The file looks written for a printer that was not chosen.',
    'It is read as plain Marlin until then.',
    'Choose the printer.',
  ],
  ended: [
    'Commands stand behind the one that ends the print.',
    'They are not carried out.',
    'Remove the line, or what stands behind it.',
  ],
  checksum: [
    'The checksum of a line is not that of its text.',
    'The line was changed, or damaged on its way; some firmwares leave it out, others run it as it is.',
    'Export or copy the file again, or take numbers and checksums out of it.',
  ],
  'too-many-motions': [
    'The file has more motions than are kept for drawing.',
    'They are counted, but not shown.',
    'Look at a part of the file.',
  ],
  'no-printer': [
    'No printer is chosen.',
    'The file is read as Marlin would, with a plunger of unknown bore.',
    'Choose the printer the file was written for.',
  ],
  'nothing-moves': [
    'No line of the file moves anything.',
    'The file is probably not a print.',
    'Check that the right file was named.',
  ],
  'nothing-extrudes': [
    'Read this way, no motion extrudes.',
    'The printer is probably another one.',
    'Choose the printer the file was written for.',
  ],
});
