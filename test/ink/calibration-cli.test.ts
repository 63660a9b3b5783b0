import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nozzleFlowOf } from '../../src/ink/flow/flow-through.ts';
import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { box } from '../../src/scaffold/solids.ts';
import { bioweft, filesIn, scratchFolder } from '../cli/run-bioweft.ts';

const flow = nozzleFlowOf(loadInk('alginate-i1g-4', libraryFolder('inks')), null, nozzleOf({ gauge: 25 }))!;

test('from the calibration print over the balance into the next plan', async () => {
  const folder = scratchFolder();
  const own = readFileSync(join(libraryFolder('inks'), 'alginate-i1g-4.json'));
  writeFileSync(join(folder, 'my-gel.json'), own);
  const on = (...args: string[]) => bioweft(args, { cwd: folder });
  const print = ['--ink', './my-gel.json', '--nozzle', '25G', '--printer', 'allevi-biobot1'];
  expect((await on('calibrate', 'flow', ...print, '-o', 'out/flow.gcode', '--lot', 'L7')).code).toBe(0);
  expect(filesIn(folder)).toEqual(['my-gel.json', 'out', 'out/flow.csv', 'out/flow.gcode']);
  const empty = await on('calibrate', 'fit', 'out/flow.csv', '-o', 'c.json');
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('nothing in the table was measured')]);
  // The ink of today is half as viscous again as the library's: it flows at 150 kPa as that does at 100.
  const filled = readFileSync(join(folder, 'out/flow.csv'), 'utf8').replace(
    /^(flow,F\d+,)([\d.]+),,,(\d+),,,,,$/gm,
    (_, head, kPa, seconds) => `${head}${kPa},,,${seconds},,${flow.flowAt(kPa / 1.5) * seconds * 1.03},,,`,
  );
  writeFileSync(join(folder, 'out/flow.csv'), filled);
  const again = await on('calibrate', 'flow', ...print, '-o', 'out/flow.gcode');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('holds measurements already')]);
  for (let i = 0; i < 2; i++) {
    expect((await on('calibrate', 'fit', 'out/flow.csv', '--date', '2026-03-31')).code).toBe(0);
  }
  // The second of a day gets a name of its own.
  const names = filesIn(folder).filter((file) => file.startsWith('calibrations/'));
  expect(names).toEqual([
    'calibrations/alginate-i1g-4.2026-03-31.2.json',
    'calibrations/alginate-i1g-4.2026-03-31.json',
  ]);
  expect((await on('calibrate', 'fit', 'out/flow.csv', '-o', names[0])).code).toBe(2);

  const triangles = box(5, 5, 0, 0.6);
  writeFileSync(join(folder, 'block.stl'), writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }));
  const planned = async (lot: string) => {
    writeFileSync(
      join(folder, 'job.yaml'),
      `printer: allevi-biobot1\ninks: { gel: { ink: ./my-gel.json, nozzle: { gauge: 25 }, lot: ${lot} } }\nparts: [{ mesh: block.stl, ink: gel, laydown: { spacing: 1 } }]\nlayers: { height: 0.2 }\nspeed: 8\n`,
    );
    return JSON.parse((await on('slice', 'job.yaml', '-o', 'out.gcode', '--json')).stdout);
  };
  const report = await planned('L7');
  const codes = report.findings.map(({ code }: { code: string }) => code);
  expect(codes).toContain('calibration-used');
  expect(codes).not.toContain('calibration-other-lot');
  const { flowUlS, pressureKpa } = report.flow.gel;
  expect(pressureKpa / flow.through(flowUlS).pressureKpa).toBeCloseTo(1.5, 1);
  const foreign = await planned('L8');
  expect(foreign.findings.map(({ code }: { code: string }) => code)).toContain('calibration-other-lot');
});

test.each([
  ['a file that is not there', ['fit', 'gone.csv'], /Cannot read the table gone\.csv/],
  ['a day that is none', ['fit', 'm.csv', '--date', 'today'], /not a day/],
  ['a printer nobody knows', ['flow', '--ink', 'gelma', '--nozzle', '25G', '--printer', 'nope'], /nope/],
  [
    'pressures that are no numbers',
    ['line', '--ink', 'gelma', '--nozzle', '25G', '--printer', 'cellink-biox', '--pressures', '20,x'],
    /--pressures x/,
  ],
])('%s ends with 2 and a word of what to do', async (_, args, message) => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'm.csv'), '# ink: gelma\n# printer: p\n# nozzle: 25G\nkind,label\n');
  const run = await bioweft(['calibrate', ...args], { cwd: folder });
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toMatch(/\bat .*\.ts|internal error/);
});
