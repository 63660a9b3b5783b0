import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import type { Finding, JobChange } from '../../src/finding/finding.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { createPlanner } from '../../src/plan/planner.ts';
import { box } from '../../src/scaffold/solids.ts';
import { jobInput } from './plan-job.ts';

// What a button of the studio writes is a change of the job that a finding carries: each by itself, written into the job,
// leaves nothing of that finding.

const stl = (triangles: Float32Array) => writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) });
const files = {
  'block.stl': stl(box(6, 6, 0, 0.96)),
  'square.stl': stl(box(12, 12, 0, 0.96)),
  'tall.stl': stl(box(4, 4, 0, 12.026)),
  'inch.stl': stl(box(1.5, 1.5, 0, 0.5)),
};

type Job = Record<string, unknown>;
const laydown = { spacing: 1.5, join: 'none' };
const part = (mesh: string, more: Job = {}): Job => ({ mesh, ink: 'gel', laydown, ...more });

/** A small lattice on the bare bed of a bench printer. */
const onBench = (more: Job = {}, gel: Job = {}): Job => ({
  printer: 'marlin-syringe',
  inks: { gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 22 }, ...gel } },
  parts: [part('block.stl')],
  layers: { height: 0.32 },
  speed: 8,
  ...more,
});
/** The same driven by pressure, with cells, in two wells. */
const onPressure = (more: Job = {}, gel: Job = {}): Job => ({
  ...onBench({}, { nozzle: { gauge: 23 }, width: 0.4, cells: { line: 'UE7T-13', density: 3e6 }, ...gel }),
  printer: 'allevi-biobot1',
  vessel: { plate: 'corning-24', wells: ['A1', 'A2'] },
  ...more,
});
const inWell = (more: Job, gel: Job = {}) =>
  onBench({ vessel: { plate: 'corning-24', wells: ['A1', 'B2'] }, ...more }, gel);
const onBiox = (more: Job, gel: Job = {}): Job =>
  onBench({ printer: 'cellink-biox', ...more }, { ink: 'gelma', nozzle: { gauge: 25 }, ...gel });
const light = (seconds: number) => ({ photo: { wavelength: 405, irradiance: 20, seconds } });
const long = { nozzle: { gauge: 22, length: 25.4 } };

const jobs: readonly (readonly [code: Finding['code'], job: Job])[] = [
  ['strand-outside-machine', onBench({ at: [118.5, 1] })],
  ['strand-outside-machine', onBench({ place: { x: 118.5 } })],
  ['needle-meets-wall', inWell({ place: { x: 5, y: -0.5 } }, long)],
  ['needle-close-to-wall', inWell({ place: { x: -4.4 } }, long)],
  ['strand-off-vessel', onBench({ vessel: { slide: 'slide-25x75' }, place: { x: 36, y: 11 } })],
  ['hub-meets-wall', inWell({ parts: [part('square.stl', { scale: 0.75 })] })],
  ['hub-close-to-wall', inWell({ parts: [part('square.stl', { scale: 0.69 })] })],
  ['ink-outside-window', onBiox({}, { temperature: 60 })],
  ['cells-outside-window', onBiox({}, { temperature: 60, cells: { line: 'UE7T-13', density: 1e6 } })],
  ['bed-out-of-range', onBiox({ bedTemperature: 90 })],
  ['flow-too-high', onBench({ speed: 60 }, { nozzle: { inner: 1.4 }, width: 1.4 })],
  ['pressure-too-high', onPressure({ limits: { pressure: 250 } }, { nozzle: { gauge: 30 } })],
  [
    'viability-low',
    onPressure({ limits: { viability: 0.95 } }, { nozzle: { gauge: 30 }, cells: { line: 'HUEhT-1', density: 3e6 } }),
  ],
  ['set-pressure-outside', onPressure({}, { pressure: 2000 })],
  ['below-start-pressure', onPressure({}, { ink: 'pluronic-25', cells: undefined, pressure: 20 })],
  ['pressure-off', onPressure({}, { pressure: 60 })],
  ['supply-short', onPressure({}, { load: 8 })],
  ['supply-to-load', onPressure()],
  ['flow-law-outside', onBiox({}, { ink: 'alginate-i1g-4', temperature: 60 })],
  ['bed-outside-ink-window', onBiox({ bedTemperature: 60 })],
  [
    'bath-temperature',
    onBiox({
      bedTemperature: 60,
      vessel: { plate: 'corning-24', wells: ['A1'] },
      bath: { material: 'nist-support', depth: 5 },
    }),
  ],
  ['flow-law-one-temperature', onBiox({}, { temperature: 25 })],
  ['cells-outside-too-long', onPressure({ limits: { timeOnCells: 0.9 } })],
  ['dose-too-high', onPressure({ crosslink: [light(10)], limits: { dose: 500 } })],
  ['layer-without-support', onBench({ place: { z: 1 } })],
  ['height-rest', onBench({ layers: { height: 0.3 } })],
  ['height-rest', onBench({ layers: { height: 0.25 }, parts: [part('tall.stl')] })],
  ['strand-thinner-than-layer', onBench({ layers: { height: 0.48 } })],
  ['unit-doubtful', onBench({ parts: [part('inch.stl')] })],
];

const planner = createPlanner();
const findingsOf = async (job: Job) => (await planner.draft(jobInput(job, files))).findings;

function withChange(job: Job, { path, value, also = [] }: JobChange): Job {
  const document = parseDocument(JSON.stringify(job));
  for (const each of [{ path, value }, ...also]) document.setIn(each.path, each.value);
  return document.toJS() as Job;
}

test.each(jobs)('%s: each change that is proposed leaves nothing of it', async (code, job) => {
  const found = (await findingsOf(job)).filter((finding) => finding.code === code);
  const changes = found.flatMap((finding) => finding.changes ?? []);
  expect(changes.length, JSON.stringify(found)).toBeGreaterThan(0);
  for (const change of changes) {
    const after = await findingsOf(withChange(job, change));
    expect(
      after.filter((finding) => finding.code === code),
      change.what,
    ).toEqual([]);
  }
});

test('supply-tight: the load that is proposed leaves nothing of it', async () => {
  const [{ numbers: { neededUl = 0 } = {} }] = (await findingsOf(onPressure())).filter(({ gate }) => gate === 'supply');
  const tight = onPressure({}, { load: Math.ceil(neededUl) + 1 });
  const [found] = (await findingsOf(tight)).filter(({ code }) => code === 'supply-tight');
  const [change] = found.changes ?? [];
  expect((await findingsOf(withChange(tight, change))).filter(({ gate }) => gate === 'supply')).toEqual([]);
});

test('what wells have for themselves is proposed for none', async () => {
  const job = onPressure({ limits: { timeOnCells: 0.9 } });
  const late = (findings: readonly Finding[]) => findings.find(({ code }) => code === 'cells-outside-too-long');
  expect(late(await findingsOf(job))?.changes).toHaveLength(1);
  expect(late(await findingsOf({ ...job, wells: { A1: { speed: 7 } } }))).toMatchObject({ severity: 'refuse' });
  expect(late(await findingsOf({ ...job, wells: { A1: { speed: 7 } } }))?.changes).toBeUndefined();
});

test('no way is proposed where the construct fits nowhere, and none of the machine', async () => {
  const wide = inWell({ parts: [part('square.stl', { scale: 1.4, contours: 1 })] }, long);
  const found = (await findingsOf(wide)).filter(({ code }) => code === 'needle-meets-wall');
  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap(({ changes = [] }) => changes)).toEqual([]);
  for (const { fix } of found) expect(fix).not.toMatch(/move the construct/i);
});
