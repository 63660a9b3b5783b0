import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder } from '../cli/run-bioweft.ts';

// The packed tarball in an empty project: nothing of the repository is there but what the package brings along.

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'bioweft-package-'));
const installed = join(folder, 'node_modules/bioweft');
const bioweft = (...args: string[]) =>
  run(process.execPath, [join(installed, 'dist/bioweft.js'), ...args], { cwd: folder });

beforeAll(async () => {
  if (!existsSync(join(projectFolder, 'dist/core.d.ts'))) {
    const script = "await (await import('./scripts/declarations.mjs')).writeDeclarations()";
    await run(process.execPath, ['--input-type=module', '-e', script], { cwd: projectFolder });
  }
  const npm = (...args: string[]) => run('npm', args, { cwd: projectFolder });
  const [packed, closure] = await Promise.all([
    npm('pack', '--ignore-scripts', '--json', '--pack-destination', folder),
    npm('ls', '--omit=dev', '--all', '--parseable'),
  ]);
  mkdirSync(installed, { recursive: true });
  await run('tar', [
    '-xzf',
    join(folder, JSON.parse(packed.stdout)[0].filename),
    '-C',
    installed,
    '--strip-components=1',
  ]);
  // As npm would place them; a registry is not asked in a test.
  const modules = join(projectFolder, 'node_modules');
  for (const path of closure.stdout.trim().split('\n').slice(1)) {
    cpSync(path, join(folder, 'node_modules', relative(modules, path)), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('its command line plans with workers, exports a page and knows its data', async () => {
  await bioweft('scaffold', 'grid-disc', '-o', 'disc', '--diameter', '6');
  await bioweft('slice', 'disc/job.yaml', '-o', 'disc.gcode', '--no-record', '--quiet');
  expect(readFileSync(join(folder, 'disc.gcode'), 'latin1')).toMatch(/^G1 /m);
  await bioweft('view', 'disc.gcode', '--export', 'disc.html');
  expect(statSync(join(folder, 'disc.html')).size).toBeGreaterThan(500_000);
  const { stdout } = await bioweft('printers', '--json');
  expect(JSON.parse(stdout).length).toBeGreaterThan(10);
});

const script = `import { generateScaffold, type Job, parseReport, type Report } from 'bioweft';
import { parseJob, plan, type Plan, type PlanInput } from 'bioweft/core';

const job: Job = parseJob('printer: x', 'job.yaml', []);
export const height: number = job.layers.height;
export const told = (planned: Plan): Report => parseReport(planned.report);
export const again = (input: PlanInput): Promise<Plan> => plan(input, { workers: 1 });
export const { built } = generateScaffold('grid-disc', { diameter: 6 });
// @ts-expect-error a height is a number
export const wrong: string = job.layers.height;
`;

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'its declarations are whole in themselves: module %s, resolution %s, libraries checked',
  async (module, moduleResolution) => {
    const project = join(folder, `types-${moduleResolution}`);
    mkdirSync(project);
    writeFileSync(join(project, 'use.ts'), script);
    const compilerOptions = {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module,
      moduleResolution,
      types: [],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const typescript = join(projectFolder, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [typescript, '-p', project, '--checkers', '1']).catch(
      (error) => error,
    );
    expect(stdout).toBe('');
  },
);

test('its data and schemas are found by name', async () => {
  const code = `import printer from 'bioweft/printers/allevi-biobot1.json' with { type: 'json' };
import job from 'bioweft/schemas/job.json' with { type: 'json' };
import ink from 'bioweft/inks/alginate-i1g-4.json' with { type: 'json' };
import { listProfiles, libraryFolder } from 'bioweft';
console.log(printer.id, typeof job.properties.inks, ink.id, listProfiles(libraryFolder('printers')).length);`;
  writeFileSync(join(folder, 'data.js'), code);
  const { stdout } = await run(process.execPath, ['data.js'], { cwd: folder });
  expect(stdout).toMatch(/^allevi-biobot1 object alginate-i1g-4 \d\d\n$/);
});

test('an installation takes less than 15 MB, and holds no pictures and nothing that it does not use', () => {
  const files = filesOf(join(folder, 'node_modules'));
  const megabytes = files.reduce((sum, file) => sum + 4096 * Math.ceil(statSync(file).size / 4096), 0) / 1e6;
  expect(megabytes).toBeLessThan(15);
  expect(filesOf(installed).filter((file) => /\.(png|jpe?g|gif|webp|map)$/.test(file))).toEqual([]);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const code = filesOf(join(installed, 'dist'))
    .filter((file) => /\.c?js$/.test(file))
    .map((file) => readFileSync(file, 'latin1'));
  for (const name of Object.keys(dependencies)) {
    expect(code.some((text) => new RegExp(`(?:from|import[(]?|require[(]) *["']${name}["'/]`).test(text))).toBe(true);
  }
});

test('docs/library.md: every example runs as it stands, and every name is listed', async () => {
  const page = readFileSync(join(projectFolder, 'docs/library.md'), 'utf8');
  const examples = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  expect(examples.length).toBeGreaterThanOrEqual(5);
  const project = join(folder, 'examples');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const [i, code] of examples.entries()) {
    writeFileSync(join(project, `${i}.js`), code);
    const { stdout } = await run(process.execPath, [`${i}.js`], { cwd: project });
    expect(stdout).toMatch(/\w/);
    expect(stdout).not.toMatch(/NaN|undefined/);
  }
  const code =
    "console.log(JSON.stringify([Object.keys(await import('bioweft')), Object.keys(await import('bioweft/core'))]))";
  writeFileSync(join(folder, 'names.js'), code);
  const [all, core] = JSON.parse((await run(process.execPath, ['names.js'], { cwd: folder })).stdout) as string[][];
  const names = page.slice(page.indexOf('## All names'));
  const listed = [...names.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual([...all].sort());
  expect(
    listed
      .filter(([, , from]) => from.includes('/core'))
      .map(([, name]) => name)
      .sort(),
  ).toEqual([...core].sort());
});

test('README shows the whole API in 20 lines, with names that exist', () => {
  const readme = readFileSync(join(projectFolder, 'README.md'), 'utf8');
  const code = /## As a library[\s\S]*?```js\n([\s\S]*?)```/.exec(readme)![1];
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  const page = readFileSync(join(projectFolder, 'docs/library.md'), 'utf8');
  const names = page.slice(page.indexOf('## All names'));
  for (const [, name] of names.matchAll(/^\| `(\w+)` \|/gm)) expect(code).toMatch(new RegExp(`\\b${name}\\b`));
});
