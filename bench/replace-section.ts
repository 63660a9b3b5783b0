import { readFileSync, writeFileSync } from 'node:fs';

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` in a Markdown file. */
export function replaceSection(path: string, name: string, text: string): void {
  const before = readFileSync(path, 'utf8');
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const from = before.indexOf(open);
  const to = before.indexOf(close);
  if (from < 0 || to < from) throw new Error(`${path} has no section ${open} … ${close}`);
  writeFileSync(path, `${before.slice(0, from + open.length)}\n${text}\n${before.slice(to)}`);
}
