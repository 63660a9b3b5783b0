import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import { InputError } from '../../finding/input-error.ts';
import { jsonIds } from '../../finding/load-shelf.ts';
import { formatByName } from '../../mesh/formats/mesh-formats.ts';
import { libraryFolder, packageVersion } from '../../plan/inputs/load-library.ts';
import { localDay } from '../../plan/inputs/local-day.ts';
import { settingsFolder } from '../../printer/load-confirmation.ts';
import type { LiveHub } from '../../serve/live.ts';
import type { StudioAnswer, StudioHost } from '../../serve/studio.ts';
import { watchFiles } from '../files/watch-files.ts';
import { writeOutput } from '../files/write-output.ts';
import { recordPath } from '../library/open-record.ts';
import { isMesh } from './quick-parts.ts';
import { defaultOutput, runSlice } from './run-slice.ts';

/** A job that is worked on: its file may not have been written yet. */
export interface StudioJob {
  readonly folder: string;
  /** Name of the file in the folder. */
  readonly name: string;
  /** To begin with, where there is no file. */
  readonly draft: string;
}

export interface JobHost extends StudioHost {
  /** Paths of the files beside the job that were asked for, there or not. */
  readonly asked: () => readonly string[];
}

/** Reads from the job's folder, writes its job file, what slice makes of it and meshes that were dropped in, and nothing else. */
export function studioHost({ folder, name, draft }: StudioJob): JobHost {
  const asked = new Set<string>();
  const path = join(folder, name);
  const onDisk = (): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const state = () => {
    const text = onDisk();
    return {
      name,
      folder,
      text: text ?? draft,
      saved: text === null ? null : hashOf(text),
      version: packageVersion(),
      today: localDay(new Date()),
      beside: besides(folder),
      meshes: readdirSync(folder).filter(isMesh).slice(0, mostBeside),
    };
  };
  const save = async (asked: unknown): Promise<StudioAnswer> => {
    const { text, base, force } = asked as { text?: unknown; base?: unknown; force?: unknown };
    if (typeof text !== 'string') return { status: 400, body: { what: 'There is no text to save.' } };
    const there = onDisk();
    if (force !== true && there !== null && hashOf(there) !== base) {
      return { status: 409, body: { what: `${name} changed on the disk.`, text: there } };
    }
    refuseOther(path);
    writeOutput(path, text);
    return { status: 200, body: { what: `Saved ${path}`, saved: hashOf(text) } };
  };
  const write = async (asked: unknown): Promise<StudioAnswer> => {
    const there = onDisk();
    if (there === null || hashOf(there) !== (asked as { base?: unknown }).base) {
      return { status: 409, body: { what: 'Save the job first.', text: there ?? '' } };
    }
    const output = outputOf(path, there);
    const stem = output.slice(0, -'.gcode'.length);
    const files = { output, report: `${stem}.json`, sheet: `${stem}.html` };
    for (const file of [...Object.values(files), recordPath(output)]) refuseOther(file);
    const code = await runSlice([path], { ...files, quiet: true });
    if (code !== 0) return { status: 400, body: { what: 'A gate refused: no G-code was written.' } };
    const written = Object.values(files);
    return {
      status: 200,
      body: { what: `Written: ${written.map((file) => basename(file)).join(', ')}`, files: written },
    };
  };
  const copy = async (given: unknown): Promise<StudioAnswer> => {
    const { name: part, bytes } = given as { name?: unknown; bytes?: unknown };
    if (typeof part !== 'string' || typeof bytes !== 'string' || !isNewPart(part)) {
      return { status: 400, body: { what: 'Only a mesh with a plain name is copied.' } };
    }
    const target = join(folder, part);
    const mesh = Buffer.from(bytes, 'base64');
    refuseOther(target);
    if (existsSync(target) && !readFileSync(target).equals(mesh)) {
      return { status: 409, body: { what: `There is another ${part} in ${folder} already.` } };
    }
    writeOutput(target, mesh);
    return { status: 200, body: { what: `Copied ${part}` } };
  };
  const file = (given: string) => {
    // What counts without being named is watched whether it was asked for or not.
    const isNamed = !besides(folder).includes(given);
    if (isNamed && mayBeRead(given) && staysIn(folder, resolve(folder, given))) asked.add(resolve(folder, given));
    return fileIn(folder, given);
  };
  return { state, library, file, actions: { save, write, copy }, asked: () => [...asked] };
}

/** Named as `slice` names it, after the job. */
function outputOf(path: string, text: string): string {
  const { contents } = parseDocument(text);
  const name = isMap(contents) ? contents.get('name') : undefined;
  return defaultOutput([path], typeof name === 'string' ? name : '');
}

function library(): object {
  const shelf = (kind: 'printers' | 'inks' | 'vessels') =>
    Object.fromEntries(
      jsonIds(libraryFolder(kind)).map((id) => [id, readFileSync(join(libraryFolder(kind), `${id}.json`), 'utf8')]),
    );
  return { printers: shelf('printers'), inks: shelf('inks'), vessels: shelf('vessels') };
}

const mostBeside = 200;

/** Calibrations and confirmations: they count without being named. */
function besides(folder: string): string[] {
  // Whoever takes the folder away takes the job, and is not to end the server with it.
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile() && entry.name.endsWith('.confirmed.json')) return [entry.name];
    if (!entry.isDirectory() || entry.name !== 'calibrations') return [];
    return readdirSync(join(folder, entry.name))
      .filter((each) => each.endsWith('.json'))
      .map((each) => `calibrations/${each}`);
  });
  const settings = existsSync(settingsFolder()) ? readdirSync(settingsFolder()) : [];
  return [...new Set([...found, ...settings.filter((each) => each.endsWith('.confirmed.json'))])].slice(0, mostBeside);
}

/** Where they lie: a confirmation beside the job comes before one of the user's settings. */
function besidePaths(folder: string): string[] {
  return besides(folder).map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? path : join(settingsFolder(), name);
  });
}

/** Meshes and JSON files of the folder, by names that stay in it: links that lead out are not followed. */
function fileIn(folder: string, asked: string): Buffer | null {
  if (!mayBeRead(asked)) return null;
  const found = resolve(folder, asked);
  if (existsSync(found)) {
    const real = realpathSync(found);
    if (!staysIn(realpathSync(folder), real) || !statSync(real).isFile()) return null;
    return readFileSync(real);
  }
  const settings = join(settingsFolder(), asked);
  return /^[\w-]+\.confirmed\.json$/.test(asked) && existsSync(settings) ? readFileSync(settings) : null;
}

/** A mesh by its name alone, in no folder and not hidden. */
const isNewPart = (name: string): boolean =>
  /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]*$/u.test(name) && formatByName(name) !== undefined;

const mayBeRead = (name: string): boolean => name.endsWith('.json') || formatByName(name) !== undefined;

/** Whether a path lies below a folder. */
export function staysIn(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`);
}

/** A link would write where nobody named a folder, a pipe would be waited for. */
function refuseOther(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return;
  const what = found.isSymbolicLink() ? 'a link' : 'no file';
  throw new InputError('studio-link', `${path} is ${what}: only files of the folder itself are written.`, {
    where: { file: path },
    fix: 'Take it away, or open the studio on the folder that it leads to.',
  });
}

/**
 * Publishes what becomes of the job's file, of the files beside it that were `asked` for, and of calibrations and
 * confirmations, those that come or go included; returns what ends it.
 */
export function watchJob({ folder, name }: StudioJob, asked: () => readonly string[], live: LiveHub): () => void {
  const path = join(folder, name);
  let turn = 0;
  const tell = async () => {
    turn++;
    live.publish({ event: 'given-files', data: { turn, beside: besides(folder) } });
  };
  const stopNamed = watchFiles(asked, tell);
  const stopBeside = watchFiles(() => besidePaths(folder), tell, true);
  const stopJob = watchFiles(
    () => [path],
    async () => {
      const saved = existsSync(path) ? hashOf(readFileSync(path, 'utf8')) : null;
      live.publish({ event: 'job-file', data: { saved } });
    },
  );
  return () => {
    stopNamed();
    stopBeside();
    stopJob();
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
