import { expect, test } from 'vitest';
import { createLocalLoader } from '../../viewer/data/load/local-loader.ts';
import { RefusedError } from '../../viewer/data/load/refusal.ts';
import type { Source } from '../../viewer/data/load/wire.ts';

/** A file whose content comes only when it is let go. */
function slowFile(text: string): { source: Source; letGo: () => void } {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const file = new Blob([text]);
  const read = file.arrayBuffer.bind(file);
  file.arrayBuffer = async () => {
    await gate;
    return read();
  };
  return { source: { kind: 'file', file, name: 'slow' }, letGo };
}

const source = (text: string): Source => ({ kind: 'file', file: new Blob([text]), name: 'quick' });
const loader = () => createLocalLoader((print) => print);

test('a file opened while another is still read is never mixed with it', async () => {
  const one = loader();
  const slow = slowFile(`${'; a long line before the first move\n'.repeat(300)}G1 X1 E1 F600\n`);
  const first = one.open(slow.source, null).catch((error: unknown) => error);
  const { print } = await one.open(source('; quick\nG1 X7 E1 F600\n'), null);
  slow.letGo();
  expect(await first).toBeInstanceOf(RefusedError);
  expect(print.lines).toBe(2);
  expect(await one.text(1, 2)).toEqual(['; quick', 'G1 X7 E1 F600']);
});

test('what was open stays open until the next one has been read', async () => {
  const one = loader();
  await one.open(source('G1 X1 E1 F600\n'), null);
  const slow = slowFile('G1 X2 E1 F600\n');
  const second = one.open(slow.source, null);
  expect(await one.text(1, 1)).toEqual(['G1 X1 E1 F600']);
  slow.letGo();
  await second;
  expect(await one.text(1, 1)).toEqual(['G1 X2 E1 F600']);
});

test('what is not understood is said as check says it: a warning of a foreign file, a refusal of ours', async () => {
  const remarks = async (head: string) => {
    const { print } = await loader().open(source(`${head}M83\nG1 X1 E1 F600\nM206 X5\nG1 X7 E1\n`), null);
    return print.remarks.filter(({ what }) => what.startsWith('Not understood'));
  };
  expect(await remarks('')).toMatchObject([{ severity: 'warn', what: expect.stringContaining('Line 3') }]);
  expect(await remarks(';BIO:plan=1 name=a\n')).toMatchObject([{ severity: 'refuse' }]);
});
