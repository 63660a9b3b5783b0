import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder, scratchFolder } from '../cli/run-bioweft.ts';

/** bioweft as another project would use it: imported by its name from node_modules, as built. */

const run = promisify(execFile);

/** A project of its own, with bioweft in its node_modules. */
function consumer(files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(projectFolder, join(folder, 'node_modules/bioweft'), 'dir');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const script = `import { writeFileSync } from 'node:fs';
import { generateScaffold, InputError, loadInputs, plan, readGcode, writeStl } from 'bioweft';

const { built: { parts }, job } = generateScaffold('grid-disc', { diameter: 6, height: 1 });
for (const { file, mesh } of parts) writeFileSync(file, writeStl(mesh));
writeFileSync('job.yaml', job ?? '');

const stages: string[] = [];
const planned = await plan(await loadInputs({ file: 'job.yaml' }), { workers: 1, onProgress: (stage) => stages.push(stage) });
if (planned.gcode === null) throw new Error(\`refused by \${planned.refusedBy.join()}\`);
const { totals } = planned.report;
const strands = [...planned.program.steps].filter((step) => step.kind === 'strand').length;

const again = await plan(await loadInputs({ file: 'job.yaml' }));
const refused = await loadInputs({ file: 'no-such-job.yaml' }).catch((error: unknown) =>
  error instanceof InputError ? [error.code, error.fix] : String(error),
);
console.log(
  JSON.stringify({
    volumeUl: totals.inks.gel.volumeUl,
    strands,
    total: totals.strands,
    layers: planned.report.layers.length,
    same: Buffer.compare(planned.gcode, again.gcode ?? new Uint8Array()) === 0,
    reader: typeof readGcode,
    stages: stages.length > 0,
    refused,
  }),
);
`;

test('a script of another project plans a scaffold, twice the same', async () => {
  // Types are erased by hand: the only ones in the script.
  const plain = script.replaceAll(': string[]', '').replace('(error: unknown)', '(error)');
  const folder = consumer({ 'use.js': plain });
  const { stdout } = await run(process.execPath, ['use.js'], { cwd: folder });
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({ layers: 4, same: true, reader: 'function', stages: true });
  expect(said.strands).toBe(said.total);
  expect(said.strands).toBeGreaterThan(0);
  // A porous disc of 28 mm³.
  expect(said.volumeUl).toBeGreaterThan(5);
  expect(said.volumeUl).toBeLessThan(28);
  expect(said.refused[0]).toMatch(/\w+/);
  expect(said.refused[1]).toBeTruthy();
});
