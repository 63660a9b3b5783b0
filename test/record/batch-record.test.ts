import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryToLine, nextEntry, type RecordEntry, verifyRecord } from '../../src/record/batch-record.ts';
import { runs } from '../proving.ts';

async function record(): Promise<string> {
  const contents = [
    ['identity', { record: 'plug-1', operator: null }],
    ['material', { ink: 'bone', lot: 'L-17', density: 1.03 }],
    ['override', { gate: 'mesh' }],
    ['note', { text: 'Nadel gewechselt µ' }],
  ] as const;
  let last: RecordEntry | null = null;
  let text = '';
  for (const [kind, data] of contents) {
    last = await nextEntry(last, kind, data, '2026-01-02T03:04:05Z');
    text += entryToLine(last);
  }
  return text;
}

test('a record is sound as written', async () => {
  const verified = await verifyRecord(await record());
  expect(verified.sound).toBe(true);
  expect(verified.entries.map(({ kind }) => kind)).toEqual(['identity', 'material', 'override', 'note']);
});

test('the order of keys does not matter to the hash', async () => {
  const one = await nextEntry(null, 'note', { a: 1, b: { c: 2, d: 3 } }, '2026-01-01T00:00:00Z');
  const two = await nextEntry(null, 'note', { b: { d: 3, c: 2 }, a: 1 }, '2026-01-01T00:00:00Z');
  expect(one.hash).toBe(two.hash);
});

test('any changed byte is found, in its line or the next', async () => {
  const text = await record();
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
      fc.pre(text.charCodeAt(at) !== code);
      const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      const verified = await verifyRecord(changed);
      const line = text.slice(0, at).split('\n').length;
      expect(verified.sound).toBe(false);
      if (!verified.sound) expect(verified.line).toBe(line);
    }),
    runs(7, 300),
  );
});

test.each([
  ['an entry removed', (lines: string[]) => lines.splice(1, 1), 2],
  ['two entries swapped', (lines: string[]) => lines.splice(1, 2, lines[2], lines[1]), 2],
  ['an entry doubled', (lines: string[]) => lines.splice(1, 0, lines[1]), 3],
  ['the first entry removed', (lines: string[]) => lines.splice(0, 1), 1],
])('%s is found', async (_, change, line) => {
  const lines = (await record()).split('\n');
  change(lines);
  expect(await verifyRecord(lines.join('\n'))).toMatchObject({ sound: false, line });
});

test('a record cut off in a line says so', async () => {
  const text = await record();
  expect(await verifyRecord(text.slice(0, -5))).toMatchObject({
    sound: false,
    line: 4,
    why: 'the last line was cut off',
  });
});
