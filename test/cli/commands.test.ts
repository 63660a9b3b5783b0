import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/record/report.ts';
import { bioweft, filesIn, projectFolder, scratchFolder } from './run-bioweft.ts';

const plug = join(projectFolder, 'scaffolds/osteochondral-plug/job.yaml');

describe('help', () => {
  test('every command shows examples', async () => {
    const top = await bioweft(['--help']);
    const commands = [...top.stdout.matchAll(/^ {2}([a-z-]+) /gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    expect(commands).toEqual(
      expect.arrayContaining(['slice', 'check', 'scaffold', 'printers', 'inks', 'vessels', 'flow']),
    );
    for (const command of commands) {
      const { stdout, code } = await bioweft([command, '--help']);
      expect(code).toBe(0);
      if (!/^Commands:/m.test(stdout)) expect(`${command}: ${stdout}`).toContain('Example');
    }
  });
});

describe.each([
  ['printers', 'allevi-biobot1'],
  ['inks', 'alginate-i1g-4'],
  ['vessels', 'corning-24'],
  ['patterns', 'gyroid'],
])('%s', (shelf, id) => {
  test('lists what there is', async () => {
    const list = await bioweft([shelf]);
    expect(list.code).toBe(0);
    expect(list.stdout).toContain(id);
    const entries = JSON.parse((await bioweft([shelf, '--json'])).stdout) as { id: string }[];
    expect(entries.map((entry) => entry.id)).toContain(id);
  });

  test('shows one whole, with its sources', async () => {
    const shown = await bioweft([shelf, 'show', id]);
    expect(shown.code).toBe(0);
    if (shelf !== 'patterns') expect(shown.stdout).toContain('where the numbers come from');
  });
});

describe('flow', () => {
  test('tells the golden numbers with their sources', async () => {
    const { stdout, code } = await bioweft('flow --ink alginate-i1g-4 --nozzle 27G --speed 10 --width 0.4'.split(' '));
    expect(code).toBe(0);
    for (const text of [
      '346.6 kPa',
      '1432.9 Pa',
      '0.350 s',
      'HUEhT-1',
      'UE7T-13',
      'HeLa',
      '10T1/2',
      'doi 10.1080/17452759.2024.2400330',
    ]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).toMatch(/band \d+ to \d+ kPa/);
  });

  test('asks to measure an ink that nobody measured', async () => {
    const { stderr, code } = await bioweft('flow --ink collagen-i --nozzle 27G'.split(' '));
    expect(code).toBe(2);
    expect(stderr).toMatch(/calibrate/);
  });
});

describe('slice', () => {
  test('writes G-code, report and record; check agrees with the job', async () => {
    const folder = scratchFolder();
    const run = await bioweft(['slice', plug, '-o', 'plug.gcode', '--report', 'plug.json'], { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('npx bioweft view plug.gcode');
    expect(filesIn(folder)).toEqual(['plug.gcode', 'plug.json', 'plug.record.jsonl']);
    const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, 'plug.json'), 'utf8')));
    expect(report.gcode?.file).toBe('plug.gcode');
    const checked = await bioweft(['check', 'plug.gcode', '--job', plug], { cwd: folder });
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.stdout).toContain('strand by strand');
    writeFileSync(
      join(folder, 'plug.gcode'),
      readFileSync(join(folder, 'plug.gcode'), 'utf8').replace(/^G1 X-?\d+\.\d+/m, 'G1 X9.5'),
    );
    expect((await bioweft(['check', 'plug.gcode', '--job', plug], { cwd: folder })).code).toBe(1);
  });

  test('a refused plan writes nothing and tells gate, place, numbers and fix', async () => {
    const folder = scratchFolder();
    const args = ['slice', plug, '--set', 'inks.cartilage.load=100', '-o', 'plug.gcode'];
    const run = await bioweft(args, { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/refused supply.*strand \d+.*100 µL loaded/s);
    expect(run.stdout).toContain('--allow supply');
    expect(filesIn(folder)).toEqual([]);
    const allowed = await bioweft([...args, '--allow', 'supply'], { cwd: folder });
    expect(allowed.code).toBe(0);
    const record = readFileSync(join(folder, 'plug.record.jsonl'), 'utf8');
    expect(record).toContain('"kind":"override","data":{"gate":"supply"');
  });

  test('scripts get JSON alone on stdout', async () => {
    const folder = scratchFolder();
    const run = await bioweft(['slice', plug, '-o', 'plug.gcode', '--json', '--no-record'], { cwd: folder });
    expect(reportSchema.parse(JSON.parse(run.stdout)).totals.layers).toBe(22);
    const wrong = await bioweft(['slice', 'none.yaml', '--json'], { cwd: folder });
    expect(JSON.parse(wrong.stdout).error.code).toBe('file');
  });
});

describe('record', () => {
  test('a changed byte is detected and located', async () => {
    const folder = scratchFolder();
    await bioweft(['slice', plug, '-o', 'plug.gcode'], { cwd: folder });
    const path = join(folder, 'plug.record.jsonl');
    expect((await bioweft(['record', 'verify', path])).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"densityPerMl":3000000', '"densityPerMl":3000001'));
    const verified = await bioweft(['record', 'verify', path]);
    expect(verified.code).toBe(1);
    const line = text.slice(0, text.indexOf('densityPerMl')).split('\n').length;
    expect(verified.stdout).toContain(
      `plug.record.jsonl:${line}: the content of entry ${line - 1} (cells) was changed`,
    );
    // Evidence is not added to, and nothing is written beside it.
    rmSync(join(folder, 'plug.gcode'));
    const again = await bioweft(['slice', plug, '-o', 'plug.gcode'], { cwd: folder });
    expect(again.code).toBe(2);
    expect(readFileSync(path, 'utf8')).toContain('3000001');
    expect(filesIn(folder)).toEqual(['plug.record.jsonl']);
  });

  test('slicing again adds to the record and changes nothing in it', async () => {
    const folder = scratchFolder();
    await bioweft(['slice', plug, '-o', 'plug.gcode'], { cwd: folder });
    const first = readFileSync(join(folder, 'plug.record.jsonl'), 'utf8');
    await bioweft(['slice', plug, '-o', 'plug.gcode'], { cwd: folder });
    const both = readFileSync(join(folder, 'plug.record.jsonl'), 'utf8');
    expect(both.startsWith(first)).toBe(true);
    expect(both.length).toBeGreaterThan(first.length);
    const shown = (await bioweft(['record', 'show', join(folder, 'plug.record.jsonl')])).stdout;
    for (const words of [
      'operator  not filled in',
      'nozzle       inner 0.337 mm',
      'height 0.25 mm',
      'well B1, layer 1)',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/[{}]|undefined|\[object/);
    const csv = await bioweft(['record', 'show', join(folder, 'plug.record.jsonl'), '--csv']);
    expect(csv.stdout.split('\r\n')[0]).toBe('seq,at,kind,name,value,hash');
  });
});

test('names and words of a file do not steer the terminal', async () => {
  const folder = scratchFolder();
  const corners = 'v 0 0 0\nv 2 0 0\nv 0 2 0\nv 0 0 2\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 3\n';
  writeFileSync(join(folder, 'a.obj'), `o \u001b[2Jbone\u0007\u009b1A\n${corners}\u001b]0;title\u0007 1\n`);
  writeFileSync(join(folder, 'b.obj'), `${corners}f 1 2 \u001b[8m9\n`);
  for (const args of [
    ['mesh', 'a.obj'],
    ['mesh', 'b.obj'],
    ['convert', 'a.obj', 'a.stl'],
  ]) {
    const { stdout, stderr } = await bioweft(args, { cwd: folder });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(stdout + stderr).not.toBe('');
  }
});

test('colours stay away where NO_COLOR asks for it', async () => {
  const { stdout } = await bioweft(['printers']);
  expect(stdout).not.toContain('\u001b[');
});
