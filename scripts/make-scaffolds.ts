import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeStl } from '../src/mesh/formats/stl/write-stl.ts';
import { generateScaffold, scaffolds } from '../src/scaffold/scaffolds.ts';

/** Writes the scaffolds of the library with their defaults: `npx tsx scripts/make-scaffolds.ts` */
const root = join(import.meta.dirname, '../scaffolds');
for (const name of Object.keys(scaffolds)) {
  const { parts, job, readme, manifest } = generateScaffold(name);
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const { file, mesh } of parts) writeFileSync(join(folder, file), writeStl(mesh));
  writeFileSync(join(folder, 'job.yaml'), job);
  writeFileSync(join(folder, 'README.md'), readme);
  writeFileSync(join(folder, 'scaffold.json'), manifest);
  console.log(`${name}: ${parts.map(({ file }) => file).join(', ')}`);
}
