import { InputError } from '../../finding/input-error.ts';
import type { Job, JobPart } from '../../job/job.ts';
import { partSource } from '../../job/part-source.ts';
import { placeOf } from '../../job/place.ts';
import { type Memory, noMemory } from '../../memory/memory.ts';
import { sameMesh } from '../../mesh/same-mesh.ts';
import { transformMesh, transformReport } from '../../mesh/transform.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { PlanInput, PlanPart } from './plan-input.ts';

/**
 * The parts of a job (or of the job of one well) in mm, scaled and turned as it says; their moves come on top when the
 * construct is put together. Throws InputError for a mesh that was not read.
 */
export function placeParts(
  input: Pick<PlanInput, 'parts' | 'wellParts'>,
  job: Job,
  memory: Memory = noMemory,
): PlanPart[] {
  return job.parts.map((asked, i) => placePart(meshOf(input, asked, i), asked, memory));
}

function placePart(part: PlanPart, asked: JobPart, memory: Memory): PlanPart {
  if (part.lines !== undefined) return { ...part, name: asked.name ?? part.name };
  const { units, scale, rotate } = asked;
  const read = memory.first('mesh', part.mesh, sameMesh);
  const mesh = memory.recall(
    'placed',
    (id) => [id(read), units, scale, rotate],
    () => transformMesh(read, asked),
  );
  const name = asked.name ?? part.name;
  return { ...part, name, mesh, report: transformReport(part.report, mesh, asked) };
}

/** The part of the same number where it has that mesh, else any that has it. */
function meshOf(
  { parts, wellParts = [] }: Pick<PlanInput, 'parts' | 'wellParts'>,
  asked: JobPart,
  i: number,
): PlanPart {
  const { units } = asked;
  const source = partSource(asked);
  const found = [parts[i], ...parts, ...wellParts].find(
    (part) => part?.file === source && (part.units ?? units) === units,
  );
  if (found !== undefined) return found;
  throw new InputError('mesh-missing', `The mesh ${source} was not read`, { where: { file: source } });
}

/** From the origin of the well to the middle of the construct, mm; on the bare bed the origin lies there already. */
export function offsetIn(vessel: PlacedVessel, job: Job): [x: number, y: number] {
  const { x, y } = placeOf(job);
  const origin = vessel.kind === 'none' ? vessel.wells[0] : { x: 0, y: 0 };
  return [x === undefined ? 0 : x - origin.x, y === undefined ? 0 : y - origin.y];
}
