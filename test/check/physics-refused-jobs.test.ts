import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { GateId } from '../../src/plan/gates.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';

const stl = (width: number, z0: number, z1: number) => {
  const triangles = box(width, width, z0, z1);
  return writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) });
};
const files = { 'block.stl': stl(6, 0, 0.96), 'air.stl': stl(6, 2, 2.96) };

interface Changes {
  readonly gel?: object;
  readonly parts?: readonly object[];
  readonly job?: object;
}

/** Two wells of a small lattice with cells, on a pneumatic printer. */
function jobOf({ gel, parts, job }: Changes): object {
  return {
    printer: 'allevi-biobot1',
    vessel: { plate: 'corning-24', wells: ['A1', 'A2'] },
    inks: {
      gel: {
        ink: 'alginate-i1g-4',
        tool: 'T0',
        nozzle: { gauge: 23 },
        width: 0.4,
        cells: { line: 'UE7T-13', density: 3e6 },
        ...gel,
      },
    },
    parts: parts ?? [{ mesh: 'block.stl', ink: 'gel', laydown: { spacing: 1, join: 'none' } }],
    layers: { height: 0.32 },
    speed: 8,
    ...job,
  };
}

const curing = (seconds: number) => [{ photo: { wavelength: 405, irradiance: 20, seconds } }];

/** A second block over the first, with a gap of 1.04 mm between them when it is not moved. */
const stacked = (z: number) => {
  const laydown = { spacing: 1, join: 'none' };
  return [
    { mesh: 'block.stl', ink: 'gel', laydown },
    { mesh: 'air.stl', ink: 'gel', laydown, move: [0, 0, z] },
  ];
};

interface Broken {
  readonly gate: GateId;
  readonly code: string;
  readonly changes: Changes;
  /** The changes with what the finding proposes put in. */
  readonly remedy: (numbers: Readonly<Record<string, number>>, finding: Finding) => Changes;
}

const thick = { nozzle: { gauge: 23 } };
const broken: readonly Broken[] = [
  {
    gate: 'flow',
    code: 'pressure-too-high',
    changes: { gel: { nozzle: { gauge: 30 } }, job: { limits: { pressure: 250 } } },
    remedy: ({ fixGauge }) => ({ gel: { nozzle: { gauge: fixGauge } }, job: { limits: { pressure: 250 } } }),
  },
  {
    gate: 'flow',
    code: 'pressure-too-high',
    changes: { gel: { nozzle: { gauge: 25 } }, job: { limits: { pressure: 120 } } },
    remedy: ({ fixSpeed }) => ({ gel: { nozzle: { gauge: 25 } }, job: { limits: { pressure: 120 }, speed: fixSpeed } }),
  },
  {
    gate: 'flow',
    code: 'below-start-pressure',
    changes: { gel: { ink: 'pluronic-25', cells: undefined, pressure: 20 } },
    remedy: ({ fixPressureKpa }) => ({ gel: { ink: 'pluronic-25', cells: undefined, pressure: fixPressureKpa } }),
  },
  {
    gate: 'viability',
    code: 'viability-low',
    changes: {
      gel: { nozzle: { gauge: 30 }, cells: { line: 'HUEhT-1', density: 3e6 } },
      job: { limits: { viability: 0.95 } },
    },
    remedy: ({ fixGauge }) => ({
      gel: { nozzle: { gauge: fixGauge }, cells: { line: 'HUEhT-1', density: 3e6 } },
      job: { limits: { viability: 0.95 } },
    }),
  },
  {
    gate: 'viability',
    code: 'ink-kills-cells',
    changes: { gel: { ink: 'pluronic-25' } },
    remedy: () => ({ gel: { ink: 'alginate-i1g-4' } }),
  },
  {
    gate: 'supply',
    code: 'supply-short',
    changes: { gel: { ...thick, load: 22, deadVolume: 10 } },
    remedy: ({ fixLoadUl }) => ({ gel: { ...thick, load: fixLoadUl, deadVolume: 10 } }),
  },
  {
    gate: 'supply',
    code: 'supply-short',
    changes: { gel: { ...thick, load: 20 } },
    remedy: ({ completeWells }) => ({
      gel: { ...thick, load: 20 },
      job: { vessel: { plate: 'corning-24', wells: ['A1', 'A2'].slice(0, completeWells) } },
    }),
  },
  {
    gate: 'time',
    code: 'cells-outside-too-long',
    changes: { job: { limits: { timeOnCells: 0.7 } } },
    remedy: ({ completeWells }) => ({
      job: {
        limits: { timeOnCells: 0.7 },
        vessel: { plate: 'corning-24', wells: ['A1', 'A2'].slice(0, completeWells) },
      },
    }),
  },
  {
    // Strands come up to speed and slow down: the speed that is said to do counts that in.
    gate: 'time',
    code: 'cells-outside-too-long',
    changes: { job: { limits: { timeOnCells: 0.9 } } },
    remedy: ({ fixSpeed }) => ({ job: { limits: { timeOnCells: 0.9 }, speed: fixSpeed } }),
  },
  {
    gate: 'dose',
    code: 'dose-too-high',
    changes: { job: { crosslink: curing(10), limits: { dose: 500 } } },
    remedy: ({ fixSeconds }) => ({ job: { crosslink: curing(fixSeconds), limits: { dose: 500 } } }),
  },
  {
    gate: 'overhang',
    code: 'layer-without-support',
    changes: { parts: stacked(0) },
    remedy: () => ({ parts: stacked(-1.04) }),
  },
];

test('the job they are made from passes', async () => {
  const plan = await planJob(jobOf({}), files);
  expect(plan.findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(plan.gcode).not.toBeNull();
});

test.each(broken)('$gate: $code is refused, nothing is written, and its fix passes', async (job) => {
  const refused = await planJob(jobOf(job.changes), files);
  expect(refused.refusedBy).toContain(job.gate);
  expect(refused.gcode).toBeNull();
  const finding = refused.findings.find(({ code, severity }) => code === job.code && severity === 'refuse');
  if (finding === undefined) throw new Error(`no ${job.code} among ${refused.findings.map(({ code }) => code)}`);
  expect(finding.gate).toBe(job.gate);
  expect(finding.fix).toBeTruthy();
  const fixed = await planJob(jobOf(job.remedy(finding.numbers ?? {}, finding)), files);
  expect(fixed.findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(fixed.gcode).not.toBeNull();
});

test.each(['flow', 'supply', 'time'] as const)('--allow %s keeps the refusal on record as a warning', async (gate) => {
  const job = broken.find((candidate) => candidate.gate === gate)!;
  const plan = await planJob(jobOf(job.changes), files, { allow: [gate] });
  expect(plan.gcode).not.toBeNull();
  expect(plan.findings).toContainEqual(
    expect.objectContaining({ code: job.code, severity: 'warn', what: expect.stringContaining(`--allow ${gate}`) }),
  );
});
