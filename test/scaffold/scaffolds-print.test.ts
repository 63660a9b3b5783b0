import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { plan } from '../../src/plan/plan.ts';
import { scaffolds } from '../../src/scaffold/scaffolds.ts';
import { bioweft, filesIn, scratchFolder } from '../cli/run-bioweft.ts';

const shipped = join(import.meta.dirname, '../../scaffolds');

test.each(Object.keys(scaffolds))(
  'the job of %s plans, with the warnings that its README lists and no others',
  async (name) => {
    const { refusedBy, gcode, report } = await plan(await loadInputs({ file: join(shipped, name, 'job.yaml') }));
    expect(refusedBy).toEqual([]);
    expect(gcode!.length).toBeGreaterThan(1000);
    const gates = new Set(report.findings.filter(({ severity }) => severity !== 'note').map(({ gate }) => gate));
    const listed = scaffolds[name].warnings ?? {};
    expect([...gates].sort()).toEqual(Object.keys(listed).sort());
    const readme = readFileSync(join(shipped, name, 'README.md'), 'utf8');
    for (const gate of gates) expect(readme).toContain(`- \`${gate}\`: ${listed[gate]}`);
  },
  120_000,
);

const requests: readonly (readonly [name: string, settings: readonly string[], parts: number])[] = [
  ['osteochondral-plug', ['--diameter', '12', '--calcified=0.25', '--bone', '1.5', '--cartilage', '1'], 3],
  ['vascular-graft', ['--core', 'sacrificial', '--bore', '3', '--length', '5'], 3],
  ['grid-disc', ['--diameter', '2', '--height', '0.5', '--format', '3mf'], 1],
];

test.each(requests)('%s %j goes from its name to G-code by two commands', async (name, settings, parts) => {
  const cwd = scratchFolder();
  const made = await bioweft(['scaffold', name, '-o', 'made', ...settings], { cwd });
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

test('what was edited is replaced with --force alone', async () => {
  const cwd = scratchFolder();
  const make = (...more: string[]) => bioweft(['scaffold', 'letter-f', '-o', 'f', ...more], { cwd });
  expect((await make()).code).toBe(0);
  writeFileSync(join(cwd, 'f/job.yaml'), 'mine');
  const kept = await make();
  expect(kept.code).toBe(2);
  expect(kept.stderr).toMatch(/job\.yaml.*\n.*--force/);
  expect(readFileSync(join(cwd, 'f/job.yaml'), 'utf8')).toBe('mine');
  expect((await make('--force')).code).toBe(0);
  expect(readFileSync(join(cwd, 'f/job.yaml'), 'utf8')).toContain('letter F');
});

test('help shows what can be set, with units, ranges and defaults; the list shows all', async () => {
  const help = await bioweft(['scaffold', 'grid-disc', '--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toMatch(/--diameter +2 to 50 mm +10 +diameter of the disc/);
  expect(help.stdout).toContain('bioweft scaffold grid-disc --diameter 10');
  const list = await bioweft(['scaffold']);
  for (const name of Object.keys(scaffolds)) expect(list.stdout).toContain(name);
});

describe('wrong settings end with exit code 2, a way out and no files', () => {
  test.each([
    ['grid-disc', ['--diameter', '-5'], /diameter -5/, /default is 10/],
    ['grid-disc', ['--diameter', 'NaN'], /diameter NaN/, /2 to 50 mm/],
    ['grid-disc', ['--diameter=1e9'], /diameter/, /default is 10/],
    ['grid-disc', ['--height', 'Infinity'], /height Infinity/, /0\.2 to 20 mm/],
    ['grid-disc', ['--height'], /--height has no value/, /0\.2 to 20/],
    ['grid-disc', ['--height', '1', '--height', '2'], /given twice/, /once/],
    ['grid-disc', ['12'], /12 is no parameter/, /--diameter 10/],
    ['grid-disc', ['--param', 'diameter=12'], /no parameter --param/, /diameter/],
    ['grid-disc', ['--format', 'obj'], /format obj/, /stl/],
    ['vascular-graft', ['--core', '0.5'], /core 0\.5/, /none/],
    ['vascular-graft', ['--wall', '1'], /--wall/, /bore/],
    ['osteochondral-plug', ['--diameter', '2 4'], /diameter 2 4/, /mm/],
    ['--diameter', ['6', 'grid-disc'], /before the name/, /first/],
  ] as const)('%s %j', async (name, settings, what, fix) => {
    const cwd = scratchFolder();
    const run = await bioweft(['scaffold', name, ...settings, '-o', 'made'], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(what);
    expect(run.stderr).toMatch(fix);
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expect(filesIn(cwd)).toEqual([]);
  });
});
