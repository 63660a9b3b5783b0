import { expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { runFile } from '../../src/machine/run-file.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';

// A plunger that is pushed before a strand and drawn back after it takes the time of its own way.

const profile = loadProfile('marlin-syringe', libraryFolder('printers'));
const secondsOf = (...lines: string[]) => {
  const reading = readGcode(new TextEncoder().encode(['G21', 'G90', 'M83', ...lines].join('\n')), profile);
  return runFile(reading, profile).totalS;
};

test.each([1, 5])('a plunger that moves %i mm at 1 mm/s by itself takes that long, forth and back', (mm) => {
  for (const sign of ['', '-']) {
    const seconds = secondsOf('G1 X1 F600', `G1 E${sign}${mm} F60`) - secondsOf('G1 X1 F600');
    // It takes the time of its way, and a little to come to speed.
    expect(seconds).toBeGreaterThanOrEqual(mm - 1e-6);
    expect(seconds).toBeLessThan(mm + 0.2);
  }
});

test('priming and relaxing of every strand are in the time of the plan', async () => {
  const triangles = box(6, 6, 0, 0.4);
  const files = { 'a.stl': writeStl({ name: 'a', triangles, bounds: boundsOf(triangles) }) };
  const planned = async (strandPrime: number) => {
    const job = {
      printer: 'marlin-syringe',
      inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.41, strandPrime } },
      parts: [{ mesh: 'a.stl', ink: 'gel', laydown: { spacing: 1.5, join: 'none' } }],
      layers: { height: 0.2 },
    };
    const { report, program } = await planJob(job, files, { allow: ['flow', 'supply'] });
    const strands = [...program.steps].filter((step) => step.kind === 'strand');
    const flow = strands[0].speed * strands[0].strand.area;
    return { seconds: report.totals.timeS, strands: strands.length, flow };
  };
  const [without, primed] = [await planned(0), await planned(0.3)];
  // 0.3 µL at the flow of the strand, before and after each of them.
  const expected = (2 * 0.3 * primed.strands) / primed.flow;
  expect(primed.strands).toBe(without.strands);
  expect(primed.seconds - without.seconds).toBeGreaterThan(0.95 * expected);
  expect(primed.seconds - without.seconds).toBeLessThan(1.2 * expected);
});
