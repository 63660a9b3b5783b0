import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyRecord } from '../../src/record/batch-record.ts';
import { bioweft, bioweftAlone, filesIn, projectFolder, scratchFolder } from './run-bioweft.ts';

const bioweftFile = join(projectFolder, 'dist/bioweft.js');
const disc = join(projectFolder, 'scaffolds/grid-disc/disc.stl');
const job = (name: string) => `name: ${name}
printer: marlin-syringe
inks: { a: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 25 }, width: 0.4 } }
parts: [ { mesh: disc.stl, ink: a, laydown: { spacing: 1.2 } } ]
layers: { height: 0.3 }
`;

function folderWithJob(name = 'plain'): string {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'job.yaml'), job(name));
  copyFileSync(disc, join(folder, 'disc.stl'));
  return folder;
}

describe('an output that is an input, or another output', () => {
  test.each<[string, string[], RegExp]>([
    ['job as G-code', ['slice', 'job.yaml', '-o', 'job.yaml'], /input .*job\.yaml/],
    ['mesh as G-code', ['slice', 'job.yaml', '-o', 'disc.stl'], /input .*disc\.stl/],
    ['mesh as a sheet', ['slice', 'job.yaml', '-o', 'a.gcode', '--sheet', './x/../disc.stl'], /input .*disc\.stl/],
    ['one name twice', ['slice', 'job.yaml', '-o', 'a.gcode', '--report', 'a.gcode'], /output -o a\.gcode/],
    ['the record', ['slice', 'job.yaml', '-o', 'a.gcode', '--report', 'a.record.jsonl'], /would replace/],
    ['the standard output twice', ['slice', 'job.yaml', '-o', '-', '--json'], /would replace/],
    ['job as a sheet', ['sheet', 'job.yaml', '-o', 'job.yaml'], /input .*job\.yaml/],
    ['sheet and map', ['sheet', 'job.yaml', '-o', 'a.csv', '--plate-map', 'a.csv'], /would replace/],
    ['an ink of the library', ['slice', 'job.yaml', '-o', join(projectFolder, 'inks/alginate-i1g-4.json')], /input/],
  ])('%s is refused, and nothing is lost', async (_, args, names) => {
    const folder = folderWithJob();
    const before = [readFileSync(join(folder, 'job.yaml')), readFileSync(join(folder, 'disc.stl')), filesIn(folder)];
    const run = await bioweft(args, { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stdout + run.stderr).toMatch(names);
    expect([readFileSync(join(folder, 'job.yaml')), readFileSync(join(folder, 'disc.stl')), filesIn(folder)]).toEqual(
      before,
    );
  });

  test('is seen through symbolic and hard links', async () => {
    const folder = folderWithJob();
    symlinkSync('disc.stl', join(folder, 'soft.gcode'));
    linkSync(join(folder, 'disc.stl'), join(folder, 'hard.gcode'));
    const before = readFileSync(join(folder, 'disc.stl'));
    for (const output of ['soft.gcode', 'hard.gcode']) {
      const run = await bioweft(['slice', 'job.yaml', '-o', output], { cwd: folder });
      expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('disc.stl') });
    }
    expect(readFileSync(join(folder, 'disc.stl'))).toEqual(before);
  });

  test('view --export and calibrate do not replace what they read', async () => {
    const folder = folderWithJob();
    await bioweft(['slice', 'job.yaml', '-o', 'a.gcode'], { cwd: folder });
    const before = readFileSync(join(folder, 'a.gcode'));
    expect((await bioweft(['view', 'a.gcode', '--export', 'a.gcode'], { cwd: folder })).code).toBe(2);
    expect(readFileSync(join(folder, 'a.gcode'))).toEqual(before);
    copyFileSync(join(projectFolder, 'inks/alginate-i1g-4.json'), join(folder, 'ink.json'));
    const flags = '--ink ink.json --nozzle 25G --printer allevi-biobot1 -o ink.json'.split(' ');
    expect((await bioweft(['calibrate', 'flow', ...flags], { cwd: folder })).code).toBe(2);
    expect(readFileSync(join(folder, 'ink.json'))).toEqual(
      readFileSync(join(projectFolder, 'inks/alginate-i1g-4.json')),
    );
  });
});

test('work of somebody else is not replaced, earlier outputs are', async () => {
  const folder = folderWithJob();
  writeFileSync(join(folder, 'other.yaml'), job('other'));
  writeFileSync(join(folder, 'printer.json'), '{ "id": "mine" }');
  for (const args of [
    ['-o', 'other.yaml'],
    ['-o', 'a.gcode', '--report', 'printer.json'],
    ['-o', 'a.gcode', '--report', 'other.yaml'],
  ]) {
    const run = await bioweft(['slice', 'job.yaml', ...args], { cwd: folder });
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('did not write') });
  }
  const outputs = '-o a.gcode --report a.json --sheet a.html'.split(' ');
  expect((await bioweft(['slice', 'job.yaml', ...outputs], { cwd: folder })).code).toBe(0);
  expect((await bioweft(['slice', 'job.yaml', ...outputs], { cwd: folder })).code).toBe(0);
});

describe('outputs that cannot all be written: none is, and the record says nothing', () => {
  test.each<[string, string[], RegExp]>([
    ['a full device', ['slice', 'job.yaml', '-o', 'a.gcode', '--report', '/dev/full'], /ENOSPC/],
    [
      'a file for a folder',
      ['slice', 'job.yaml', '-o', 'a.gcode', '--report', 'disc.stl/r.json'],
      /disc\.stl is a file/,
    ],
    ['a folder', ['slice', 'job.yaml', '-o', 'a.gcode', '--sheet', 'sub'], /this is a folder/],
    ['no place for files', ['slice', 'job.yaml', '-o', 'a.gcode', '--plate-map', '/proc/a.csv'], /Cannot write \/proc/],
    ['a map of a sheet', ['sheet', 'job.yaml', '-o', 'a.html', '--plate-map', '/proc/a.csv'], /Cannot write \/proc/],
  ])('%s', async (_, args, why) => {
    const folder = folderWithJob();
    mkdirSync(join(folder, 'sub'));
    const before = filesIn(folder);
    const run = await bioweft(args, { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(why);
    expect(filesIn(folder)).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')(
    'what stood there stays, also where the first of two is too large for the disk',
    async () => {
      const folder = folderWithJob();
      await bioweft(['slice', 'job.yaml', '-o', 'a.gcode', '--sheet', 'a.html'], { cwd: folder });
      const files = () => filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'latin1')]);
      const before = files();
      const args = [
        'slice',
        'job.yaml',
        '--set',
        'speed=9',
        '-o',
        'a.gcode',
        '--sheet',
        'a.html',
        '--report',
        'a.json',
      ];
      const sizes = ['a.gcode', 'a.html'].map((file) => statSync(join(folder, file)).size);
      for (const blocks of [4, Math.floor((Math.max(...sizes) - 1) / 1024)]) {
        // No file may be longer than so many kilobytes.
        const limited = ['-c', `ulimit -f ${blocks}; exec "$@"`, 'bash', process.execPath, bioweftFile, ...args];
        const run = spawnSync('bash', limited, { cwd: folder, encoding: 'utf8' });
        expect(run.stderr).toContain('EFBIG');
        expect(run.status).toBe(2);
        expect(files()).toEqual(before);
      }
    },
  );
});

test('links are written through, pipes and devices stay what they are', async () => {
  const folder = folderWithJob();
  mkdirSync(join(folder, 'real'));
  symlinkSync('real/a.gcode', join(folder, 'link.gcode'));
  expect((await bioweft(['slice', 'job.yaml', '-o', 'link.gcode'], { cwd: folder })).code).toBe(0);
  expect(lstatSync(join(folder, 'link.gcode')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real/a.gcode'), 'latin1')).toContain(';BIO:plan');
  expect((await bioweft(['slice', 'job.yaml', '-o', '/dev/null'], { cwd: folder })).code).toBe(0);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const reader = spawn('cat', [join(folder, 'pipe')]);
  let through = '';
  reader.stdout.on('data', (chunk) => (through += chunk));
  const ended = new Promise((done) => reader.on('close', done));
  expect((await bioweft(['slice', 'job.yaml', '-o', 'pipe'], { cwd: folder })).code).toBe(0);
  await ended;
  expect(through).toBe(readFileSync(join(folder, 'real/a.gcode'), 'latin1'));
  expect(statSync(join(folder, 'pipe')).isFIFO()).toBe(true);
});

test('- is the standard output, alone there; | head ends quietly', async () => {
  const folder = folderWithJob();
  await bioweft(['slice', 'job.yaml', '-o', 'a.gcode'], { cwd: folder });
  const run = await bioweftAlone(['slice', 'job.yaml', '-o', '-'], { cwd: folder });
  expect(run.code).toBe(0);
  expect(run.stdout).toBe(readFileSync(join(folder, 'a.gcode'), 'latin1'));
  expect(run.stderr).toContain('Written');
  const cli = join(projectFolder, 'dist/bioweft.js');
  const script = `"${process.execPath}" "${cli}" inks --json | head -c 10; "${process.execPath}" "${cli}" slice job.yaml -o - | head -n 1`;
  const piped = execFileSync('bash', ['-c', `set -o pipefail; { ${script}; } 2>errors`], { cwd: folder });
  expect(piped.length).toBeGreaterThan(10);
  expect(readFileSync(join(folder, 'errors'), 'utf8')).not.toMatch(/EPIPE|internal error|at .*:\d+/);
});

test.each([
  ['α', 'α'],
  ['β-Zellen 3', 'β-zellen-3'],
  ['血管', '血管'],
  ['--x', 'x'],
  ['???', 'job'],
])('a job named %s writes %s.gcode', async (name, stem) => {
  const folder = folderWithJob(JSON.stringify(name));
  expect((await bioweft(['slice', 'job.yaml'], { cwd: folder })).code).toBe(0);
  expect(filesIn(folder).map((file) => file.normalize('NFC'))).toContain(`${stem}.gcode`);
});

test('a scaffold never replaces an edited job', async () => {
  const folder = scratchFolder();
  expect((await bioweft(['scaffold', 'grid-disc', '-o', 'mine'], { cwd: folder })).code).toBe(0);
  expect((await bioweft(['scaffold', 'grid-disc', '-o', 'mine'], { cwd: folder })).code).toBe(0);
  const edited = `${readFileSync(join(folder, 'mine/job.yaml'), 'utf8')}# mine\n`;
  writeFileSync(join(folder, 'mine/job.yaml'), edited);
  const run = await bioweft(['scaffold', 'grid-disc', '-o', 'mine', '--diameter', '12'], { cwd: folder });
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('job.yaml') });
  expect(readFileSync(join(folder, 'mine/job.yaml'), 'utf8')).toBe(edited);
});

describe('inputs', () => {
  test.each<[string, string[], RegExp, RegExp]>([
    ['a device', ['slice', '/dev/zero'], /device/, /pipe that ends/],
    ['a device to check', ['check', '/dev/zero'], /device/, /pipe that ends/],
    ['another mesh format', ['slice', 'ear.amf', '--printer', 'marlin-syringe'], /neither a mesh/, /export it as STL/],
    ['CAD', ['slice', 'ear.step', '--printer', 'marlin-syringe'], /neither a mesh/, /CAD program/],
    ['a scan', ['slice', 'ear.nii.gz', '--printer', 'marlin-syringe'], /neither a mesh/, /Segment/],
    ['a mesh beside CAD', ['slice', 'disc.stl', 'ear.step'], /ear\.step is neither/, /CAD program/],
  ])('%s is named for what it is', async (_, args, what, fix) => {
    const run = await bioweft(args, { cwd: folderWithJob(), timeoutMs: 20_000 });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(what);
    expect(run.stderr).toMatch(fix);
  });

  test('a job through a pipe is read', async () => {
    const folder = folderWithJob();
    const cli = join(projectFolder, 'dist/bioweft.js');
    const out = execFileSync(
      'bash',
      [
        '-c',
        `"${process.execPath}" "${cli}" slice <(cat job.yaml) --set parts.0.mesh="$PWD/disc.stl" -o a.gcode --json`,
      ],
      { cwd: folder },
    );
    expect(JSON.parse(out.toString()).totals.layers).toBeGreaterThan(0);
  });
});

describe('a record', () => {
  test('written by several programs at once stays sound', async () => {
    const folder = folderWithJob();
    const runs = Array.from({ length: 6 }, () =>
      bioweftAlone(['slice', 'job.yaml', '-o', 'a.gcode', '--quiet'], { cwd: folder }),
    );
    for (const { code, stderr } of await Promise.all(runs)) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const verified = await verifyRecord(readFileSync(join(folder, 'a.record.jsonl'), 'utf8'));
    expect(verified.sound).toBe(true);
    expect(verified.entries.filter(({ kind }) => kind === 'output')).toHaveLength(6);
    expect(existsSync(join(folder, 'a.record.jsonl.lock'))).toBe(false);
  });

  test('goes on after a crash left a lock, half an entry or an empty file', async () => {
    const folder = folderWithJob();
    const record = join(folder, 'a.record.jsonl');
    writeFileSync(record, '');
    writeFileSync(
      `${record}.lock`,
      JSON.stringify({ token: 'x', pid: 2 ** 22 + 1, host: execFileSync('hostname').toString().trim() }),
    );
    expect((await bioweft(['slice', 'job.yaml', '-o', 'a.gcode'], { cwd: folder })).code).toBe(0);
    const whole = readFileSync(record, 'utf8');
    writeFileSync(record, `${whole}{"seq":9,"at":"2026-`);
    expect((await bioweft(['slice', 'job.yaml', '-o', 'a.gcode'], { cwd: folder })).code).toBe(0);
    const text = readFileSync(record, 'utf8');
    expect(text.startsWith(whole)).toBe(true);
    const verified = await verifyRecord(text);
    expect(verified.sound).toBe(true);
    expect(verified.entries.find(({ kind }) => kind === 'note')?.data['torn']).toBe('{"seq":9,"at":"2026-');
  });

  test('that was changed is refused before anything is written', async () => {
    const folder = folderWithJob();
    await bioweft(['slice', 'job.yaml', '-o', 'a.gcode'], { cwd: folder });
    const record = join(folder, 'a.record.jsonl');
    writeFileSync(record, readFileSync(record, 'utf8').replace('alginate', 'alginatf'));
    const run = await bioweft(['slice', 'job.yaml', '-o', 'a.gcode', '--sheet', 's.html'], { cwd: folder });
    expect(run.code).toBe(2);
    expect(existsSync(join(folder, 's.html'))).toBe(false);
  });

  test('keeps base names only, no folder of the lab', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'Patient Smith/ear'), { recursive: true });
    copyFileSync(disc, join(folder, 'Patient Smith/ear/disc.stl'));
    writeFileSync(join(folder, 'Patient Smith/job.yaml'), job('ear').replace('disc.stl', 'ear/disc.stl'));
    const run = await bioweft(['slice', 'Patient Smith/job.yaml', '-o', 'Patient Smith/out/ear.gcode'], {
      cwd: folder,
    });
    expect(run.code).toBe(0);
    const text = readFileSync(join(folder, 'Patient Smith/out/ear.record.jsonl'), 'utf8');
    expect(text).not.toMatch(/Smith|ear\//);
    expect(text).toContain('disc.stl');
    expect((await verifyRecord(text)).sound).toBe(true);
  });
});

test.each([
  ['ink', { ink: '/dev/zero' }],
  ['printer', { printer: '/dev/zero.json' }],
])('inputs that never end are refused: %s', async (_, given) => {
  const folder = folderWithJob();
  symlinkSync('/dev/zero', join(folder, 'zero.json'));
  const flags = { printer: 'marlin-syringe', ink: 'alginate-i1g-4', ...given };
  const ink = flags.ink === '/dev/zero' ? './zero.json' : flags.ink;
  const printer = flags.printer === '/dev/zero.json' ? './zero.json' : flags.printer;
  const args = ['slice', 'disc.stl', '--printer', printer, '--ink', ink, '--nozzle', '22G', '--layer', '0.2'];
  const run = await bioweft([...args, '--spacing', '1', '-o', 'a.gcode'], { cwd: folder, timeoutMs: 20_000 });
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('device') });
});

test('tables, records and calibrations that never end are refused, too', async () => {
  for (const args of [
    ['calibrate', 'fit', '/dev/zero'],
    ['record', 'verify', '/dev/zero'],
    ['send', '/dev/zero', '--dry-run'],
    ['view', '/dev/zero', '--export', 'x.html'],
  ]) {
    const run = await bioweft(args, { cwd: scratchFolder(), timeoutMs: 20_000 });
    expect({ args, code: run.code }).toEqual({ args, code: 2 });
  }
});
