import { expect, test } from 'vitest';
import { compareStrands } from '../../viewer/data/compare.ts';
import { layerCsv } from '../../viewer/data/layer-csv.ts';
import { scaleBar } from '../../viewer/overlay/scale-bar.ts';
import { printOf } from './print-of.ts';
import { samplePrint } from './sample-plans.ts';

const text = samplePrint({ layers: 3 });
const print = printOf(text);

test('a file compared with itself has no strand of its own, wherever its strands stand', () => {
  expect(compareStrands(print, printOf(text))).toMatchObject({ onlyHere: 0, onlyThere: 0, same: print.strands.count });
});

test('one moved point makes one strand differ, and only that one', () => {
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) => line.startsWith('G1 X'));
  lines[at] = lines[at].replace(/X([\d.]+)/, (_, x) => `X${(Number(x) + 0.002).toFixed(3)}`);
  const found = compareStrands(print, printOf(lines.join('\n')));
  expect(found).toMatchObject({ onlyHere: 1, onlyThere: 1 });
  expect(Array.from(found.differs).lastIndexOf(1)).toBe(print.strands.count - 1);
});

test('the same strand twice needs two like it', () => {
  const twice = printOf(samplePrint({ layers: 3, wells: [1, 2].map(() => ({ well: '-', x: 60, y: 60 })) }));
  const found = compareStrands(twice, print);
  expect(found).toMatchObject({ same: print.strands.count, onlyHere: print.strands.count, onlyThere: 0 });
});

test('the layer table as CSV: one row a layer, sums as in the print', () => {
  const [head, ...rows] = layerCsv(print)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(rows.length).toBe(3);
  const sum = rows.reduce((all, row) => all + Number(row[head.indexOf('length_mm')]), 0);
  expect(sum / print.totals.lengthMm).toBeCloseTo(1, 4);
  expect(layerCsv({ ...print, inks: [{ ...print.inks[0], name: 'a, "b"' }, ...print.inks.slice(1)] })).toContain(
    '"a, ""b""',
  );
});

test.each([
  [10, 200, { pixels: 200, label: '20 mm' }],
  [7, 200, { pixels: 140, label: '20 mm' }],
  [900, 200, { pixels: 180, label: '0.2 mm' }],
  [4000, 200, { pixels: 200, label: '50 µm' }],
])('a scale bar is of a round length (%d px a mm)', (perMm, most, wanted) => {
  const bar = scaleBar(perMm, most)!;
  expect(bar.pixels).toBeCloseTo(wanted.pixels, 6);
  expect(bar.label).toBe(wanted.label);
});
