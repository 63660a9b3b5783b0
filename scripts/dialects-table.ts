import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, readAgain } from '../src/check/foreign/second-reading.ts';
import { readGcode } from '../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../src/plan/inputs/load-library.ts';
import { listProfiles } from '../src/printer/load-profiles.ts';
import type { Profile } from '../src/printer/profile.ts';
import { cylinder } from '../src/scaffold/solids.ts';
import { planJob } from '../test/plan/plan-job.ts';

// Writes the table "one job, every profile" into docs/dialects.md: `npx tsx scripts/dialects-table.ts`.

const file = join(import.meta.dirname, '../docs/dialects.md');
const heading = '## One job, every profile';

const mesh = (name: string, from: number, to: number) => {
  const triangles = cylinder(4, from, to, 48);
  return writeStl({ name, triangles, bounds: boundsOf(triangles) });
};
const meshes = { 'base.stl': mesh('base', 0, 0.6), 'top.stl': mesh('top', 0.6, 1.2) };

/** A disc of two inks on two tools, or of one ink where the machine has one tool. */
function discFor(profile: Profile): object {
  const two = profile.tools.filter(({ kind }) => kind !== 'thermoplastic').length > 1;
  const gel = { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } };
  const paste = { ink: 'ama', nozzle: { gauge: 22 } };
  return {
    printer: profile.id,
    inks: two ? { gel, paste } : { gel },
    parts: [
      { mesh: 'base.stl', ink: two ? 'paste' : 'gel', laydown: { spacing: 1 }, contours: 1 },
      { mesh: 'top.stl', ink: 'gel', laydown: { spacing: 1.2, angles: [0, 60, 120] } },
    ],
    layers: { height: 0.3 },
    speed: 8,
  };
}

async function rowsFor(profile: Profile): Promise<string[]> {
  const { program, gcode } = await planJob(discFor(profile), meshes, { allow: ['flow', 'temperature', 'supply'] });
  if (gcode === null || gcode === undefined) throw new Error(`${profile.id} refuses the disc`);
  const reading = readGcode(gcode, profile);
  const again = readAgain(linesOf(gcode), profile).strands;
  return Object.entries(program.header.totals.inks).map(([ink, { lengthMm, volumeUl, strands }]) => {
    // Every ink of the totals is loaded.
    const { tool } = program.header.tools.find((loaded) => loaded.ink === ink)!;
    const first = reading.totals[reading.tools.findIndex(({ id }) => id === tool)];
    const second = again.filter((strand) => strand.tool === tool).reduce((sum, strand) => sum + strand.flowingMm, 0);
    const volume = Number.isNaN(first.volumeUl) ? 'not in the file' : difference(first.volumeUl, volumeUl);
    const cells = [
      `${profile.id} | ${profile.dialect} | ${ink} on ${tool} | ${strands}`,
      `${lengthMm.toFixed(3)} | ${difference(first.extrudedMm, lengthMm)} | ${difference(second, lengthMm)}`,
      `${volumeUl.toFixed(4)} | ${volume}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

const difference = (read: number, planned: number): string => (read / planned - 1).toExponential(1).replace('e+0', '');

const rows: string[] = [];
for (const profile of listProfiles(libraryFolder('printers'))) rows.push(...(await rowsFor(profile)));
const text = readFileSync(file, 'utf8');
const before = text.includes(heading) ? text.slice(0, text.indexOf(heading)) : `${text}\n`;
const table = [
  heading,
  '',
  'A disc of two inks (8 mm wide, 1.2 mm high), planned for each profile, written, and read back by both readers. Differences are relative to the program and come from the printed digits alone; the limit is 1e-4. Valves and flags carry no volume: their files give length and time. Made by `npx tsx scripts/dialects-table.ts`.',
  '',
  '| profile | dialect | ink | strands | program, mm | first reader | second reader | program, µL | first reader |',
  '|---|---|---|---|---|---|---|---|---|',
  ...rows,
];
writeFileSync(file, `${before}${table.join('\n')}\n`);
console.log(`${rows.length} rows`);
