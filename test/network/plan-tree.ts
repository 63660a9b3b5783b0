import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import type { GateId } from '../../src/plan/gates.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from '../plan/plan-job.ts';
import { type GrownBranch, growTree, type TreeShape, writeXCavate } from './grow-tree.ts';

// Synthetic trees as jobs, planned from the file on.

/** Four vessels were published with a needle of 0.41 mm outside. */
export const gaugeOf = (branches: number): number => (branches === 4 ? 27 : 22);

/** Outer radius of a needle, mm: so near below a point another branch must lie for that to count as tangled. */
export const radiusOf = (gauge: number): number => nozzleOf({ gauge }).outer / 2;

/** What trees in space may meet that has nothing to do with their order: a dish is no deeper than 14 mm. */
export const allow: GateId[] = ['bath', 'vessel', 'bounds', 'supply', 'flow'];

/** A job for the network `tree.txt` of a shape, with a needle; `more` replaces parts of it. */
export function jobOf(shape: TreeShape, gauge = gaugeOf(shape.branches), more: object = {}): object {
  const nozzle = { gauge, length: 100 };
  const inks = { a: { ink: 'alginate-i1g-2', nozzle, speed: 4 }, v: { ink: 'pluronic-25', nozzle, speed: 4 } };
  const two = shape.trees === 2;
  return {
    printer: 'marlin-syringe',
    // Trees of 500 are 68 mm wide.
    vessel: { dish: Math.hypot(shape.half[0], shape.half[1]) > 27 ? 'petri-90' : 'petri-60' },
    bath: { material: 'nist-support', depth: 2 * shape.half[2] + 3 },
    hop: 0.2,
    inks: two ? inks : { a: inks.a },
    parts: [two ? { network: 'tree.txt', artery: 'a', vein: 'v' } : { network: 'tree.txt', ink: 'a' }],
    ...more,
  };
}

/** A tree, how long its lines are (mm), and its plan. */
export async function planTree(shape: TreeShape, seed: number, gauge = gaugeOf(shape.branches)) {
  const tree = growTree(shape, seed);
  const text = writeXCavate(tree, shape.trees === 2 ? 5 : 4);
  const files = { 'tree.txt': new TextEncoder().encode(text) };
  const wayTo = (points: readonly number[][], i: number) =>
    i === 0 ? 0 : Math.hypot(...[0, 1, 2].map((k) => points[i][k] - points[i - 1][k]));
  const asked = tree.reduce((sum, { points }) => sum + points.reduce((way, _, i) => way + wayTo(points, i), 0), 0);
  return { tree, asked, made: await plan(jobInput(jobOf(shape, gauge), files), { allow }) };
}

/** Share of the points (of large trees, of each seventh) that have another branch below within the needle's radius. */
export function tangled(tree: readonly GrownBranch[], needle: number): number {
  let below = 0;
  let all = 0;
  tree.forEach(({ points }, i) => {
    points.forEach(([x, y, z, r], n) => {
      if (tree.length > 50 && n % 7 !== 0) return;
      all++;
      const isOver = ({ points: other }: GrownBranch, j: number) =>
        j !== i && other.some((p, k) => k > 0 && nearBelow(other[k - 1], p, [x, y, z - r], needle));
      if (tree.some(isOver)) below++;
    });
  });
  return below / all;
}

function nearBelow(a: number[], b: number[], [x, y, z]: number[], within: number): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return a[2] + t * (b[2] - a[2]) < z && Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy) < within;
}
