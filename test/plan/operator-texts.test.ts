import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

// What the operator is asked to do, on a machine whose firmware reads words out of the line that pauses.

function disc(radius: number): Uint8Array {
  const triangles = cylinder(radius, 0, 0.6, 48);
  return writeStl({ name: 'disc', triangles, bounds: boundsOf(triangles) });
}

/** The lines from each pause of a job's file: its comment, its display line, the pause. */
async function pausesOf(more: object, radius = 1.2, ink: object = {}): Promise<string[][]> {
  const job = {
    printer: 'marlin-syringe',
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 25, length: 25 }, width: 0.26, ...ink } },
    parts: [{ mesh: 'disc.stl', ink: 'gel', laydown: { spacing: 0.6 } }],
    layers: { height: 0.2 },
    ...more,
  };
  const { gcode, refusedBy } = await planJob(job, { 'disc.stl': disc(radius) }, { allow: ['flow', 'vessel'] });
  expect(refusedBy).toEqual([]);
  const lines = Buffer.from(gcode!).toString('latin1').split('\n');
  expect(lines.filter((line) => /^M[01]\b/.test(line) && line !== 'M0')).toEqual([]);
  return lines.flatMap((line, i) => (line === 'M0' ? [lines.slice(i - 2, i + 1)] : []));
}

test('the name of a well in a text is no time after which the machine resumes by itself', async () => {
  const ionic = { agent: 'calcium chloride', millimolar: 100, seconds: 60 };
  const pauses = await pausesOf({
    vessel: { plate: 'corning-384', wells: ['P5'] },
    crosslink: [{ at: 'end', ionic }],
  });
  const text = 'Add 100 mM calcium chloride to P5, then continue';
  expect(pauses).toEqual([[`; pause: ${text}`, `M117 ${text}`, 'M0']]);
});

test('nor is a word of the message that a job gives', async () => {
  const [pause] = await pausesOf({ pauses: [{ beforeLayer: 2, message: 'Insert P2 membrane' }] });
  expect(pause).toEqual(['; pause: Insert P2 membrane', 'M117 Insert P2 membrane', 'M0']);
});

test('priming that the operator does is asked for, and read back', async () => {
  const pauses = await pausesOf({ vessel: { plate: 'corning-48', wells: ['C4'] } }, 5, { prime: 5 });
  expect(pauses.length).toBeGreaterThan(0);
  for (const [, shown] of pauses) expect(shown).toMatch(/^M117 Prime T0 gel .*: push out 5 uL and wipe the tip$/);
});
