import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const block = box(6, 6, 0, 0.96);
const files = { 'block.stl': writeStl({ name: 'block', triangles: block, bounds: boundsOf(block) }) };

/** Six wells on a machine that comes up to speed slowly: strands of 6 mm are at 30 mm/s for a part of their way only. */
const job = (limit: number, speed: number) => ({
  printer: 'allevi-biobot1',
  vessel: { plate: 'corning-24', wells: 'A1-A3,B1-B3' },
  inks: {
    gel: {
      ink: 'alginate-i1g-4',
      tool: 'T0',
      nozzle: { gauge: 23 },
      width: 0.4,
      cells: { line: 'UE7T-13', density: 3e6 },
    },
  },
  parts: [{ mesh: 'block.stl', ink: 'gel', laydown: { spacing: 1, join: 'none' } }],
  layers: { height: 0.32 },
  speed,
  limits: { timeOnCells: limit },
});

test('the print takes at the proposed speed what the gate says it does', async () => {
  const planned = await planJob(job(30, 4), files);
  const minutes = planned.program.header.totals.timeS / 60;
  let proposed = 0;
  for (const share of [0.9, 0.8, 0.7, 0.6]) {
    const limit = share * minutes;
    const { findings } = await planJob(job(limit, 4), files);
    const refused = findings.find(({ code }) => code === 'cells-outside-too-long');
    expect(refused?.severity).toBe('refuse');
    const { fixSpeed, fixMinutes } = refused?.numbers ?? {};
    if (fixSpeed === undefined) continue;
    proposed++;
    const faster = await planJob(job(limit, fixSpeed), files);
    expect(faster.findings.filter(({ code }) => code === 'cells-outside-too-long')).toEqual([]);
    expect(faster.program.header.totals.timeS / 60).toBeCloseTo(fixMinutes, 2);
  }
  expect(proposed).toBeGreaterThan(1);
});
