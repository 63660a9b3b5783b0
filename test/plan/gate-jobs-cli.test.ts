import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { bioweft, filesIn, scratchFolder } from '../cli/run-bioweft.ts';

/** A folder with a job of a small lattice with cells in two wells. */
function jobFolder(): string {
  const folder = scratchFolder();
  const triangles = box(6, 6, 0, 0.96);
  writeFileSync(join(folder, 'block.stl'), writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }));
  writeFileSync(
    join(folder, 'job.yaml'),
    `printer: allevi-biobot1
vessel: { plate: corning-24, wells: [A1, A2] }
inks:
  gel: { ink: alginate-i1g-4, tool: T0, nozzle: { gauge: 23 }, width: 0.4, cells: { line: UE7T-13, density: 3e6 } }
parts: [{ mesh: block.stl, ink: gel, laydown: { spacing: 1, join: none } }]
layers: { height: 0.32 }
speed: 8
`,
  );
  return folder;
}

interface Finding {
  readonly gate: string;
  readonly severity: string;
  readonly where: Record<string, unknown>;
  readonly numbers?: Record<string, number> | undefined;
}

const cases = [
  {
    gate: 'flow',
    sets: ['inks.gel.nozzle.gauge=30', 'limits.pressure=250'],
    where: { well: 'A1', layer: 0, tool: 'T0' },
    fix: ({ fixGauge }: Record<string, number>) => `inks.gel.nozzle.gauge=${fixGauge}`,
  },
  {
    gate: 'supply',
    sets: ['inks.gel.load=20'],
    where: { well: 'A2' },
    fix: ({ fixLoadUl }: Record<string, number>) => `inks.gel.load=${fixLoadUl}`,
  },
  {
    gate: 'temperature',
    sets: ['printer=cellink-biox', 'bedTemperature=90'],
    where: {},
    fix: ({ lowC }: Record<string, number>) => `bedTemperature=${lowC + 20}`,
  },
] as const;

test.each(cases)(
  'slice ends with 1 for $gate, writes nothing, and passes with its fix',
  async ({ gate, sets, where, fix }) => {
    const folder = jobFolder();
    const before = filesIn(folder);
    const set = sets.flatMap((each) => ['--set', each]);
    const refused = await bioweft(['slice', 'job.yaml', '-o', 'out.gcode', '--sheet', 'out.html', '--json', ...set], {
      cwd: folder,
    });
    expect(refused.code).toBe(1);
    expect(filesIn(folder)).toEqual(before);
    const { findings, gcode } = JSON.parse(refused.stdout) as { findings: Finding[]; gcode: unknown };
    expect(gcode).toBeNull();
    const finding = findings.find((each) => each.gate === gate && each.severity === 'refuse')!;
    expect(finding.where).toMatchObject(where);
    const fixed = await bioweft(
      [
        'slice',
        'job.yaml',
        '-o',
        'out.gcode',
        '--sheet',
        'out.html',
        '--plate-map',
        'plate.csv',
        ...set,
        '--set',
        fix(finding.numbers ?? {}),
      ],
      { cwd: folder },
    );
    expect(fixed.stderr).toBe('');
    expect(fixed.code).toBe(0);
    for (const file of ['out.gcode', 'out.html', 'plate.csv']) expect(existsSync(join(folder, file)), file).toBe(true);
  },
);

test('a sheet is refused like its plan, and written with an override that it tells', async () => {
  const folder = jobFolder();
  const before = filesIn(folder);
  const args = ['sheet', 'job.yaml', '--set', 'limits.timeOnCells=0.2', '-o', 'sheet.html'];
  const refused = await bioweft(args, { cwd: folder });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('no sheet was written');
  expect(filesIn(folder)).toEqual(before);
  const forced = await bioweft([...args, '--allow', 'time', '--plate-map', 'plate.svg'], { cwd: folder });
  expect(forced.code).toBe(0);
  expect(readFileSync(join(folder, 'sheet.html'), 'utf8')).toContain('Overridden knowingly: time');
  expect(readFileSync(join(folder, 'plate.svg'), 'utf8')).toMatch(/^<\?xml.*\n<svg xmlns=/);
});

test('a plate map of another kind is refused before anything is done', async () => {
  const folder = jobFolder();
  const run = await bioweft(['sheet', 'job.yaml', '--plate-map', 'plate.png'], { cwd: folder });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('.csv or .svg');
});
