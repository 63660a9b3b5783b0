import { expect, test } from 'vitest';
import { samplePatterns } from '../../src/laydown/sample-patterns.ts';
import { noMemory } from '../../src/memory/memory.ts';
import { draftPlan } from '../../src/plan/plan.ts';
import { planFacts } from '../../src/plan/plan-facts.ts';
import { jobInput } from './plan-job.ts';

const job = {
  printer: 'marlin-syringe',
  inks: {
    gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.4, cells: { line: 'UE7T-13', density: 1e6 } },
  },
  parts: [{ shape: 'box', size: [12, 12, 1.2], laydown: { porosity: 0.6 } }],
  layers: { height: 0.3 },
  speed: 8,
};
const drafted = async (more: object = {}) => {
  const input = jobInput({ ...job, ...more }, {});
  const draft = await draftPlan(input, { workers: 1 }, noMemory);
  return { draft, facts: planFacts(input, draft) };
};

test('where a construct stands is said as the job places it, and its parts as their files do', async () => {
  const { facts } = await drafted({ place: { x: 30, y: 40 } });
  const box = { min: [-6, -6, 0], max: [6, 6, Math.fround(1.2)] };
  expect(facts.standing).toMatchObject({ offset: [0, 0], bed: [30, 40], place: [30, 40, 0], parts: [{ bounds: box }] });
});

test('pressure goes with speed as the flow law says, and with the bore as Hagen and Poiseuille have it', async () => {
  // Power law tau = K rate^n with n = 0.92 (inks/gelma.json).
  const { facts } = await drafted({ inks: { gel: { ...job.inks.gel, ink: 'gelma' } } });
  const n = 0.92;
  const [{ now, speeds, needles, limits }] = facts.tradeOffs;
  expect(now).toMatchObject({ speed: 8, gauge: 22, inner: 0.413 });
  expect(speeds).toContainEqual(expect.objectContaining({ speed: 8, pressureKpa: now.pressureKpa }));
  // Pressure and stress as speed^n; pressure as 1 / R^(3n + 1) at one flow.
  for (const point of speeds) {
    expect(Math.log(point.pressureKpa / now.pressureKpa)).toBeCloseTo(n * Math.log(point.speed / 8), 5);
    expect(Math.log(point.wallShearPa / now.wallShearPa)).toBeCloseTo(n * Math.log(point.speed / 8), 5);
  }
  const other = needles.find(({ gauge }) => gauge === 25)!;
  expect(Math.log(other.pressureKpa / now.pressureKpa)).toBeCloseTo((3 * n + 1) * Math.log(0.413 / 0.26), 5);
  expect(needles.map(({ inner }) => inner)).toEqual(
    [...new Set(needles.map(({ inner }) => inner))].sort((a, b) => a - b),
  );
  // A strand of 0.4 mm is not drawn from a much wider needle.
  expect(Math.max(...needles.map(({ inner }) => inner))).toBeLessThan(0.51);
  expect(limits).toMatchObject({ viability: 0.8, seconds: null });
  for (const { viability, bandKpa, pressureKpa } of speeds) {
    expect(viability).toBeGreaterThan(0);
    expect(viability).toBeLessThanOrEqual(1);
    expect(bandKpa[0] < pressureKpa && pressureKpa < bandKpa[1]).toBe(true);
  }
});

test('what a plan at another speed or needle comes to is what was said before', async () => {
  const { facts } = await drafted();
  const [{ speeds, needles }] = facts.tradeOffs;
  for (const point of [speeds[10], speeds.at(-4)!]) {
    const { draft } = await drafted({ speed: point.speed });
    const { flow } = draft.report();
    expect(flow['gel'].pressureKpa).toBeCloseTo(point.pressureKpa, 3);
    expect(flow['gel'].viability!.fraction).toBeCloseTo(point.viability!, 5);
    // Ramps grow with speed, which the estimate leaves as they are.
    expect(Math.abs(draft.time.totalS / point.seconds! - 1)).toBeLessThan(0.1);
  }
  const needle = needles.find(({ gauge }) => gauge === 24)!;
  const { draft } = await drafted({ inks: { gel: { ...job.inks.gel, nozzle: { gauge: 24 } } } });
  expect(draft.report().flow['gel'].pressureKpa).toBeCloseTo(needle.pressureKpa, 3);
  expect(draft.time.totalS).toBeCloseTo(needle.seconds!, 6);
});

test('a lattice has one spacing, pore and porosity, whichever it is asked for by', async () => {
  const [given] = (await drafted()).facts.lattices;
  // Round strands, one direction a layer: 1 - pi w² / (4 s h).
  expect(1 - (Math.PI * 0.16) / (4 * given!.spacing * 0.3)).toBeCloseTo(0.6, 4);
  expect(given!.pore).toBeCloseTo(given!.spacing - 0.4, 9);
  for (const laydown of [{ spacing: given!.spacing }, { pore: given!.pore }]) {
    const [same] = (await drafted({ parts: [{ ...job.parts[0], laydown }] })).facts.lattices;
    expect(same!.porosity).toBeCloseTo(0.6, 4);
  }
  const [solid] = (await drafted({ parts: [{ ...job.parts[0], laydown: { solid: true } }] })).facts.lattices;
  expect(solid).toBeNull();
});

test('every pattern has a sample that stays in its square and is as long as its spacing asks', async () => {
  const samples = await samplePatterns();
  expect(samples.length).toBe(11);
  expect(new Set(samples.map(({ layers }) => JSON.stringify(layers))).size).toBe(11);
  for (const { pattern, side, width, layers } of samples) {
    expect(layers.length).toBe(2);
    for (const strands of layers) {
      let length = 0;
      for (const path of strands) {
        for (const value of path)
          expect(value > width / 2 - 1e-3 && value < side - width / 2 + 1e-3, pattern).toBe(true);
        for (let i = 2; i < path.length; i += 2) length += Math.hypot(path[i] - path[i - 2], path[i + 1] - path[i - 1]);
      }
      // Lines 1.2 mm apart lay 1 / 1.2 mm on each mm²; two or three directions that often, and ways along the rim; spokes less.
      expect(length / side ** 2, pattern).toBeGreaterThan(0.4 / 1.2);
      expect(length / side ** 2, pattern).toBeLessThan(3.6 / 1.2);
    }
  }
});
