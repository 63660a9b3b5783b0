import { changing, type Finding } from '../../finding/finding.ts';
import type { Bounds } from '../mesh.ts';

/** STL files state no unit. Bioprinted parts measure between a strand's width and a plate, so other sizes are asked about. */

/** Smaller than any strand that a needle lays, mm. */
const smallestMm = 0.5;
/** Larger than any build volume of the printers on the list (a 24-well plate is 128 mm long), mm. */
const largestMm = 250;
/** Below this a part is more likely in inches: an inch-sized number for a part of a few centimetres, mm. */
const inchLikeMm = 2;

/** A doubt about the unit, with the setting that would fix it; undefined when the size is plausible in mm. */
export function questionSize({ min, max }: Bounds, part: string): Finding | undefined {
  const size = max.map((value, k) => value - min[k]);
  const longest = Math.max(...size);
  const guess = guessOf(longest);
  if (guess === undefined) return undefined;
  const text = size.map((value) => Number(value.toPrecision(3))).join(' x ');
  const then = Number((longest * guess.factor).toPrecision(3));
  return {
    gate: 'plan',
    code: 'unit-doubtful',
    severity: 'warn',
    where: { part },
    what: `${part} is ${text} mm when its numbers are millimetres; as ${guess.name} its longest side would be ${then} mm.`,
    fix: `Set --units ${guess.units} (units: ${guess.units} on the part) for ${then} mm; if ${Number(longest.toPrecision(3))} mm is right, ignore this.`,
    ...changing([{ what: `${guess.units}: ${then} mm`, path: ['parts', part, 'units'], value: guess.units }]),
    numbers: { longestMm: longest },
  };
}

function guessOf(longest: number): { name: string; units: string; factor: number } | undefined {
  if (longest > largestMm) return { name: 'micrometres', units: 'um', factor: 0.001 };
  if (longest < smallestMm) return { name: 'metres', units: 'm', factor: 1000 };
  if (longest < inchLikeMm) return { name: 'inches', units: 'inch', factor: 25.4 };
  return undefined;
}
