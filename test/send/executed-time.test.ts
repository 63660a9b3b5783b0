import { expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { virtualFirmware } from '../../src/send/virtual/build-firmware.ts';
import { secondOpinion } from '../machine/oracle.ts';
import { planJob } from '../plan/plan-job.ts';
import { simulate } from './simulate.ts';

// A virtual printer plans its motion as its firmware does, from what is in its queue: sent line by line over a cable, a
// print takes as long as its file says. The time is held against the planner of the tests, which shares no code.

test.each([
  ['marlin', 'marlin-syringe', {}],
  ['rrf', 'oxygem-replistruder5', {}],
  ['grbl', 'grbl-pneumatic', { postflow: 0.05 }],
  ['klipper', 'klipper-syringe', { tool: 'T1' }],
  ['marlin', 'lulzbot-bio', {}],
] as const)('%s, %s: executed in the time of the plan', async (id, printer, own) => {
  const profile = loadProfile(printer, libraryFolder('printers'));
  const triangles = box(8, 6, 0, 0.6);
  const job = {
    printer,
    inks: { a: { ink: 'alginate-i1g-2', nozzle: { gauge: 22 }, ...own } },
    parts: [{ mesh: 'block.stl', ink: 'a', laydown: { pattern: 'grid', spacing: 1 }, contours: 1 }],
    layers: { height: 0.3 },
    speed: 12,
  };
  const mesh = writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) });
  const { gcode, report } = await planJob(job, { 'block.stl': mesh }, { allow: ['flow', 'supply', 'temperature'] });
  const firmware = virtualFirmware(id, profile);
  const driver = driverOf(id);
  const sim = simulate({ lines: gcode!, firmware, driver, profile, speedUp: 1, planned: true });
  sim.run(() => sim.sender.state.kind === 'printing');
  const begun = sim.now;
  sim.run(undefined, 3_600_000);
  const seconds = (sim.now - begun) / 1000;
  const opinion = secondOpinion(new TextDecoder('latin1').decode(gcode!), profile).totalS;
  expect(sim.sender.state.kind).toBe('done');
  expect(Math.abs(seconds / report.totals.timeS - 1)).toBeLessThan(0.01);
  expect(Math.abs(seconds / opinion - 1)).toBeLessThan(0.015);
});
