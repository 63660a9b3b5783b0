import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bioweft, projectFolder, scratchFolder } from './run-bioweft.ts';

/** A job for a printer and a dish of the lab's own, planned into `out/`. */
async function planned(output = 'out/a.gcode'): Promise<string> {
  const folder = scratchFolder();
  copyFileSync(join(projectFolder, 'scaffolds/grid-disc/disc.stl'), join(folder, 'disc.stl'));
  const profile = JSON.parse(readFileSync(join(projectFolder, 'printers/marlin-syringe.json'), 'utf8'));
  const { $schema: _, ...own } = profile;
  writeFileSync(join(folder, 'bench3.json'), JSON.stringify({ ...own, id: 'bench3', name: 'Our third bench printer' }));
  const dish = JSON.parse(readFileSync(join(projectFolder, 'vessels/petri-60.json'), 'utf8'));
  const { $schema: __, ...mould } = dish;
  writeFileSync(join(folder, 'mould.json'), JSON.stringify({ ...mould, id: 'mould', name: 'Our mould' }));
  writeFileSync(
    join(folder, 'job.yaml'),
    `name: own
printer: ./bench3.json
vessel: { dish: ./mould.json }
inks: { a: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 25 }, width: 0.4 } }
parts: [ { mesh: disc.stl, ink: a, laydown: { spacing: 1.2 } } ]
layers: { height: 0.3 }
`,
  );
  const run = await bioweft(['slice', 'job.yaml', '-o', output], { cwd: folder });
  expect(run.code, run.stdout + run.stderr).toBe(0);
  return folder;
}

describe("a user's own printer", () => {
  test('is found again by check, send and view of the file it made, without a path in the file', async () => {
    const folder = await planned();
    expect(readFileSync(join(folder, 'out/a.gcode'), 'latin1')).not.toContain('bench3.json');
    const check = await bioweft(['check', 'out/a.gcode'], { cwd: folder });
    expect(check.code).toBe(0);
    expect(check.stdout).toContain('Our mould');
    const send = await bioweft(['send', 'out/a.gcode', '--dry-run'], { cwd: folder });
    expect(send.code).toBe(0);
    const view = await bioweft(['view', 'out/a.gcode', '--export', 'page.html'], { cwd: folder });
    expect(view.code).toBe(0);
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('Our third bench printer');
  });

  test('is known by its hash among files of one id; a changed one is reported', async () => {
    const folder = await planned('a.gcode');
    const text = readFileSync(join(folder, 'bench3.json'), 'utf8');
    writeFileSync(join(folder, 'a-copy.json'), text.replace('"travelSpeed":60', '"travelSpeed":50'));
    expect((await bioweft(['check', 'a.gcode'], { cwd: folder })).stdout).not.toContain('changed since');
    rmSync(join(folder, 'bench3.json'));
    const changed = await bioweft(['check', 'a.gcode', '--json'], { cwd: folder });
    expect(JSON.parse(changed.stdout).findings).toContainEqual(expect.objectContaining({ code: 'profile-changed' }));
  });

  test('is found beside the job; where it is nowhere, the message says what to do', async () => {
    const folder = await planned('a.gcode');
    mkdirSync(join(folder, 'far/away'), { recursive: true });
    renameSync(join(folder, 'a.gcode'), join(folder, 'far/away/a.gcode'));
    const cwd = join(folder, 'far');
    expect((await bioweft(['check', 'away/a.gcode', '--job', '../job.yaml'], { cwd })).code).toBe(0);
    const lost = await bioweft(['check', 'a.gcode'], { cwd: join(folder, 'far/away') });
    expect(lost).toMatchObject({ code: 2, stderr: expect.stringContaining('bench3') });
    expect(lost.stderr).toContain('--printer');
  });
});

test('check takes several files, and ends with the code of the worst', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'good.gcode'), 'G21\nG90\nM83\nG1 X10 Y10 Z0.2 F600\nG1 X20 E1\nG1 Z5\n');
  writeFileSync(join(folder, 'bad.gcode'), 'G21\nG90\nG1 X900 Y10 Z5 F600\n');
  const args = ['check', 'good.gcode', 'bad.gcode', '--printer', 'marlin-syringe'];
  const both = await bioweft(args, { cwd: folder });
  expect(both.code).toBe(1);
  expect(both.stdout).toMatch(/good\.gcode[\s\S]*bad\.gcode/);
  expect(JSON.parse((await bioweft([...args, '--json'], { cwd: folder })).stdout)).toHaveLength(2);
});

test.each(['bash', 'zsh', 'fish'])('completion for %s knows commands and their options', async (shell) => {
  const { stdout, code } = await bioweft(['completion', shell]);
  expect(code).toBe(0);
  for (const word of ['slice', 'calibrate', 'porosity']) expect(stdout).toContain(word);
});

test('completion in a real bash', async () => {
  const script = (await bioweft(['completion', 'bash'])).stdout;
  const { execFileSync } = await import('node:child_process');
  const complete = (...words: string[]) => {
    const asked = `COMP_WORDS=(bioweft ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _bioweft; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', `${script}\n${asked}`], { cwd: scratchFolder() })
      .toString()
      .trim()
      .split('\n');
  };
  expect(complete('sl')).toEqual(['slice']);
  expect(complete('slice', '--poros')).toEqual(['--porosity']);
  expect(complete('calibrate', 'f').sort()).toEqual(['fit', 'flow']);
  expect(complete('calibrate', 'fit', '--da')).toEqual(['--date']);
});
