import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeStl } from '../src/mesh/formats/stl/write-stl.ts';
import { jobFiles } from '../src/scaffold/scaffold.ts';
import { generateScaffold, scaffolds } from '../src/scaffold/scaffolds.ts';
import { writeScaffoldsDoc } from './scaffolds-table.ts';

/** Writes the scaffolds of the library with their defaults, and docs/scaffolds.md: `npm run scaffolds [-- names...]` */
const root = join(import.meta.dirname, '../scaffolds');
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(scaffolds)) {
  const { built, job, jobInBath, readme, manifest } = generateScaffold(name);
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const { file, mesh } of built.parts) writeFileSync(join(folder, file), writeStl(mesh));
  writeFileSync(join(folder, jobFiles.job), job);
  if (jobInBath !== null) writeFileSync(join(folder, jobFiles.inBath), jobInBath);
  writeFileSync(join(folder, 'README.md'), readme);
  writeFileSync(join(folder, 'scaffold.json'), manifest);
  console.log(`${name}: ${built.parts.map(({ file }) => file).join(', ')}`);
  for (const fact of built.facts ?? []) console.log(`  ${fact}`);
}
if (asked.length === 0) writeScaffoldsDoc();
