import { describe, expect, test } from 'vitest';
import { strandLength } from '../../src/laydown/strand.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from '../plan/plan-job.ts';
import { draws } from '../proving.ts';
import { growTree, published, writeXCavate } from './grow-tree.ts';
import { motionsOf } from './motions-of.ts';
import { sweep } from './sweep-checker.ts';

// Trees in the statistics of the published networks, planned from the file to the G-code, and judged by a checker that
// shares no code with the planner: no needle may run into what was printed before.

/** Share of a strand's width by which the needle may brush it: its tip stands on the upper side of what it lays. */
const brush = 0.06;

function jobOf(branches: number, more: object = {}) {
  const gauge = published[branches].radii[0] < 0.2 ? 30 : 22;
  const nozzle = { gauge, length: 100 };
  const inks = { a: { ink: 'alginate-i1g-2', nozzle, speed: 4 }, v: { ink: 'pluronic-25', nozzle, speed: 4 } };
  const part =
    published[branches].trees === 2
      ? { network: 'tree.txt', artery: 'a', vein: 'v' }
      : { network: 'tree.txt', ink: 'a' };
  return {
    printer: 'marlin-syringe',
    inks: published[branches].trees === 2 ? inks : { a: inks.a },
    parts: [part],
    ...more,
  };
}

async function planTree(branches: number, seed: number) {
  const tree = growTree(published[branches], seed);
  const text = writeXCavate(tree, published[branches].trees === 2 ? 5 : 4);
  const files = { 'tree.txt': new TextEncoder().encode(text) };
  const asked = tree.reduce(
    (sum, { points }) =>
      sum +
      points.reduce(
        (way, p, i) => way + (i === 0 ? 0 : Math.hypot(...[0, 1, 2].map((k) => p[k] - points[i - 1][k]))),
        0,
      ),
    0,
  );
  return {
    tree,
    asked,
    made: await plan(jobInput(jobOf(branches), files), { allow: ['overhang', 'bounds', 'supply', 'flow'] }),
  };
}

/** Points that have another branch below within a needle's radius. */
function tangled(tree: ReturnType<typeof growTree>, needle: number): number {
  let below = 0;
  let all = 0;
  tree.forEach(({ points }, i) => {
    for (const [x, y, z, r] of points) {
      all++;
      if (
        tree.some(
          ({ points: other }, j) =>
            j !== i && other.some((p, k) => k > 0 && nearBelow(other[k - 1], p, [x, y, z - r], needle)),
        )
      )
        below++;
    }
  });
  return below / all;
}

function nearBelow(a: number[], b: number[], [x, y, z]: number[], needle: number): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
  return a[2] + t * (b[2] - a[2]) < z && Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy) < needle;
}

/** By number of branches, the seed of a tree that is tangled: a third of its points lie over another branch. */
const seeds: Readonly<Record<number, number>> = { 4: 3, 9: 1, 14: 1, 50: 1 };
const sizes = Object.keys(seeds).map(Number).slice(0, draws(1, 4));

describe.each(sizes)('a tangled tree of %i branches', (branches) => {
  test('is printed whole, and no needle runs into what was printed before', { timeout: 600_000 }, async () => {
    const { tree, asked, made } = await planTree(branches, seeds[branches]);
    expect(tree).toHaveLength(branches);
    expect(tangled(tree, 0.359)).toBeGreaterThan(0.29);
    expect(made.refusedBy).toEqual([]);
    const strands = made.program.steps.flatMap((step) => (step.kind === 'strand' ? [step.strand] : []));
    const printed = strands.reduce((sum, strand) => sum + strandLength(strand), 0);
    const { lines } = made.report;
    expect(Math.abs(printed - asked - lines!.overlapMm - lines!.reachedMm)).toBeLessThan(0.02 * asked);
    const contacts = sweep(motionsOf(made.program), branches > 50 ? 0.08 : 0.05);
    expect(contacts.filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  });
});

test('the same tree gives the same file', { timeout: 300_000 }, async () => {
  const [first, second] = [await planTree(4, 1), await planTree(4, 1)];
  expect(first.made.gcode === null).toBe(false);
  expect(Buffer.from(first.made.gcode!).equals(Buffer.from(second.made.gcode!))).toBe(true);
});

test('a checker that would find nothing is none: the same strands from above to below are cut', async () => {
  const { made } = await planTree(4, 3);
  const strands = motionsOf(made.program).filter(({ widths }) => widths !== null);
  expect(sweep(strands).filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  expect(sweep(strands.toReversed()).filter(({ depth, width }) => depth > brush * width).length).toBeGreaterThan(3);
});
