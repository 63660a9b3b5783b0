import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { plan } from '../../src/plan/plan.ts';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { box } from '../../src/scaffold/solids.ts';

const folder = mkdtempSync(join(tmpdir(), 'odd-names-'));
afterAll(() => rmSync(folder, { recursive: true }));
const triangles = box(4, 4, 0, 0.9);
writeFileSync(join(folder, 'block.stl'), writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }));

async function planned(first: string, second: string) {
  const laydown = { spacing: 1 };
  const job = {
    printer: 'marlin-syringe',
    inks: {
      [first]: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 25 } },
      [second]: { ink: 'ama', nozzle: { gauge: 22, length: 25 } },
    },
    parts: [
      { mesh: 'block.stl', name: first, ink: first, laydown },
      { mesh: 'block.stl', name: second, ink: second, laydown, move: [0, 0, 0.9] },
    ],
    layers: { height: 0.3 },
  };
  const file = join(folder, 'job.yaml');
  writeFileSync(file, JSON.stringify(job));
  const input = await loadInputs({ file });
  const made = await plan(input, { allow: ['overhang'] });
  const { program, vessel, time, report, findings, wells } = made;
  const { profile, inks } = input;
  const sheet = printSheet({
    job: input.job,
    profile,
    inks,
    program,
    vessel,
    wells: wells.wells,
    time,
    report,
    findings,
  });
  return { made, sheet };
}

test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
  'inks and parts called %s are printed like any other',
  async (name) => {
    const plain = await planned('gel', 'paste');
    const odd = await planned(name, 'paste');
    expect(odd.made.refusedBy).toEqual([]);
    expect(odd.made.report.totals.inks[name]).toEqual(plain.made.report.totals.inks['gel']);
    expect(odd.made.report.totals.inks['paste']).toEqual(plain.made.report.totals.inks['paste']);
    expect(odd.made.report.layers[0].inks[name]).toEqual(plain.made.report.layers[0].inks['gel']);
    expect(odd.sheet.replaceAll(name, 'gel').length).toBe(plain.sheet.length);
  },
);

test('no ink can be called __proto__', async () => {
  const file = join(folder, 'proto.yaml');
  writeFileSync(
    file,
    'printer: marlin-syringe\ninks: { "__proto__": { ink: ama, nozzle: { gauge: 22 } } }\nparts: [ { mesh: block.stl } ]\nlayers: { height: 0.3 }\n',
  );
  await expect(loadInputs({ file })).rejects.toThrow(/proto/);
});
