import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { plan } from '../../src/plan/plan.ts';

const folder = resolve(import.meta.dirname, '../../examples');
const jobs = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const page = readFileSync(join(folder, 'README.md'), 'utf8');

test('the page lists every example, with its printer', () => {
  const listed = [...page.matchAll(/^\| \[(\S+)\]\(\1\) \| .* \| `([\w-]+)`/gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual(jobs.sort());
  for (const [, name, printer] of listed) {
    expect(readFileSync(join(folder, name), 'utf8')).toContain(`printer: ${printer}\n`);
  }
});

test.each(jobs)('%s plans, is written, and fills its parts with what it says', async (name) => {
  const { report, refusedBy, gcode } = await plan(await loadInputs({ file: join(folder, name) }), { workers: 1 });
  expect(refusedBy).toEqual([]);
  expect(gcode!.length).toBeGreaterThan(1000);
  // Each job has one shape a part: as much ink as there is room, and no part left empty.
  for (const { volumeMm3, inkMm3 } of report.parts) {
    expect(inkMm3).toBeGreaterThan(0.2 * volumeMm3);
    expect(inkMm3).toBeLessThan(1.02 * volumeMm3);
  }
});
