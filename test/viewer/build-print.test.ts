import { describe, expect, test } from 'vitest';
import { colourPrint, lutBytes, unknownColour } from '../../viewer/colour/colouring.ts';
import { modeById, modes, whyEmpty } from '../../viewer/colour/modes.ts';
import { pointOf, strandOf, textureSize, widthAt } from '../../viewer/data/print.ts';
import { headAtTime, timeAtHead } from '../../viewer/data/timeline.ts';
import { printOf } from './print-of.ts';
import { samplePrint } from './sample-plans.ts';

const wells = [
  { well: 'A1', x: 20, y: 60 },
  { well: 'A2', x: 40, y: 60 },
];
const print = printOf(samplePrint({ layers: 4, wells, vessel: 'corning-24', cureEvery: 2 }));

describe('a print from a file of ours', () => {
  test('has its layers once, whatever the number of wells', () => {
    expect(print.layers.map(({ z }) => Number(z.toFixed(3)))).toEqual([0.3, 0.6, 0.9, 1.2]);
    expect(print.own).toBe(true);
  });
  test('names inks, roles, tools and wells', () => {
    expect(print.inks.map(({ name, detail }) => [name, detail])).toEqual([
      ['cartilage', 'alginate-i1g-4'],
      ['bone', 'pronova-bone'],
    ]);
    expect(print.roles.map(({ name }) => name)).toEqual(['contour', 'lattice']);
    expect(print.tools.map(({ name, innerMm }) => [name, innerMm])).toEqual([
      ['T0', 0.41],
      ['T1', 0.41],
    ]);
    expect(print.wells.map(({ well }) => well)).toEqual(['A1', 'A2']);
  });
  test('every inked row carries its strand in the path texture', () => {
    let inked = 0;
    for (let row = 0; row < print.rows; row++) {
      const strand = strandOf(print, row);
      if (strand < 0) continue;
      const [from, to] = [pointOf(print, row, 0), pointOf(print, row, 1)];
      inked += Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
      expect(row).toBeGreaterThanOrEqual(print.strands.firstRow[strand]);
      expect(row).toBeLessThan(print.strands.endRow[strand]);
    }
    expect(inked).toBeCloseTo(print.totals.lengthMm, 2);
    expect(print.layers.reduce((sum, { lengthMm }) => sum + lengthMm, 0)).toBeCloseTo(print.totals.lengthMm, 1);
    expect(print.path.length).toBe(4 * print.pathWidth * print.pathHeight);
  });
  test('texels behind the last row look like no ink', () => {
    for (let texel = print.rows + 1; texel < print.pathWidth * print.pathHeight; texel++) {
      expect(print.path[4 * texel + 3]).toBe(-1);
    }
  });
  test('runs cover every row once, in order', () => {
    let row = 0;
    for (let r = 0; r < print.runs.length; r += 3) {
      expect(print.runs[r + 1]).toBe(row);
      row = print.runs[r + 2];
      expect(print.layer[row - 1]).toBe(print.runs[r]);
    }
    expect(row).toBe(print.rows);
  });
  test('dose sums the cures of the same well after the strand', () => {
    // Two cures of 200 mJ/cm² in each well, after layers 1 and 3.
    const { strands } = print;
    for (let s = 0; s < strands.count; s++) expect(strands.dose[s]).toBe(strands.layer[s] < 2 ? 400 : 200);
  });
  test('time counts moves at their speed and the waits', () => {
    const text = 'G90\nM83\nG1 X10 Y0 Z0.2 F600\nG4 S5\nG1 X20 E1 F300\n';
    const small = printOf(text);
    // 10.002 mm at 10 mm/s, 5 s, 10 mm at 5 mm/s, and v/a at 500 mm/s² for each from rest to rest.
    const first = 1.0002 + 10 / 500;
    expect(small.time[0]).toBeCloseTo(first, 3);
    expect(small.time[1]).toBeCloseTo(first + 5 + 2 + 5 / 500, 3);
    expect(headAtTime(small, first / 2)).toBeCloseTo(0.5, 3);
    expect(timeAtHead(small, 0.5)).toBeCloseTo(first / 2, 3);
    expect(headAtTime(small, 100)).toBe(2);
  });
});

describe('colouring', () => {
  test('every mode colours a file that tells everything, and says why where it does not', () => {
    for (const mode of modes) {
      const reason = whyEmpty(mode, print);
      expect(reason === null, mode.id).toBe(!['temperature', 'condition', 'laid-width', 'deposit'].includes(mode.id));
    }
    const foreign = printOf('G90\nM83\nG1 X10 Z0.2 F600\nG1 X20 E1\n');
    expect(whyEmpty(modeById('shear'), foreign)).toBe('The file has no such data.');
    expect(whyEmpty(modeById('speed'), foreign)).toBeNull();
  });
  test('shares of the legend add up, and lengths to the whole', () => {
    for (const mode of modes.filter((m) => whyEmpty(m, print) === null)) {
      const { entries } = colourPrint(print, mode, 'dark', null);
      expect(
        entries.reduce((sum, { share }) => sum + share, 0),
        mode.id,
      ).toBeCloseTo(1, 6);
      expect(
        entries.reduce((sum, { lengthMm }) => sum + lengthMm, 0),
        mode.id,
      ).toBeCloseTo(print.totals.lengthMm, 1);
    }
  });
  test('the ends of the ramp are the least and the greatest value', () => {
    const { low, high, scalar } = colourPrint(print, modeById('shear'), 'dark', null);
    const shear = print.strands.shear;
    expect([low, high]).toEqual([Math.min(...shear), Math.max(...shear)]);
    const numbers = Array.from(scalar.subarray(0, print.rows));
    expect(Math.max(...numbers)).toBe(253);
  });
  test('what is not told is grey, never the low end', () => {
    const mixed = printOf(samplePrint({ layers: 1 }).replace(/ viability=\S+/, ''));
    const { scalar, entries } = colourPrint(mixed, modeById('viability'), 'dark', null);
    expect(scalar[mixed.strands.firstRow[0]]).toBe(unknownColour);
    expect(entries.at(-1)!.label).toBe('no data');
  });
  test('the table hides entries and fades what is not hovered', () => {
    const colouring = colourPrint(print, modeById('shear'), 'dark', null);
    const [first, second] = colouring.entries;
    const bytes = lutBytes(colouring, new Set([first.from]), second);
    expect(bytes[4 * first.from + 3]).toBe(0);
    expect(bytes[4 * second.from + 3]).toBe(255);
    expect(bytes[4 * unknownColour + 3]).toBe(128);
  });
});

test('textures keep within 8192 lines up to the limit of 20 million moves', () => {
  for (const texels of [1, 2049, 7_999_999, 8_000_001, 20_000_001]) {
    const { width, height } = textureSize(texels);
    expect(width * height).toBeGreaterThanOrEqual(texels);
    expect(height).toBeLessThanOrEqual(8192);
  }
});

test('too many moves: no rows, but the numbers', () => {
  const large = printOf(samplePrint({ layers: 4 }), null, 20);
  expect(large.tooLarge).toBe(true);
  expect(large.rows).toBe(0);
  expect(large.motions).toBeGreaterThan(20);
  expect(large.totals.lengthMm).toBeGreaterThan(100);
  expect(large.remarks[0].what).toContain('more than can be drawn');
});

describe('a strand whose width varies', () => {
  const varying = printOf(
    [
      ';BIO:plan=1 name=x printer=marlin-syringe',
      'G21',
      'G90',
      'M83',
      'G0 X0 Y0 Z0.2 F2400',
      ';WIDTH:0.4',
      ';BIO:strand=0 ink=a part=p role=contour layer=0 well=- tool=T0 width=0.4 height=0.2 area=0.08 speed=5 flow=0.4 volume=0.8',
      'G1 X10 E0.01 F300',
      ';BIO:end',
      'G0 Y1',
      ';BIO:strand=1 ink=a part=p role=contour layer=0 well=- tool=T0 width=0.6 thinnest=0.3 height=0.2 area=0.12 speed=5 flow=0.6 volume=0.9',
      ';WIDTH:0.3',
      'G1 X8 E0.001 F300',
      ';WIDTH:0.45',
      'G1 X6 E0.002',
      'G1 X4 E0.002',
      ';WIDTH:0.6',
      'G1 X0 E0.003',
      ';BIO:end',
      'G0 Y2',
    ].join('\n'),
  );
  const rowsOf = (strand: number) =>
    Array.from({ length: varying.rows }, (_, row) => row).filter((row) => strandOf(varying, row) === strand);
  test('has its own width in each row, and a strand of one width has that everywhere', () => {
    expect(rowsOf(0).map((row) => widthAt(varying, 0, row))).toEqual([expect.closeTo(0.4, 6)]);
    const shares = rowsOf(1).map((row) => widthAt(varying, 1, row));
    expect(shares).toHaveLength(4);
    [0.3, 0.45, 0.45, 0.6].forEach((mm, i) => {
      expect(Math.abs(shares[i] - mm)).toBeLessThanOrEqual(0.6 / 510 + 1e-6);
    });
    expect(varying.widthOfRow).toHaveLength(varying.pathWidth * varying.pathHeight);
    expect([varying.strands.thinnest[0], varying.strands.thinnest[1]]).toEqual([
      expect.closeTo(0.4, 6),
      expect.closeTo(0.3, 6),
    ]);
    // Prints without any such strand hold no column for it.
    expect(print.widthOfRow).toHaveLength(0);
  });
});
