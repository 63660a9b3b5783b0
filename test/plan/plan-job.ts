import { loadInk } from '../../src/ink/load-inks.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { partSource } from '../../src/job/part-source.ts';
import { meshSource } from '../../src/mesh/mesh-source.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';
import type { GateId } from '../../src/plan/gates.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import { readLines } from '../../src/plan/read-lines.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { readShape } from '../../src/shape/shape-mesh.ts';
import { loadVessel } from '../../src/vessel/load-vessels.ts';

/** Plans a job whose meshes are given as bytes, by file name, with the library that ships. */
export async function planJob(
  data: unknown,
  files: Readonly<Record<string, Uint8Array>>,
  options: { allow?: readonly GateId[]; workers?: number } = {},
): Promise<Plan> {
  return plan(jobInput(data, files), options);
}

export function jobInput(data: unknown, files: Readonly<Record<string, Uint8Array>>): PlanInput {
  const job = validateJob(data, 'job.yaml');
  const readOne = (mesh: string) => {
    const { file, object } = meshSource(mesh);
    return readPart(readMeshFile(files[file], file), object, 'mm');
  };
  const vesselId = job.vessel?.plate ?? job.vessel?.dish ?? job.vessel?.slide;
  return {
    version: 'test',
    job,
    parts: job.parts.map((part) => {
      const source = partSource(part);
      const lines = part.network ?? part.strands;
      if (lines !== undefined) {
        const textOf = (file: string) => new TextDecoder().decode(files[file]);
        const ends = part.ends === undefined ? undefined : { file: part.ends, text: textOf(part.ends) };
        return { name: part.name ?? source, file: source, ...readLines(lines, textOf(lines), ends) };
      }
      const read = part.mesh === undefined ? readShape(part) : readOne(part.mesh);
      return { name: part.name ?? source, file: source, ...read };
    }),
    profile: loadProfile(job.printer, libraryFolder('printers')),
    vessel: vesselId === undefined ? null : loadVessel(vesselId, libraryFolder('vessels')),
    inks: Object.fromEntries(
      Object.entries(job.inks).map(([key, { ink }]) => [key, loadInk(ink, libraryFolder('inks'))]),
    ),
    ...(job.bath === undefined ? {} : { bath: loadInk(job.bath.material, libraryFolder('inks')) }),
    hashes: {},
  };
}

/** The flags of a bare mesh as a job: one ink called ink, one part. */
export function oneInkJob(more: {
  mesh: string;
  width?: number;
  layer: number;
  laydown: object;
  contours?: number;
  speed?: number;
  printer?: string;
}): object {
  return {
    printer: more.printer ?? 'marlin-syringe',
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, ...(more.width ? { width: more.width } : {}) } },
    parts: [{ mesh: more.mesh, ink: 'ink', laydown: more.laydown, contours: more.contours ?? 0 }],
    layers: { height: more.layer },
    speed: more.speed ?? 10,
  };
}
