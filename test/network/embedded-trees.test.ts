import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { strandLength } from '../../src/laydown/strand.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from '../plan/plan-job.ts';
import { draws } from '../proving.ts';
import { published } from './grow-tree.ts';
import { motionsOf, travelInBath } from './motions-of.ts';
import { allow, gaugeOf, jobOf, planTree, radiusOf, tangled } from './plan-tree.ts';
import { sweep } from './sweep-checker.ts';

// Trees in the statistics of the published networks, planned from the file to the G-code, and judged by a checker that
// shares no code with the planner: no needle may run into what was printed before.

/** Share of a strand's width by which the needle may brush it: its tip stands on the upper side of what it lays. */
const brush = 0.06;

/**
 * Numbers of branches and seeds of trees that are tangled: of a third of its points another branch lies below within the
 * radius of its needle. Those of 4 branches are two of the three of the first 31 such trees whose travel is below a tenth;
 * the others travel farther (docs/embedded.md).
 */
const trees = [
  [4, 71],
  [4, 160],
  [9, 1],
  [14, 2],
  [50, 1],
  [61, 1],
  [100, 1],
  [500, 1],
] as const;
const [[, seed]] = trees;

const plans = new Map<string, ReturnType<typeof planTree>>();
/** Each tree is planned once. */
const planned = (branches: number, of: number) => {
  const key = `${branches} ${of}`;
  if (!plans.has(key)) plans.set(key, planTree(published[branches], of));
  return plans.get(key)!;
};

describe.each(trees.slice(0, draws(1, trees.length)))('a tangled tree of %i branches (seed %i)', (branches, of) => {
  test('is printed whole, and no needle runs into what was printed before', { timeout: 1_200_000 }, async () => {
    const { tree, asked, made } = await planned(branches, of);
    expect(tree).toHaveLength(branches);
    expect(tangled(tree, radiusOf(gaugeOf(branches)))).toBeGreaterThanOrEqual(0.3);
    expect(made.refusedBy).toEqual([]);
    const strands = made.program.steps.flatMap((step) => (step.kind === 'strand' ? [step.strand] : []));
    const printed = strands.reduce((sum, strand) => sum + strandLength(strand), 0);
    const { lines } = made.report;
    expect(Math.abs(printed - asked - lines!.overlapMm - lines!.reachedMm)).toBeLessThan(0.02 * asked);
    const contacts = sweep(motionsOf(made.program), branches > 50 ? 0.08 : 0.05);
    expect(contacts.filter(({ depth, width }) => depth > brush * width)).toEqual([]);
    const way = travelInBath(motionsOf(made.program));
    if (branches === 4) expect(way).toBeLessThan(0.1 * printed);
    if (branches === 61) expect(lines!.inkChanges).toBeLessThan(40);
  });
});

test.each(trees.slice(0, draws(1, trees.length)))(
  'the same tree of %i branches (seed %i) gives the same file',
  { timeout: 1_200_000 },
  async (branches, of) => {
    const [first, second] = [await planned(branches, of), await planTree(published[branches], of)];
    expect(first.made.gcode === null).toBe(false);
    expect(Buffer.from(first.made.gcode!).equals(Buffer.from(second.made.gcode!))).toBe(true);
  },
);

test('a checker that would find nothing is none: the same strands from above to below are cut', async () => {
  const { made } = await planned(4, seed);
  const strands = motionsOf(made.program).filter(({ widths }) => widths !== null);
  expect(sweep(strands).filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  expect(sweep(strands.toReversed()).filter(({ depth, width }) => depth > brush * width).length).toBeGreaterThan(3);
});

test('two thin lines that rise side by side under one wide needle are printed in turn, and neither is cut', async () => {
  // 0.2 mm wide and 0.4 mm apart, under a needle of 0.36 mm radius: whichever is printed whole is in the way of the other.
  // A wide one far from them makes the needle one that the file may be printed with.
  const rows = [0, 0.4].flatMap((y, line) => [`${line},0,${y},1,0.1`, `${line},0.1,${y},1.3,0.1`]);
  const files = {
    'lines.csv': new TextEncoder().encode(
      ['strand,x,y,z,radius', ...rows, '2,0,4,0.5,0.25', '2,2,4,0.5,0.25'].join('\n'),
    ),
  };
  const job = jobOf(published[9], gaugeOf(9), { parts: [{ strands: 'lines.csv', ink: 'a', overlap: '0 mm' }] });
  const { refusedBy, program, report } = await plan(jobInput(job, files), { allow });
  expect(refusedBy).toEqual([]);
  const contacts = sweep(motionsOf(program), 0.005);
  expect(contacts.filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  expect(report.lines!.printedMm).toBeCloseTo(2 + 2 * Math.hypot(0.1, 0.3), 2);
});

test("X-CAVATE's own network of 4 vessels: as long as published, printed whole, and nothing is cut", async () => {
  const text = (file: string) => readFileSync(new URL(`x-cavate/${file}`, import.meta.url));
  const files = {
    'tree.txt': text('network_0_b_splines_4_vessels.txt'),
    'ends.txt': text('network_inlet_outlet_4_vessels.txt'),
  };
  const part = { network: 'tree.txt', ends: 'ends.txt', ink: 'a' };
  const job = { ...jobOf(published[4], gaugeOf(4), { parts: [part] }), bath: { material: 'nist-support', depth: 49 } };
  const made = await plan(jobInput(job, files), { allow });
  expect(made.refusedBy).toEqual([]);
  // Straight from point to point it is 320.783 mm; drawn as a curve a little more.
  expect(made.report.lines!.lengthMm).toBeGreaterThan(320.78);
  expect(made.report.lines!.lengthMm).toBeLessThan(1.005 * 320.783);
  const motions = motionsOf(made.program);
  expect(sweep(motions, 0.08).filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  // Overlaps included; X-CAVATE's own path there is 418.7 mm.
  expect(made.report.lines!.printedMm).toBeLessThan(335);
  expect(travelInBath(motions)).toBeLessThan(58);
});
