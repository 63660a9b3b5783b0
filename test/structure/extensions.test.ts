import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Addition, additions } from '../../scripts/extensions.ts';
import { unions } from './unions.ts';

// docs/architecture.md has a table of what an extension touches, made by `npm run extensions`, which takes minutes. Here:
// that what the script adds still finds its places, and that the table speaks of files that are there.

const root = resolve(import.meta.dirname, '../..');
const contentOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Rows of the table: what is added, the files touched, the files that the type checker names. */
function tableRows(): { what: string; touched: string[]; named: string[] }[] {
  const [, section] = contentOf('docs/architecture.md').split('## What an extension touches');
  const files = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, file]) => file);
  return [...section.split('\n## ')[0].matchAll(/^\| (?!to add)(.+?) \| (\d+) \| (.+?) \| (.+?) \|/gm)].map(
    ([, what, , touched, named]) => ({ what, touched: files(touched), named: files(named) }),
  );
}

/** Files that an addition brings with it. */
function brought({ files = {}, page }: Addition): string[] {
  const text = page === undefined ? '' : contentOf(join('docs/contributing', page[0]));
  const blocks = [...text.matchAll(/^```(?!edit)\w+ file=(\S+)/gm)].map(([, file]) => file);
  return [...Object.keys(files), ...blocks];
}

test('every piece that the script adds has its place once', () => {
  const places = additions.flatMap(({ edits = [] }) => edits);
  expect(places.length).toBeGreaterThan(5);
  expect(places.filter(([file, after]) => contentOf(file).split(after).length !== 2)).toEqual([]);
});

test('the table has a row for each addition, and its files exist or are brought along', () => {
  const rows = tableRows();
  expect(rows.map(({ what }) => what)).toEqual(additions.map(({ what }) => what));
  const lost = rows.flatMap(({ touched, named }, i) => {
    const own = brought(additions[i]);
    return [...touched, ...named].filter((file) => !own.includes(file) && !existsSync(join(root, file)));
  });
  expect(lost).toEqual([]);
});

test('the table names the same files for a new step as the type checker', () => {
  const { consumers } = unions.find(({ what }) => what === 'step')!;
  expect(tableRows().find(({ what }) => what === 'kind of step')!.named).toEqual([...consumers].sort());
});
