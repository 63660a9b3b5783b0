import { InputError } from '../../finding/input-error.ts';
import { movedBounds } from '../../mesh/assemble.ts';
import type { Bounds } from '../../mesh/mesh.ts';

/** Nanometres in 32 bits reach 2147 mm; the rest is room for lifts and for the offsets of tools. */
const reachMm = 2000;

type Vector = readonly [x: number, y: number, z: number];

/**
 * Places, moves and wells add up: what they come to must be told in nanometres. Throws InputError for a part that would
 * lie further than that from the origin of the machine.
 */
export function refuseOutOfReach(part: string, bounds: Bounds, shiftMm: Vector, originMm: Vector, well?: string): void {
  const { min, max } = movedBounds(movedBounds(bounds, shiftMm), originMm);
  const furthest = Math.max(...[...min, ...max].map(Math.abs));
  if (furthest <= reachMm) return;
  const text = `${part} would be printed ${Math.round(furthest)} mm from the origin; ${reachMm} mm is the limit.`;
  throw new InputError('place-too-far', text, {
    where: { part, ...(well === undefined ? {} : { well }) },
    fix: 'Take smaller numbers (mm) in place and move.',
  });
}
