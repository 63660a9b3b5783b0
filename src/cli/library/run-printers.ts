import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { localDay } from '../../plan/inputs/local-day.ts';
import { type Confirmation, confirmationFile } from '../../printer/confirmation.ts';
import { firmwareNotes } from '../../printer/firmware-notes.ts';
import { handednessOf } from '../../printer/handedness.ts';
import { findConfirmation, settingsFolder } from '../../printer/load-confirmation.ts';
import { loadProfile } from '../../printer/load-profiles.ts';
import { groupedValues, sourcedValues } from '../../printer/sourced-values.ts';
import { exitCode } from '../exit-codes.ts';
import { writeOutput } from '../files/write-output.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, print } from '../terminal.ts';

export interface ConfirmOptions extends CommonOptions {
  readonly letterF?: string;
  readonly beside?: string;
  readonly force?: boolean;
}

/** Keeps what a printed letter F showed, beside a job or in the user's settings. */
export function confirmPrinter(id: string, { letterF, beside, force, json, quiet }: ConfirmOptions): number {
  if (letterF !== 'right' && letterF !== 'mirrored') {
    throw new InputError('letter-f', `--letter-f is ${letterF ?? 'not given'}; it is right or mirrored.`, {
      fix: `Print the letter (bioweft scaffold letter-f), look at it from above, and run: bioweft printers confirm ${id} --letter-f right.`,
    });
  }
  const { id: printer, frame } = loadProfile(id, libraryFolder('printers'));
  const folder = beside === undefined ? settingsFolder() : folderOf(beside);
  const file = join(folder, confirmationFile(printer));
  if (existsSync(file) && force !== true) {
    throw new InputError('confirmation-exists', `${file} is there already.`, {
      where: { file },
      fix: 'Give --force to replace it, where you have printed the letter again.',
    });
  }
  const confirmation: Confirmation = {
    printer,
    letterF,
    frame: { x: frame.x, y: frame.y },
    date: localDay(new Date()),
  };
  mkdirSync(folder, { recursive: true });
  writeOutput(file, `${JSON.stringify(confirmation, null, 2)}\n`);
  if (json) print(JSON.stringify({ file, ...confirmation }, null, 2));
  else if (!quiet) {
    const then =
      letterF === 'right' ? 'Constructs are written as they are.' : 'Constructs are written mirrored in Y from now on.';
    print(`  Written ${file}.\n  ${then}`);
  }
  return exitCode.ok;
}

/** The folder, or that of the job that is named. */
function folderOf(path: string): string {
  if (!existsSync(path)) {
    throw new InputError('confirmation-place', `There is no ${path}.`, {
      fix: 'Name the job, or the folder it lies in.',
    });
  }
  return statSync(path).isDirectory() ? path : dirname(path);
}

/** What is wrong with a profile (then it cannot be loaded), what its firmware needs, and what was not read anywhere. */
export function checkPrinter(file: string, { json }: CommonOptions): number {
  const profile = loadProfile(file, libraryFolder('printers'));
  const { sourced, chosen } = sourcedValues(profile);
  const confirmation = findConfirmation(profile, [settingsFolder()])?.confirmation;
  const report = {
    printer: profile.id,
    firmware: firmwareNotes(profile),
    sourced: sourced.length,
    chosen: chosen.length,
    measure: groupedValues(chosen),
    handedness: handednessOf(profile, confirmation?.letterF),
    origin: profile.frame.origin ?? null,
  };
  if (json) print(JSON.stringify(report, null, 2));
  else print(describe(profile.name, report));
  return exitCode.ok;
}

function describe(
  name: string,
  report: Readonly<Record<string, unknown>> & {
    readonly printer: string;
    readonly firmware: readonly string[];
    readonly sourced: number;
    readonly chosen: number;
    readonly measure: readonly string[];
    readonly handedness: string;
    readonly origin: string | null;
  },
): string {
  const { printer, firmware, sourced, chosen, measure, handedness, origin } = report;
  return [
    `${colour.bold(printer)}  ${name}`,
    `  ${colour.green('usable')}: lines, placeholders, tools and heights fit together`,
    ...firmware.map((note) => `  ${colour.yellow('firmware')}  ${note}`),
    `  ${colour.yellow('handedness')}  ${hands[handedness]}`,
    `  ${colour.yellow('origin')}  ${origin ?? 'not said: give frame.origin, a sentence on where X0 Y0 Z0 is and how it is zeroed'}`,
    `  ${sourced} values were read in a source, ${chosen} are general knowledge, inferred or chosen: measure them`,
    `  ${colour.dim(measure.join(', '))}`,
  ].join('\n');
}

const hands: Readonly<Record<string, string>> = {
  read: 'read in a source',
  right: 'a printed letter F came out right',
  mirrored: 'a printed letter F came out mirrored: constructs are written mirrored in Y',
  unconfirmed: 'not confirmed: print a letter F (bioweft scaffold letter-f) and run bioweft printers confirm',
};
