import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import type { Bounds, Mesh } from './mesh.ts';
import { questionSize } from './question-size.ts';

/** All parts of a job in their one frame, and the shift that stands them on the vessel's floor. */
export interface Assembly {
  /** To be added to every coordinate, whole nanometres, mm: centres the parts in x and y, puts the lowest point at 0. */
  readonly shiftMm: readonly [x: number, y: number, z: number];
  /** Of all parts together, after the shift. */
  readonly bounds: Bounds;
  readonly findings: readonly Finding[];
}

/** Integer nanometres reach ±2147 mm; the difference leaves room for offsets and wells. */
const reachMm = 2000;

/**
 * Where the parts stand together; their positions to each other are kept. Throws InputError for parts that are larger,
 * or lie further from the origin, than nanometres in 32 bits can say.
 */
export function assemble(meshes: readonly Mesh[]): Assembly {
  if (meshes.length === 0) throw new InputError('no-parts', 'There is no part to place.', { fix: 'Name an STL file.' });
  for (const mesh of meshes) refuseOutOfReach(mesh);
  const min = lowest(meshes.map((mesh) => mesh.bounds.min));
  const max = lowest(meshes.map((mesh) => mesh.bounds.max.map((value) => -value))).map((value) => -value);
  const shiftMm = [-(min[0] + max[0]) / 2, -(min[1] + max[1]) / 2, -min[2]].map(wholeNm) as [number, number, number];
  const moved = (corner: readonly number[]) => corner.map((value, k) => value + shiftMm[k]) as [number, number, number];
  const findings = meshes.flatMap((mesh) => questionSize(mesh.bounds, mesh.name) ?? []);
  return { shiftMm, bounds: { min: moved(min), max: moved(max) }, findings };
}

function lowest(corners: readonly (readonly number[])[]): number[] {
  return [0, 1, 2].map((k) => Math.min(...corners.map((corner) => corner[k])));
}

function wholeNm(mm: number): number {
  return Math.round(mm * 1e6) / 1e6 + 0;
}

function refuseOutOfReach({ bounds, name }: Mesh): void {
  const { min, max } = bounds;
  const furthest = Math.max(...[...min, ...max].map(Math.abs));
  if (furthest <= reachMm) return;
  const size = max.map((value, k) => value - min[k]);
  const large = Math.max(...size) > reachMm;
  const millimetres = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(4))).join(' x ');
  const back = min.map((value) => -Math.round(value)).join(', ');
  throw new InputError(
    large ? 'part-too-large' : 'part-too-far',
    large
      ? `${name} is ${millimetres(size)} mm; parts reach ${reachMm} mm at most.`
      : `${name} lies ${Math.round(furthest)} mm from the origin of its file; ${reachMm} mm is the limit.`,
    {
      where: { part: name },
      fix: large
        ? 'State the unit of the file (units: um, for a file in micrometres) or a scale.'
        : `Move the part: move: [${back}].`,
    },
  );
}
