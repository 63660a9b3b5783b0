import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { windowsOf } from '../../src/cli/send/send-windows.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';

const root = resolve(import.meta.dirname, '../..');
const profile = loadProfile('marlin-syringe', `${root}/printers`);

const windows = (...materials: string[]) => {
  const tools = materials.map((material, i) => `;BIO:tool=T${i} ink=a${i} material=${material} kind=piston inner=0.4`);
  return windowsOf(readGcode(new TextEncoder().encode([...tools, 'G1 X1'].join('\n')), profile), profile);
};

test('the inks that a file names bring their windows, each to the heater of its tool', () => {
  const gelma = loadInk('gelma', `${root}/inks`);
  const alginate = loadInk('alginate-i1g-4', `${root}/inks`);
  expect([...windows('gelma', 'alginate-i1g-4')]).toEqual([
    ['T0', gelma.temperature],
    ['B', gelma.bedTemperature],
    ['T1', alginate.temperature],
  ]);
});

test('an ink that is not in the library, or is the path of a file, has none', () => {
  expect(windows('own-mixture').size).toBe(0);
  expect(windows(`${root}/inks/gelma.json`.replaceAll('/', '%2F')).size).toBe(0);
});
