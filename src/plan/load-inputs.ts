import { createHash } from 'node:crypto';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { loadFile } from '../finding/load-file.ts';
import type { FoundCalibration } from '../ink/choose-calibrations.ts';
import { loadCalibration } from '../ink/load-calibrations.ts';
import { loadInk } from '../ink/load-inks.ts';
import { decodeJob } from '../job/decode-job.ts';
import { wellJobsOf } from '../job/expand-wells.ts';
import type { Job, JobPart } from '../job/job.ts';
import { parseJob, validateJob } from '../job/parse-job.ts';
import { partSource } from '../job/part-source.ts';
import type { ReadMesh } from '../mesh/inspect-part.ts';
import { meshSource } from '../mesh/mesh-source.ts';
import { readPart } from '../mesh/read-part.ts';
import { findConfirmation, settingsFolder } from '../printer/load-confirmation.ts';
import { loadProfile } from '../printer/load-profiles.ts';
import type { Profile } from '../printer/profile.ts';
import { readShape, shapeStl } from '../shape/shape-mesh.ts';
import { loadVessel } from '../vessel/load-vessels.ts';
import { placeVessel } from '../vessel/place-vessel.ts';
import type { Vessel } from '../vessel/vessel.ts';
import { type CalibrationShelf, calibrateInks } from './calibrate-inks.ts';
import { deliverPlungers } from './deliver-plungers.ts';
import { inksOfMaterials, saysInk } from './inks-of-materials.ts';
import { findCalibrations } from './load-calibrated-ink.ts';
import { libraryFolder, packageVersion } from './load-library.ts';
import { type MeshShelf, meshShelf, missingMesh } from './load-meshes.ts';
import { withOwnPlaces } from './own-places.ts';
import type { PlanInput, PlanPart } from './plan-input.ts';

/** A job file, or the data of a job made elsewhere with the folder its paths start from. */
export type JobSource =
  | { readonly file: string; readonly sets?: readonly string[] }
  | {
      readonly data: unknown;
      readonly folder: string;
      readonly name: string;
      readonly sets?: readonly string[];
      readonly meshes?: MeshShelf;
    };

/** Everything a plan needs, read from disk and hashed. Throws InputError naming the file that is missing or wrong. */
export async function loadInputs(source: JobSource, today = localDay(new Date())): Promise<PlanInput> {
  const { job: asked, folder, text } = readJob(source);
  const vessel = loadJobVessel(asked, folder);
  const shipped = loadProfile(localPath(asked.printer, folder), libraryFolder('printers'));
  const confirmed = findConfirmation(shipped, [folder, settingsFolder()]);
  const library = Object.fromEntries(
    Object.entries(asked.inks).map(([key, { ink }]) => [key, loadInk(localPath(ink, folder), libraryFolder('inks'))]),
  );
  const calibrations = calibrationShelf(asked, folder, today);
  const { job: inked, inks, filled, deliveries, findings } = calibrateInks(asked, library, shipped.id, calibrations);
  const calibrated = deliverPlungers(shipped, inked, inks, deliveries);
  const profile = withOwnPlaces(calibrated, { a1: asked.vessel?.a1, tools: asked.tools }, vessel);
  const hashes: Record<string, string> = { job: sha256(text) };
  const shelf = ('data' in source ? source.meshes : undefined) ?? meshShelf(folder);
  const parts = inked.parts.map((part) => loadPart(part, shelf, hashes));
  const job = inksOfMaterials(
    inked,
    parts.map(({ material = '' }) => material),
    nameOf(source),
  );
  const wellParts = ofWells(job, profile, vessel).map((part) => loadPart(part, shelf, hashes));
  // The printer as its file has it: a calibrated delivery is no other printer.
  hashes.printer = sha256(JSON.stringify(shipped));
  if (confirmed !== null) hashes.confirmed = sha256(confirmed.text);
  for (const [key, ink] of Object.entries(inks)) hashes[`ink:${key}`] = sha256(JSON.stringify(ink));
  const meshes = [...parts, ...wellParts].flatMap(({ file, report }) =>
    report.format === 'shape' ? [] : [resolve(folder, meshSource(file).file)],
  );
  const files = [
    ...filesOf(source, asked, folder),
    ...new Set(meshes),
    ...(confirmed === null ? [] : [confirmed.file]),
  ];
  const letterF = confirmed?.confirmation.letterF;
  const version = packageVersion();
  return { version, job, parts, wellParts, profile, vessel, letterF, inks, filled, findings, files, hashes };
}

const nameOf = (source: JobSource): string => ('file' in source ? source.file : source.name);

/** The job itself, and every file that it names beside its meshes. */
function filesOf(source: JobSource, job: Job, folder: string): string[] {
  const { plate, dish, slide, labware } = job.vessel ?? {};
  const shelves: readonly (readonly [id: string | undefined, shelf: 'printers' | 'inks' | 'vessels'])[] = [
    [job.printer, 'printers'],
    ...Object.values(job.inks).map(({ ink }) => [ink, 'inks'] as const),
    [plate ?? dish ?? slide ?? labware, 'vessels'],
  ];
  return [
    ...('file' in source ? [resolve(source.file)] : []),
    ...Object.values(job.inks).flatMap(({ calibration }) =>
      calibration === undefined ? [] : [resolve(folder, calibration)],
    ),
    ...shelves.flatMap(([id, shelf]) => {
      if (id === undefined) return [];
      const path = localPath(id, folder);
      return [isAbsolute(path) ? path : join(libraryFolder(shelf), `${path}.json`)];
    }),
  ];
}

/** A mesh as read; its hash goes by the part's name: a path of this machine would give every machine another file. */
function loadPart(part: JobPart, shelf: MeshShelf, hashes: Record<string, string>): PlanPart {
  const source = partSource(part);
  const { name = source, units } = part;
  const { sha256: own, ...read } = loadSource(part, shelf);
  // Meshes of single wells come after those of the job, whose names they share.
  const key = `mesh:${name}`;
  hashes[key in hashes ? `${key} (${isAbsolute(source) ? basename(source) : source})` : key] = own;
  return { name, file: source, units, ...read, sha256: own };
}

/** A shape is known by the bytes that it has as STL. */
function loadSource(part: JobPart, shelf: MeshShelf): ReadMesh & { readonly sha256: string } {
  const { mesh, units } = part;
  if (mesh === undefined) return { ...readShape(part), sha256: sha256(shapeStl(part)) };
  const { file, object } = meshSource(mesh);
  const { model, sha256: own } = shelf(file);
  return { ...readPart(model, object, units), sha256: own };
}

/** One part for each mesh that only single wells ask for, or in another unit. */
function ofWells(job: Job, profile: Profile, vessel: Vessel | null): JobPart[] {
  if (job.wells === undefined && job.sweep === undefined) return [];
  const names = placeVessel(vessel, profile).wells.map(({ name }) => name);
  const asked = wellJobsOf(job, names).flatMap((well) => well.job.parts);
  const inks = Object.keys(job.inks);
  if (inks.length > 1 && !asked.every(saysInk)) {
    throw new InputError('job-ink', 'A part of a single well does not say which ink it is made of.', {
      fix: `Add ink: with one of ${inks.join(', ')}.`,
    });
  }
  const keyOf = (part: JobPart) => JSON.stringify([partSource(part), part.units]);
  const own = new Set(job.parts.map(keyOf));
  return asked.filter((part) => !own.has(keyOf(part)) && own.add(keyOf(part)));
}

/** Calibrations beside the job, beside an ink file of its own, and those the job names. */
function calibrationShelf(job: Job, folder: string, today: string): CalibrationShelf {
  // Without a prototype: an ink may be called constructor.
  const named: Record<string, FoundCalibration> = Object.create(null);
  const found: Record<string, FoundCalibration[]> = Object.create(null);
  for (const [key, { ink, calibration }] of Object.entries(job.inks)) {
    if (calibration !== undefined) named[key] = loadCalibration(resolve(folder, calibration));
    found[key] = findCalibrations(localPath(ink, folder), folder);
  }
  return { named, found, today };
}

/** The day where the user is, 2026-03-31. */
export function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function readJob(source: JobSource): { job: Job; folder: string; text: string } {
  if ('file' in source) {
    const text = decodeJob(readBytes(resolve(source.file), 'job', source.file), source.file);
    const sets = source.sets ?? [];
    const job = parseJob(text, source.file, sets);
    return { job, folder: dirname(resolve(source.file)), text: [text, ...sets].join('\n') };
  }
  const text = JSON.stringify(source.data);
  const sets = source.sets ?? [];
  // JSON is YAML, so the same changes from the command line work on both.
  const job = sets.length > 0 ? parseJob(text, source.name, sets) : validateJob(source.data, source.name);
  return { job, folder: source.folder, text: [text, ...sets].join('\n') };
}

function loadJobVessel(job: Job, folder: string) {
  const { plate, dish, slide, labware } = job.vessel ?? {};
  const id = plate ?? dish ?? slide ?? (labware === undefined ? undefined : resolve(folder, labware));
  return id === undefined ? null : loadVessel(localPath(id, folder), libraryFolder('vessels'));
}

/** Ids stay ids; what looks like a path is taken from the job's folder. */
function localPath(idOrPath: string, folder: string): string {
  const looksLikePath = /[\\/]|\.json$/.test(idOrPath);
  return looksLikePath && !isAbsolute(idOrPath) ? resolve(folder, idOrPath) : idOrPath;
}

function readBytes(path: string, what: string, asked: string): Uint8Array {
  return loadFile(path, { what, asked, missing: missingMesh(asked) });
}

/** Node's own hash: Web Crypto would copy a large mesh first. */
function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
