import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../src/scaffold/describe.ts';
import type { Scaffold } from '../src/scaffold/scaffold.ts';
import { generateScaffold, scaffolds } from '../src/scaffold/scaffolds.ts';

// Writes into docs/scaffolds.md what scaffolds there are: `npm run scaffolds` does it too.

export const scaffoldsDoc = join(import.meta.dirname, '../docs/scaffolds.md');
const heading = '## All of them';

/** The page with its list of scaffolds written again. `made` gives each with its defaults. */
export function withScaffolds(text: string, made: (name: string) => Scaffold = generateScaffold): string {
  const before = text.includes(heading) ? text.slice(0, text.indexOf(heading)) : `${text.trimEnd()}\n\n`;
  const all = Object.keys(scaffolds).map((name) => made(name));
  const rows = all.map(({ name, built, job, jobInBath }) => [
    `[${name}](#${name})`,
    built.parts.map(({ mesh }) => mesh.name).join(', '),
    built.envelopeMm3.toFixed(1),
    String(built.parts.reduce((sum, { mesh }) => sum + mesh.triangles.length / 9, 0)),
    /^printer: (.*)$/m.exec(job)?.[1] ?? '',
    [job, jobInBath].some((each) => each !== null && /^bath:/m.test(each))
      ? jobInBath === null
        ? 'only'
        : 'also'
      : '',
  ]);
  const sections = all.map(({ name }) => {
    const { title, purpose, parameters } = scaffolds[name];
    const set = Object.keys(parameters).map((key) => `\`--${key}\``);
    return `### ${name}\n\n![${title}](pictures/scaffolds/${name}.png)\n\n${purpose} Set ${set.join(', ')}; sources of its measures and warnings of its job: [README](../scaffolds/${name}/README.md).`;
  });
  const list = table(['scaffold', 'parts', 'mm³', 'triangles', 'printer of its job', 'in a bath'], rows);
  return `${before}${heading}\n\nMade by \`npm run scaffolds\`.\n\n${list}\n${sections.join('\n\n')}\n`;
}

export function writeScaffoldsDoc(): void {
  writeFileSync(scaffoldsDoc, withScaffolds(readFileSync(scaffoldsDoc, 'utf8')));
}

if (process.argv[1] === import.meta.filename) writeScaffoldsDoc();
