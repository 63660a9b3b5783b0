import { accessSync, closeSync, constants, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { journalMagic } from '../../send/journal/journal-format.ts';
import { isSpecial, standardOutput, targetOf } from './write-output.ts';

/** A file that a command is to write. */
export interface Output {
  /** As the user knows it: `--report`, `-o`. */
  readonly flag: string;
  readonly path: string;
  readonly kind: OutputKind;
  /** The user wants what stands there replaced; inputs, records and journals never are. */
  readonly force?: boolean;
}

export type OutputKind = 'gcode' | 'report' | 'sheet' | 'plateMap' | 'page' | 'practice' | 'table' | 'record' | 'mesh';

const recordEntry = /^\{"seq":\d+,"at":/;
const journalStart = String.fromCharCode(...journalMagic);

/** What an earlier output of this kind begins with. Anything else with the ending of an input is somebody's work. */
const earlier: Readonly<Record<OutputKind, RegExp>> = {
  gcode: /^[;%(\s]|^[GMTN]\d/,
  report: /^\s*\{\s*"version"/,
  sheet: /^\s*<!doctype html/i,
  plateMap: /^vessel,well,order,|^\s*<svg|^\s*<\?xml/i,
  page: /^\s*<!doctype html/i,
  practice: /^\s*\{\s*"strands"/,
  table: /^#|^\s*$/,
  record: recordEntry,
  // Nothing tells a mesh that we wrote from one that is all that somebody has.
  mesh: /(?!)/,
};

/** Endings of what people make themselves: meshes, jobs, profiles, scans, tables. */
const madeByPeople =
  /\.(stl|obj|3mf|ply|step|stp|amf|ya?ml|json|csv|tsv|nii|nii\.gz|nrrd|dcm|ts|js|mjs|md|txt|pdf|docx?|xlsx?|png|jpe?g)$/i;

/**
 * Refuses outputs before any work is done for them: one that is an input, another output, a folder, a batch record, a
 * journal, or a file of another kind that somebody made. Links and hard links are seen through. Throws InputError.
 */
export function claimOutputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const input of inputs) for (const key of identitiesOf(input)) taken.set(key, `the input ${input}`);
  for (const { flag, path, kind, force = false } of outputs) {
    const where = { file: path };
    if (path !== standardOutput && isSpecial(targetOf(path))) continue;
    const keys = path === standardOutput ? [standardOutput] : identitiesOf(path);
    const clash = keys.map((key) => taken.get(key)).find((name) => name !== undefined);
    if (clash !== undefined) {
      throw new InputError('output-clash', `${flag} ${path} would replace ${clash}.`, {
        where,
        fix: 'Give every output a name of its own.',
      });
    }
    for (const key of keys) taken.set(key, `the output ${flag} ${path}`);
    if (path === standardOutput) continue;
    const trouble = troubleAt(targetOf(path), kind, force);
    if (trouble === null) continue;
    const { code, what, fix } = trouble;
    throw new InputError(code, `${flag} ${path}: ${what}; nothing was written.`, { where, fix });
  }
}

/** Why nothing is written to a place. */
interface Trouble {
  readonly code: 'output-exists' | 'write';
  readonly what: string;
  readonly fix: string;
}

/** Why what stands at a place is not replaced, or nothing can stand there; null where nothing speaks against it. */
function troubleAt(target: string, kind: OutputKind, force: boolean): Trouble | null {
  const folder = folderTrouble(dirname(target));
  if (folder !== null || !existsSync(target)) return folder;
  const status = statSync(target);
  if (status.isDirectory()) return { ...standing('this is a folder'), fix: 'Name a file in it, or beside it.' };
  if (!mayWrite(target)) return standing('this file is write-protected');
  if (status.size === 0) return null;
  const head = headOf(target);
  if (kind !== 'record' && recordEntry.test(head))
    return standing('this is a batch record, which is evidence and is never replaced');
  if (head.startsWith(journalStart)) return standing('this is the journal of a print, which is never replaced');
  if (force || !madeByPeople.test(target) || earlier[kind].test(head)) return null;
  const trouble = standing('a file stands there that bioweft did not write for this purpose');
  return kind === 'mesh' ? { ...trouble, fix: 'Give another name, or add --force to replace it.' } : trouble;
}

function standing(what: string): Trouble {
  return { code: 'output-exists', what, fix: 'Give another name, or move that file away first.' };
}

/** What is wrong with the folder that a file is to stand in, or with the one above that is there already. */
function folderTrouble(wanted: string): Trouble | null {
  let folder = wanted;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) {
    return { code: 'write', what: `${folder} is a file and no folder`, fix: 'Name a folder before the last slash.' };
  }
  if (mayWrite(folder)) return null;
  const fix = 'Give a name in another folder, or get the right to write there.';
  return { code: 'write', what: `nothing may be written into the folder ${folder}`, fix };
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(512);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)).toString('latin1');
  } finally {
    closeSync(file);
  }
}

/** By what a file is known: its place with all links followed, and its number on the disk where it exists. */
function identitiesOf(path: string): string[] {
  const target = targetOf(path);
  const place = join(realFolder(dirname(target)), basename(target));
  try {
    const { dev, ino } = statSync(target);
    return [place, `${dev}:${ino}`];
  } catch {
    return [place];
  }
}

function realFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const above = dirname(folder);
  return above === folder ? folder : resolve(realFolder(above), basename(folder));
}
