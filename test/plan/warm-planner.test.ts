import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import { createPlanner } from '../../src/plan/planner.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { meshOf } from '../mesh/mesh-of.ts';
import { runs } from '../proving.ts';
import { cone } from './cone.ts';
import { jobInput } from './plan-job.ts';

/** What a technician may turn between two plans; meshes are swapped under the same name. */
interface Knobs {
  readonly printer: string;
  readonly vessel: object | undefined;
  readonly sweep: object | undefined;
  readonly speed: number | 'auto';
  readonly hop: number;
  readonly height: number;
  readonly ink: string;
  readonly gauge: number;
  readonly width: number | undefined;
  readonly core: keyof typeof meshes;
  readonly rim: keyof typeof meshes;
  readonly move: readonly [number, number, number];
  readonly scale: number;
  readonly spacing: number;
  readonly laydown: object;
  readonly contours: number;
  readonly thinWalls: 'on' | 'off';
  readonly precedence: number;
  readonly viability: number;
  readonly letterF: PlanInput['letterF'];
}

const meshes = {
  disc: writeStl(meshOf(cylinder(2, 0, 0.9, 20))),
  box: writeStl(meshOf(box(3, 2, 0, 0.6))),
  post: writeStl(meshOf(cylinder(0.9, 0, 1.2, 12))),
  fin: writeStl(meshOf(box(3, 0.5, 0, 0.9))),
  // Stands on its tip: its lowest layers are cut off.
  cone: writeStl(meshOf(cone(1.6, 1.2))),
};

const start: Knobs = {
  printer: 'marlin-syringe',
  vessel: undefined,
  sweep: undefined,
  speed: 8,
  hop: 1,
  height: 0.3,
  ink: 'ama',
  gauge: 22,
  width: undefined,
  core: 'disc',
  rim: 'box',
  move: [0, 0, 0],
  scale: 1,
  spacing: 1,
  laydown: { pattern: 'parallel', angles: [0, 90] },
  contours: 0,
  thinWalls: 'on',
  precedence: 0,
  viability: 0.5,
  letterF: undefined,
};

const cells = { line: 'UE7T-13', density: 1e6, viability: 0.95 };

const mesh = fc.constantFrom('disc', 'box', 'post', 'fin', 'cone');
const values: { readonly [K in keyof Knobs]: fc.Arbitrary<Knobs[K]> } = {
  printer: fc.constantFrom('marlin-syringe', 'cellink-biox', 'allevi-biobot1'),
  vessel: fc.constantFrom(
    undefined,
    { plate: 'corning-24', wells: ['B2', 'B3'] },
    { plate: 'corning-24', wells: ['B2', 'C3'], order: 'layers' },
    { plate: 'corning-24', wells: ['B2'] },
  ),
  sweep: fc.constantFrom<(object | undefined)[]>(undefined, undefined, { speed: [6, 9] }),
  speed: fc.constantFrom<(number | 'auto')[]>(5, 8, 12, 'auto'),
  hop: fc.constantFrom(0, 0.5, 1),
  height: fc.constantFrom(0.25, 0.3),
  ink: fc.constantFrom('ama', 'alginate-i1g-4'),
  gauge: fc.constantFrom(22, 23, 25),
  width: fc.constantFrom(undefined, 0.4),
  core: mesh,
  rim: mesh,
  move: fc.constantFrom([0, 0, 0], [1, 0, 0], [0, -2, 0], [0, 0, 0.6]),
  scale: fc.constantFrom(1, 1.2),
  spacing: fc.constantFrom(0.8, 1, 1.3),
  laydown: fc.constantFrom<object[]>(
    { pattern: 'parallel', angles: [0, 90] },
    { pattern: 'parallel', angles: [30], margin: 0.1 },
    { pattern: 'gyroid', cell: 2 },
    { pattern: 'concentric' },
  ),
  contours: fc.constantFrom(0, 1, 2),
  thinWalls: fc.constantFrom('on', 'off'),
  precedence: fc.constantFrom(0, 1),
  viability: fc.constantFrom(0.5, 0.99),
  letterF: fc.constantFrom(undefined, 'right', 'mirrored'),
};
const change = fc.oneof(
  ...Object.entries(values).map(([key, value]) => (value as fc.Arbitrary<unknown>).map((to) => ({ [key]: to }))),
) as fc.Arbitrary<Partial<Knobs>>;

function inputOf(knobs: Knobs): PlanInput {
  const { laydown, spacing, contours, thinWalls, precedence, vessel, sweep } = knobs;
  const fill = 'cell' in laydown ? laydown : { ...laydown, spacing };
  const inks = { first: { ink: knobs.ink, nozzle: { gauge: knobs.gauge }, width: knobs.width, load: '3 mL' } };
  const data = {
    printer: knobs.printer,
    inks: { ...inks, second: { ink: 'ama', nozzle: { gauge: 23 }, load: '3 mL', cells } },
    parts: [
      { name: 'core', mesh: 'core.stl', ink: 'first', laydown: fill, contours, thinWalls, scale: knobs.scale },
      { name: 'rim', mesh: 'rim.stl', ink: 'second', laydown: { spacing: 1.1 }, move: knobs.move, precedence },
    ],
    layers: { height: knobs.height },
    speed: knobs.speed,
    hop: knobs.hop,
    limits: { viability: knobs.viability },
    ...(vessel === undefined ? {} : { vessel, ...(sweep === undefined ? {} : { sweep }) }),
  };
  const files = { 'core.stl': meshes[knobs.core], 'rim.stl': meshes[knobs.rim] };
  return { ...jobInput(JSON.parse(JSON.stringify(data)), files), letterF: knobs.letterF };
}

const allow = ['overhang', 'fidelity', 'collision', 'flow', 'temperature'] as const;

/** What is written of a plan, or why there is none. */
async function outcomeOf(planned: Promise<Plan>): Promise<string> {
  try {
    const { gcode, report, findings, refusedBy } = await planned;
    const file = gcode === null ? null : new TextDecoder().decode(gcode);
    return JSON.stringify({ refusedBy, findings, report, file });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

test('a planner that remembers gives what planning from nothing gives, over any sequence of changes', async () => {
  let written = 0;
  let [plans, alike] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 7, maxLength: 7 }),
      fc.constantFrom(64, 64, 0.3),
      async (changes, memoryMb) => {
        const planner = createPlanner({ memoryMb });
        let knobs = start;
        let before = '';
        for (const own of [{}, ...changes]) {
          knobs = { ...knobs, ...own };
          const cold = await outcomeOf(plan(inputOf(knobs), { allow, workers: 1 }));
          const warm = await outcomeOf(planner.plan(inputOf(knobs), { allow }));
          expect(warm).toBe(cold);
          expect(planner.heldBytes()).toBeLessThanOrEqual(memoryMb * 1e6);
          plans++;
          if (cold.includes('"refusedBy":[]')) written++;
          if (cold === before) alike++;
          before = cold;
        }
      },
    ),
    runs(20, 4, 60),
  );
  // Changes change something, and most of what is planned is written.
  expect(alike).toBeLessThan(plans / 2);
  expect(written).toBeGreaterThan(plans / 2);
}, 600_000);

test('what a change does not touch is not made again', async () => {
  const planner = createPlanner();
  // A post beside a disc, a layer higher than it.
  const beside: Knobs = { ...start, rim: 'post', move: [5, 0, 0] };
  const strandsOf = async (own: Partial<Knobs>) => {
    const { wells } = await planner.draft(inputOf({ ...beside, ...own }), { allow });
    return wells.constructs[0].construct.layers.map(({ strands }) => strands);
  };
  const first = await strandsOf({});
  const faster = await strandsOf({ speed: 12 });
  const wider = await strandsOf({ spacing: 1.3 });
  expect(first).toHaveLength(4);
  faster.forEach((strands, l) => {
    expect(strands).toBe(first[l]);
  });
  expect(wider[0]).not.toEqual(first[0]);
  wider[3].forEach((strand, i) => {
    expect(strand).toBe(first[3][i]);
  });
});

test('a plan is left as soon as its pause says so, and the next one is whole', async () => {
  const planner = createPlanner();
  const cold = await outcomeOf(plan(inputOf(start), { allow, workers: 1 }));
  let pauses = 0;
  const left = planner.draft(inputOf(start), {
    allow,
    pause: async () => {
      if (++pauses === 3) throw new Error('another change');
    },
  });
  await expect(left).rejects.toThrow('another change');
  expect(pauses).toBe(3);
  expect(await outcomeOf(planner.plan(inputOf(start), { allow }))).toBe(cold);
});
