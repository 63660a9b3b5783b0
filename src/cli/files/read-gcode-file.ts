import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { refuseOtherFiles } from '../../check/foreign/check-gcode.ts';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadFile } from '../../finding/load-file.ts';
import { parseBio } from '../../gcode/bio-comment.ts';
import { evidenceFinding, findEvidence, programOfMachine } from '../../gcode/reading/find-evidence.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { placesOfFile, withOwnPlaces } from '../../plan/inputs/own-places.ts';
import { listProfiles, loadProfile } from '../../printer/load-profiles.ts';
import type { Profile } from '../../printer/profile.ts';
import { loadVessel } from '../../vessel/load-vessels.ts';
import type { Vessel } from '../../vessel/vessel.ts';
import { type NamedInFile, profileOfFile, vesselOfFile } from './own-library.ts';

/** A G-code file as every command reads it: its bytes, and the machine and vessel that it is for. */
export interface GcodeFile {
  readonly bytes: Uint8Array;
  /** What a file of ours says of itself: `name`, `printer`, `vessel` … */
  readonly named: ReadonlyMap<string, string>;
  /** Null where neither the user nor the file names one. */
  readonly profile: Profile | null;
  readonly vessel: Vessel | null;
  readonly findings: readonly Finding[];
}

export interface ReadOptions {
  /** Id or path; it goes before what the file names. */
  readonly printer?: string | undefined;
  readonly vessel?: string | undefined;
  readonly job?: string | undefined;
}

/** Throws InputError for what is no G-code, cannot be read, or is for a printer that is unknown. */
export async function readGcodeFile(file: string, { printer, vessel: given, job }: ReadOptions): Promise<GcodeFile> {
  const bytes = readBytes(file);
  const { named, ids } = { named: planValues(bytes), ids: namedInFile(bytes) };
  const found =
    printer === undefined
      ? await profileOfFile(file, ids, job)
      : { profile: loadProfile(printer, libraryFolder('printers')), findings: [] };
  const { vessel, findings } =
    given === undefined
      ? vesselOfFile(file, ids, job)
      : { vessel: loadVessel(given, libraryFolder('vessels')), findings: [] };
  return {
    bytes,
    named,
    profile: found === null ? null : withOwnPlaces(found.profile, placesOfFile(named), vessel),
    vessel,
    findings: found === null ? foreignFindings(bytes) : [...found.findings, ...findings],
  };
}

/** The file's bytes; its head is looked at first, so that a disk image is not read to the end to be refused. */
function readBytes(file: string): Uint8Array {
  const head = onlyHead(file, 4096);
  if (head !== null) inFile(file, () => refuseOtherFiles(head));
  return loadFile(file, { what: 'G-code file', missing: 'Check its name; bioweft slice writes G-code.' });
}

/** Null for what can be read only once (a pipe), and for what cannot be read. */
function onlyHead(file: string, length: number): Uint8Array | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const bytes = Buffer.alloc(length);
    return fstatSync(descriptor).isFile() ? bytes.subarray(0, readSync(descriptor, bytes)) : null;
  } finally {
    closeSync(descriptor);
  }
}

const listed = () => listProfiles(libraryFolder('printers'));

function foreignFindings(bytes: Uint8Array): Finding[] {
  const program = programOfMachine(bytes);
  if (program === null) return findEvidence(bytes, listed()).map(evidenceFinding);
  const fix = 'Run it in LinuxCNC with a backplot, or write it out as plain moves, and check those.';
  return [{ gate: 'plan', code: 'program-of-machine', severity: 'warn', where: {}, what: program, fix }];
}

const headBytes = 1 << 16;

/** The head of a file, as far as it can be looked at without reading it up; empty for a pipe. */
export function readHead(file: string): Uint8Array {
  return onlyHead(file, headBytes) ?? new Uint8Array(0);
}

/** Which printer and vessel a file of ours names; its head is enough. */
export function namedInFile(bytes: Uint8Array): NamedInFile {
  const named = planValues(bytes);
  const printerHash = /sha256 printer: ([0-9a-f]{64})/.exec(textOfHead(bytes))?.[1];
  return { printer: named.get('printer'), printerHash, vessel: named.get('vessel') };
}

function planValues(bytes: Uint8Array): ReadonlyMap<string, string> {
  const line = textOfHead(bytes)
    .split('\n')
    .find((text) => text.startsWith(';BIO:plan='));
  return (line && parseBio(line)) || new Map<string, string>();
}

const textOfHead = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, headBytes));

/** Errors about the content name the file. */
export function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `${file}: ${error.message}`, { where: { ...error.where, file }, fix: error.fix });
  }
}
