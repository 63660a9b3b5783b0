import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bioweft, filesIn, scratchFolder } from '../cli/run-bioweft.ts';

/** Every scaffold goes from its name to G-code by two commands, with its own measures and with others. */

const wishes: readonly (readonly [name: string, params: readonly string[], parts: number])[] = [
  ['osteochondral-plug', [], 2],
  ['osteochondral-plug', ['diameter=12', 'calcified=0.25', 'bone=1.5', 'cartilage=1'], 3],
  ['vascular-graft', [], 2],
  ['vascular-graft', ['core=1', 'bore=3', 'length=5'], 3],
  ['grid-disc', [], 1],
  ['grid-disc', ['diameter=2', 'height=0.5'], 1],
  ['letter-f', [], 1],
];

const flags = (params: readonly string[]) => params.flatMap((param) => ['--param', param]);

test.each(wishes)('%s %j is sliced without a complaint', async (name, params, parts) => {
  const cwd = scratchFolder();
  const made = await bioweft(['scaffold', name, '-o', 'made', ...flags(params)], { cwd });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const sliced = await bioweft(['slice', 'made/job.yaml', '-o', 'out.gcode', '--report', 'out.json'], { cwd });
  expect(sliced.stdout).toContain('Written');
  expect(sliced.code).toBe(0);
  const report = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
  expect(report.meshes).toHaveLength(parts);
  expect(report.meshes.every(({ watertight }: { watertight: boolean }) => watertight)).toBe(true);
  for (const { volumeUl } of Object.values(report.totals.inks) as { volumeUl: number }[]) {
    expect(volumeUl).toBeGreaterThan(0);
  }
});

describe('wrong measures end with exit code 2, a way out and no files', () => {
  test.each([
    ['grid-disc', 'diameter=-5', /diameter.*-5/, /default is 10/],
    ['grid-disc', 'diameter=0', /diameter/, /default is 10/],
    ['grid-disc', 'diameter=NaN', /diameter=NaN/, /diameter=10/],
    ['grid-disc', 'diameter=1e9', /diameter/, /default is 10/],
    ['grid-disc', 'height=Infinity', /height=Infinity/, /e\.g\./],
    ['grid-disc', 'height=', /height=/, /e\.g\./],
    ['vascular-graft', 'core=0.5', /core/, /default is 0/],
    ['vascular-graft', 'intima=20', /intima/, /default is 0\.5/],
    ['vascular-graft', 'wall=1', /wall/, /bore/],
    ['osteochondral-plug', 'bone=0', /bone/, /default is 3/],
    ['osteochondral-plug', 'diameter=2 4', /diameter=2 4/, /e\.g\./],
  ])('%s %s', async (name, param, what, fix) => {
    const cwd = scratchFolder();
    const run = await bioweft(['scaffold', name, '-o', 'made', '--param', param], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(what);
    expect(run.stderr).toMatch(fix);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(filesIn(cwd)).toEqual([]);
  });
});
