import { looksLikePath } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import type { FoundCalibration } from '../ink/calibration/choose-calibrations.ts';
import { findInk } from '../ink/find-ink.ts';
import { calibrationWords, parseCalibration } from '../ink/parse-calibration.ts';
import { wellJobsOf } from '../job/expand-wells.ts';
import type { Job, JobPart } from '../job/job.ts';
import { parseJob, validateJob } from '../job/parse-job.ts';
import { partSource } from '../job/part-source.ts';
import { type Memory, noMemory } from '../memory/memory.ts';
import { meshSource } from '../mesh/mesh-source.ts';
import { readPart } from '../mesh/read-part.ts';
import type { ReadMesh } from '../mesh/study/inspect-part.ts';
import { confirmationFile, parseConfirmation } from '../printer/confirmation.ts';
import { findProfile } from '../printer/find-profile.ts';
import type { Profile } from '../printer/profile.ts';
import { readShape, shapeStl } from '../shape/shape-mesh.ts';
import { findVessel } from '../vessel/find-vessel.ts';
import { placeVessel } from '../vessel/place-vessel.ts';
import type { Vessel } from '../vessel/vessel.ts';
import { type CalibrationShelf, calibrateInks } from './inks/calibrate-inks.ts';
import { deliverPlungers } from './inks/deliver-plungers.ts';
import { inksOfMaterials, saysInk } from './inks/inks-of-materials.ts';
import { type InputFiles, missingMesh } from './input-files.ts';
import { bathMaterial } from './inputs/bath-material.ts';
import { withOwnPlaces } from './inputs/own-places.ts';
import type { LinesOfPart, PlanInput, PlanPart } from './inputs/plan-input.ts';
import { readLines } from './read-lines.ts';

/** A job as YAML, or as data made elsewhere; `sets` are changes from a command line (`inks.bone.nozzle.gauge=23`). */
export type JobText = { readonly name: string; readonly sets?: readonly string[] | undefined } & (
  | { readonly text: string }
  | { readonly data: unknown }
);

export interface GatherOptions {
  /** Of bioweft; it is written into the header of the file. */
  readonly version: string;
  /** 2026-03-31; null: ages of calibrations are not judged. */
  readonly today: string | null;
  /** What was read before; nothing when absent. */
  readonly memory?: Memory;
}

/**
 * Everything a plan needs, from a job and the files that it names. Pure: what the same names hold gives the same.
 * Throws InputError naming the file that is missing or wrong.
 */
export async function gatherInputs(
  source: JobText,
  files: InputFiles,
  { version, today, memory = noMemory }: GatherOptions,
): Promise<PlanInput> {
  const { job: asked, text } = readJob(source);
  const vessel = vesselOf(asked, files);
  const shipped = findProfile(asked.printer, files.shelves.printers);
  const confirmed = files.confirmation(confirmationFile(shipped.id));
  const letterF = confirmed === null ? undefined : parseConfirmation(confirmed.text, confirmed.file, shipped).letterF;
  const library = Object.fromEntries(
    Object.entries(asked.inks).map(([key, { ink }]) => [key, findInk(ink, files.shelves.inks)]),
  );
  const calibrations = calibrationShelf(asked, files, today);
  const { job: inked, inks, filled, deliveries, findings } = calibrateInks(asked, library, shipped.id, calibrations);
  const calibrated = deliverPlungers(shipped, inked, inks, deliveries);
  const profile = withOwnPlaces(calibrated, { a1: asked.vessel?.a1, tools: asked.tools }, vessel);
  const hashes: Record<string, string> = { job: await files.sha256(text) };
  const read = (wanted: readonly JobPart[]) => readParts(wanted, files, hashes, memory);
  const parts = await read(inked.parts);
  const materials = parts.map(({ material = '' }) => material);
  const job = inksOfMaterials(inked, materials, source.name);
  const wellParts = await read(ofWells(job, profile, vessel));
  // The printer as its file has it: a calibrated delivery is no other printer.
  hashes['printer'] = await files.sha256(JSON.stringify(shipped));
  if (confirmed !== null) hashes['confirmed'] = await files.sha256(confirmed.text);
  for (const [key, ink] of Object.entries(inks)) hashes[`ink:${key}`] = await files.sha256(JSON.stringify(ink));
  const bath = bathMaterial(asked, files.shelves.inks);
  if (bath !== undefined) hashes['bath'] = await files.sha256(JSON.stringify(bath));
  return {
    ...(bath === undefined ? {} : { bath }),
    version,
    job,
    parts,
    wellParts,
    profile,
    vessel,
    letterF,
    inks,
    filled,
    findings,
    hashes,
  };
}

/** The job, and the text that stands for it in the hash. */
function readJob(source: JobText): { job: Job; text: string } {
  const { name, sets = [] } = source;
  const text = 'text' in source ? source.text : JSON.stringify(source.data);
  // JSON is YAML, so the same changes from the command line work on both.
  const job = 'text' in source || sets.length > 0 ? parseJob(text, name, sets) : validateJob(source.data, name);
  return { job, text: [text, ...sets].join('\n') };
}

function vesselOf({ vessel }: Job, { shelves }: InputFiles): Vessel | null {
  const { plate, dish, slide, labware } = vessel ?? {};
  // A labware is always a file.
  const id = plate ?? dish ?? slide ?? (labware === undefined || looksLikePath(labware) ? labware : `./${labware}`);
  return id === undefined ? null : findVessel(id, shelves.vessels);
}

/** Meshes as read; a hash goes by the part's name: a path of this machine would give every machine another file. */
async function readParts(
  wanted: readonly JobPart[],
  files: InputFiles,
  hashes: Record<string, string>,
  memory: Memory,
): Promise<PlanPart[]> {
  const parts: PlanPart[] = [];
  for (const part of wanted) {
    const source = partSource(part);
    const { name = source, units } = part;
    const { sha256: own, ...read } = await readSource(part, files, memory);
    // Meshes of single wells come after those of the job, whose names they share.
    const key = `mesh:${name}`;
    hashes[key in hashes ? `${key} (${source.startsWith('/') ? source.replace(/^.*\//, '') : source})` : key] = own;
    parts.push({ name, file: source, units, ...read, sha256: own });
  }
  return parts;
}

/** A shape is known by the bytes that it has as STL. */
async function readSource(
  part: JobPart,
  files: InputFiles,
  memory: Memory,
): Promise<ReadMesh & { readonly sha256: string }> {
  const { mesh, units, ...shape } = part;
  const lines = part.network ?? part.strands;
  if (lines !== undefined) return readLinesOf(lines, part.ends, files);
  if (mesh === undefined) {
    const read = memory.recall(
      'shape',
      () => shape,
      () => ({ ...readShape(part), stl: shapeStl(part) }),
    );
    const { stl, ...own } = read;
    return { ...own, sha256: await files.sha256(stl) };
  }
  const { file, object } = meshSource(mesh);
  const { model, sha256 } = await files.meshes(file);
  const read = memory.recall(
    'part',
    () => [sha256, file, object, units],
    () => readPart(model, object, units),
  );
  return { ...read, sha256 };
}

/** A file of lines, and that of its ends: known by the hash of both. */
async function readLinesOf(
  file: string,
  ends: string | undefined,
  files: InputFiles,
): Promise<ReadMesh & { readonly lines: LinesOfPart; readonly sha256: string }> {
  const textOf = (name: string, what: string) =>
    files.text(name, { what, asked: name, missing: missingMesh(name) }).text;
  const text = textOf(file, 'file of lines');
  const known = ends === undefined ? undefined : { file: ends, text: textOf(ends, 'file of ends') };
  return { ...readLines(file, text, known), sha256: await files.sha256(`${text}${known?.text ?? ''}`) };
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
  const keyOf = (part: JobPart) => JSON.stringify([partSource(part), part.ends, part.units]);
  const own = new Set(job.parts.map(keyOf));
  return asked.filter((part) => !own.has(keyOf(part)) && own.add(keyOf(part)));
}

/** Calibrations beside the job, beside an ink file of its own, and those the job names. */
function calibrationShelf(job: Job, files: InputFiles, today: string | null): CalibrationShelf {
  // Without a prototype: an ink may be called constructor.
  const named: Record<string, FoundCalibration> = Object.create(null);
  const found: Record<string, readonly FoundCalibration[]> = Object.create(null);
  for (const [key, { ink, calibration }] of Object.entries(job.inks)) {
    if (calibration !== undefined) named[key] = parseCalibration(files.text(calibration, calibrationWords));
    found[key] = files.calibrations(looksLikePath(ink) ? ink : null).map(parseCalibration);
  }
  return { named, found, today };
}
