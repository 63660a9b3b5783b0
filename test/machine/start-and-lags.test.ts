import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { applyLine, createModalState, outputsOf } from '../../src/send/watch/modal-state.ts';
import { planJob } from '../plan/plan-job.ts';

const triangles = box(8, 8, 0, 0.48);
const files = { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };
const latin = new TextDecoder('latin1');

const job = (printer: string, own: object = {}) => ({
  printer,
  inks: { a: { ink: 'alginate-i1g-2', nozzle: { gauge: 25 }, width: 0.3, ...own } },
  parts: [{ mesh: 'block.stl', ink: 'a', laydown: { pattern: 'parallel', spacing: 0.8, join: 'none' } }],
  layers: { height: 0.24 },
  speed: 10,
});

const startOf = (gcode: Uint8Array) => latin.decode(gcode).split('G1 X')[0].split('\n');

test.each([
  ['marlin-syringe', ['M204 P500 T500', 'M205 J0.013']],
  ['lulzbot-bio', ['M204 P500 T500', 'M205 X5 Y5']],
  ['oxygem-replistruder5', ['M204 P150 T150', 'M566 X300 Y300']],
  ['klipper-syringe', ['SET_VELOCITY_LIMIT ACCEL=1000 SQUARE_CORNER_VELOCITY=5']],
  ['grbl-pneumatic', []],
  ['allevi-biobot1', []],
])('%s: the start block sets %o, and a resumed print sets it again', async (id, lines) => {
  const { gcode } = await planJob(job(id), files, { allow: ['flow'] });
  const start = startOf(gcode!);
  expect(start.filter((line) => /^(M20[1-5]|M566|SET_VELOCITY_LIMIT)/.test(line))).toEqual(lines);
  const profile = listProfiles(libraryFolder('printers')).find((each) => each.id === id)!;
  const state = createModalState();
  for (const line of start) applyLine(state, line, outputsOf(profile));
  expect([...state.settings.values()]).toEqual(expect.arrayContaining(lines));
});

test('lags of a valve: ink comes late by the one and drips on by the other', async () => {
  const still = { preflow: 0, postflow: 0 };
  const flat = (await planJob(job('grbl-pneumatic', still), files, { allow: ['flow'] })).report;
  const lagged = (
    await planJob(job('grbl-pneumatic', { ...still, startLag: 0.03, stopLag: 0.05, coast: 0.001 }), files, {
      allow: ['flow'],
    })
  ).report;
  const { a } = lagged.totals.inks;
  const flow = lagged.flow['a'].flowUlS;
  expect(a.lagsUl).toBeCloseTo(flow * a.strands * (0.05 - 0.03), 3);
  expect(flat.totals.inks['a'].lagsUl).toBeCloseTo(0, 3);
  expect(a.plannedUl + a.rampsUl + a.restUl + a.lagsUl).toBeCloseTo(a.volumeUl, 6);
});

test('a valve that gives ink late is opened earlier: what is laid misses nothing at the start', async () => {
  const { report, gcode } = await planJob(job('grbl-pneumatic', { startLag: 0.2, postflow: 0 }), files, {
    allow: ['flow'],
  });
  const { restUl, lagsUl } = report.totals.inks['a'];
  // The preflow is the lag: both cancel.
  expect(restUl + lagsUl).toBeCloseTo(0, 3);
  expect(latin.decode(gcode!)).toContain('G4 P0.2');
});
