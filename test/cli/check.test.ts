import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bioweft, projectFolder, scratchFolder } from './run-bioweft.ts';

const plug = join(projectFolder, 'scaffolds/osteochondral-plug/job.yaml');
const disc = join(projectFolder, 'scaffolds/grid-disc/job.yaml');
const foreign = 'G21\nG90\nM83\nM302 P1\nG1 X10 Y10 Z0.2 F600\nG1 X20 E1\nG1 Z5\n';

async function check(text: string, ...options: string[]) {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file.gcode'), text);
  return bioweft(['check', 'file.gcode', ...options], { cwd: folder });
}

describe('the last line says what was judged', () => {
  test.each([
    [foreign, [], 'Counted, not judged', 0],
    [foreign, ['--printer', 'marlin-syringe'], 'No findings.', 0],
    [`${foreign}M751 T0\n`, ['--printer', 'marlin-syringe'], 'Not refused. See the warning above.', 0],
    [`${foreign}G1 X900\n`, ['--printer', 'marlin-syringe'], 'Refused.', 1],
  ])('%j %j: %s', async (text, options, verdict, code) => {
    const run = await check(text, ...options);
    expect(run.stdout.trimEnd().split('\n').at(-1)).toContain(verdict);
    expect(run.code).toBe(code);
  });

  test('and whether walls were: the vessel is the one the file names', async () => {
    const named = ';BIO:plan=1 printer=marlin-syringe vessel=corning-24\n';
    expect((await check(foreign, '--printer', 'marlin-syringe')).stdout).toContain('walls are not judged');
    // Between the four wells in the middle of the plate.
    const inWall = await check(`${named}${foreign.replace('X10 Y10', 'X60 Y60')}`);
    expect(inWall.stdout).toContain('Corning 24-well plate');
    expect(inWall).toMatchObject({ code: 1, stdout: expect.stringContaining('in the wall of well') });
  });
});

test('the vessel of a foreign file is the one that is given', async () => {
  const inWall = foreign.replace('X10 Y10', 'X60 Y60');
  const run = await check(inWall, '--printer', 'marlin-syringe', '--vessel', 'corning-24');
  expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining('in the wall of well') });
  const named = `;BIO:plan=1 printer=marlin-syringe vessel=petri-90\n${inWall}`;
  expect((await check(named, '--vessel', 'corning-24')).stdout).toContain('Corning 24-well plate');
  expect(await check(inWall, '--vessel', 'corning-24')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Name the machine with --printer'),
  });
  expect(await check(inWall, '--printer', 'marlin-syringe', '--vessel', 'corning-42')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('corning-24'),
  });
});

test('--json has the same keys for any file', async () => {
  const keys = async (...options: string[]) =>
    Object.keys(JSON.parse((await check(foreign, ...options, '--json')).stdout));
  expect(await keys()).toEqual(await keys('--printer', 'marlin-syringe'));
});

test('a file held against another job is told in one finding', async () => {
  const folder = scratchFolder();
  expect((await bioweft(['slice', plug, '-o', 'plug.gcode', '--quiet'], { cwd: folder })).code).toBe(0);
  const run = await bioweft(['check', 'plug.gcode', '--job', disc, '--json'], { cwd: folder });
  expect(run.code).toBe(1);
  expect(JSON.parse(run.stdout).findings.map(({ code }: { code: string }) => code)).toEqual(['other-job']);
});

test.each([
  ['a folder', '.', 'it is a folder'],
  ['no file', 'none.gcode', 'there is no such file'],
])('%s is refused with what it is', async (_, name, what) => {
  const run = await bioweft(['check', name], { cwd: scratchFolder() });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(what);
});
