import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type DataShelf, looksLikePath } from '../../finding/data-shelf.ts';
import { loadFile, loadText } from '../../finding/load-file.ts';
import { folderShelf } from '../../finding/load-shelf.ts';
import { listCalibrationTexts } from '../../ink/calibration/load-calibrations.ts';
import { decodeJob } from '../../job/decode-job.ts';
import type { Job } from '../../job/job.ts';
import { meshSource } from '../../mesh/mesh-source.ts';
import { confirmationText, settingsFolder } from '../../printer/load-confirmation.ts';
import { gatherInputs, type JobText } from '../gather-inputs.ts';
import { calibrationFolders } from '../inks/load-calibrated-ink.ts';
import { type InputFiles, type LoadedMeshes, missingMesh } from '../input-files.ts';
import { libraryFolder, packageVersion } from './load-library.ts';
import { meshShelf } from './load-meshes.ts';
import { localDay } from './local-day.ts';
import type { PlanInput } from './plan-input.ts';

/** A job file, or the data of a job made elsewhere with the folder its paths start from. */
export type JobSource =
  | { readonly file: string; readonly sets?: readonly string[] | undefined }
  | {
      readonly data: unknown;
      readonly folder: string;
      readonly name: string;
      readonly sets?: readonly string[] | undefined;
      readonly meshes?: (file: string) => LoadedMeshes;
    };

/** Everything a plan needs, read from disk and hashed. Throws InputError naming the file that is missing or wrong. */
export async function loadInputs(source: JobSource, today = localDay(new Date())): Promise<PlanInput> {
  const folder = 'file' in source ? dirname(resolve(source.file)) : source.folder;
  const { files, read } = diskFiles(folder, 'data' in source ? source.meshes : undefined);
  const input = await gatherInputs(jobText(source), files, { version: packageVersion(), today });
  const own = 'file' in source ? [resolve(source.file)] : [];
  const meshes = [...input.parts, ...(input.wellParts ?? [])].flatMap(({ file, report }) =>
    report.format === 'shape' ? [] : [resolve(folder, meshSource(file).file)],
  );
  const ends = input.job.parts.flatMap((part) => (part.ends === undefined ? [] : [resolve(folder, part.ends)]));
  return { ...input, files: [...own, ...filesOf(input.job, folder), ...new Set([...meshes, ...ends]), ...read()] };
}

function jobText(source: JobSource): JobText {
  const { sets } = source;
  if (!('file' in source)) return { name: source.name, data: source.data, sets };
  const words = { what: 'job', asked: source.file, missing: missingMesh(source.file) };
  return { name: source.file, text: decodeJob(loadFile(resolve(source.file), words), source.file), sets };
}

/** What the job names lies in its folder, what ships with bioweft in the library; `read` lists confirmations read. */
function diskFiles(
  folder: string,
  meshes: (file: string) => LoadedMeshes = meshShelf(folder),
): { readonly files: InputFiles; readonly read: () => readonly string[] } {
  const read: string[] = [];
  const shelf = (name: Parameters<typeof libraryFolder>[0]): DataShelf => {
    const shipped = folderShelf(libraryFolder(name));
    return { ...shipped, own: (path, words) => shipped.own(resolve(folder, path), words) };
  };
  const files: InputFiles = {
    shelves: { printers: shelf('printers'), inks: shelf('inks'), vessels: shelf('vessels') },
    meshes,
    text: (asked, words) => {
      const file = resolve(folder, asked);
      return { file, text: loadText(file, words) };
    },
    calibrations: (inkFile) =>
      calibrationFolders(inkFile === null ? null : resolve(folder, inkFile), folder).flatMap(listCalibrationTexts),
    confirmation: (name) => {
      const found = confirmationText(name, [folder, settingsFolder()]);
      if (found !== null) read.push(found.file);
      return found;
    },
    sha256,
  };
  return { files, read: () => read };
}

/** Every file that a job names beside its meshes. */
function filesOf(job: Job, folder: string): string[] {
  const { plate, dish, slide, labware } = job.vessel ?? {};
  const shelves: readonly (readonly [id: string | undefined, shelf: 'printers' | 'inks' | 'vessels'])[] = [
    [job.printer, 'printers'],
    ...Object.values(job.inks).map(({ ink }) => [ink, 'inks'] as const),
    [plate ?? dish ?? slide ?? labware, 'vessels'],
  ];
  return [
    ...Object.values(job.inks).flatMap(({ calibration }) =>
      calibration === undefined ? [] : [resolve(folder, calibration)],
    ),
    ...shelves.flatMap(([id, shelf]) => {
      if (id === undefined) return [];
      const path = looksLikePath(id) ? resolve(folder, id) : id;
      return [isAbsolute(path) ? path : join(libraryFolder(shelf), `${path}.json`)];
    }),
  ];
}

/** Node's own hash: Web Crypto would copy a large mesh first. */
function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
