import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { jumpMark, type Print } from '../../viewer/data/print.ts';
import { xCavate, xCavatePrint } from '../gcode/x-cavate.ts';
import { printOf } from './print-of.ts';

// Files in the manner of other programs, from their descriptions: the viewer must draw what they mean.

const profile = (id: string): Profile => loadProfile(id, join(import.meta.dirname, '../../printers'));

/** What a person would count in the picture. */
function seen(print: Print) {
  let travels = 0;
  let before = false;
  for (let row = 0; row < print.rows; row++) {
    const mark = print.path[4 * (row + 1) + 3];
    const way = [0, 1, 2].reduce((sum, k) => sum + Math.abs(print.path[4 * row + 4 + k] - print.path[4 * row + k]), 0);
    if (mark === jumpMark || way < 1e-6) continue;
    const travel = mark < 0;
    if (travel && !before) travels++;
    before = travel;
  }
  return {
    strands: print.strands.count,
    travels,
    layers: print.layers.map(({ z }) => Number(z.toFixed(3))),
    mm: Number(print.strands.lengthMm.reduce((sum, mm) => sum + mm, 0).toFixed(3)),
  };
}

test('PrusaSlicer', () => {
  const print = printOf(
    [
      'G21',
      'G90',
      'M83',
      ';LAYER_CHANGE',
      ';Z:0.2',
      ';HEIGHT:0.2',
      'G1 Z.2 F7800',
      'G1 X10 Y10 F7800',
      ';TYPE:External perimeter',
      ';WIDTH:0.45',
      'G1 X20 Y10 E.4 F1500',
      'G1 X20 Y20 E.4',
      'G1 X10 Y20 F7800',
      ';TYPE:Solid infill',
      'G1 X10 Y15 E.2 F1500',
      ';LAYER_CHANGE',
      ';Z:0.4',
      ';HEIGHT:0.2',
      'G1 Z.4',
      'G1 X10 Y10 F7800',
      ';TYPE:External perimeter',
      'G1 X20 Y10 E.4 F1500',
    ].join('\n'),
  );
  expect(seen(print)).toEqual({ strands: 3, travels: 3, layers: [0.2, 0.4], mm: 35 });
  expect(Array.from(print.strands.width.subarray(0, 1))[0]).toBeCloseTo(0.45, 5);
  expect(print.own).toBe(false);
});

test('Cura', () => {
  const print = printOf(
    [
      ';FLAVOR:Marlin',
      ';LAYER_COUNT:2',
      'M82',
      'G92 E0',
      ';LAYER:0',
      'G0 F6000 X10 Y10 Z0.3',
      ';TYPE:WALL-OUTER',
      'G1 F1200 X20 Y10 E1',
      'G1 X20 Y20 E2',
      'G0 F6000 X10 Y20',
      ';TYPE:FILL',
      'G1 F1200 X10 Y12 E3',
      ';LAYER:1',
      'G0 F6000 X10 Y10 Z0.6',
      ';TYPE:WALL-OUTER',
      'G1 F1200 X20 Y10 E4',
    ].join('\n'),
  );
  expect(seen(print)).toEqual({ strands: 3, travels: 3, layers: [0.3, 0.6], mm: 38 });
});

test('BIO X6: Z on the tool line, E as a flag', () => {
  const print = printOf(
    [
      '; BEGIN_HEADER',
      '; PRINTER_NAME: biox6',
      '; END_HEADER',
      'T0 Z0.41',
      'G1 X-5 Y-5',
      'G1 X5 Y-5 E1 F1200',
      'G1 X5 Y5 E1',
      'G1 X-5 Y5',
      'G1 X-5 Y0 E1',
      'G1 Z0.82',
      'G1 X-5 Y-5',
      'G1 X5 Y-5 E1',
    ].join('\n'),
    profile('cellink-biox6'),
  );
  expect(seen(print)).toEqual({ strands: 3, travels: 3, layers: [0.41, 0.82], mm: 35 });
});

test('Allevi: M42 opens the valves', () => {
  const print = printOf(
    [
      'G21',
      'G90',
      'G1 E46 F1000',
      'G1 Z0.3 F600',
      'G1 X0 Y0 F1800',
      'M400',
      'M42 P16 S255',
      'M400',
      'G1 X10 Y0 F480',
      'M400',
      'M42 P16 S0',
      'M400',
      'G1 X0 Y5 F1800',
      'M42 P16 S255',
      'G1 X10 Y5 F480',
      'M42 P16 S0',
    ].join('\n'),
    profile('allevi-biobot1'),
  );
  const { strands, layers, mm } = seen(print);
  expect({ strands, layers, mm }).toEqual({ strands: 2, layers: [0.3], mm: 20 });
});

test('Rokit: M301 and M330 rule the shot, C is the height', () => {
  const print = printOf(
    [
      'D1',
      'G0 A0.00 F600',
      'G55 G0 X0.0 Y0.0',
      'G0 C0.3 F420',
      'M301',
      'G1 X10 Y0 F600',
      'G1 X10 Y10',
      'M330',
      'G0 X0 Y10',
      'M301',
      'G1 X0 Y0',
      'M330',
    ].join('\n'),
    profile('rokit-invivo4d6'),
  );
  const { strands, layers, mm } = seen(print);
  expect({ strands, layers, mm }).toEqual({ strands: 2, layers: [0.3], mm: 30 });
});

test('LinuxCNC: arcs become chords within a hundredth of their length', () => {
  const print = printOf(
    ['%', 'G21 G90 G17', 'G0 Z0.2', 'G0 X10 Y0', 'M8', 'G3 X-10 Y0 I-10 J0 F300', 'M9', 'G0 X0 Y0', '%'].join('\n'),
    profile('grbl-pneumatic'),
  );
  const { strands, mm } = seen(print);
  expect(strands).toBe(1);
  expect(Math.abs(mm - 10 * Math.PI)).toBeLessThan(0.3);
  expect(print.rows).toBeGreaterThan(8);
});

test('X-CAVATE: A and B are heights, once the printer is chosen', () => {
  const blind = printOf(xCavatePrint);
  expect(blind.strands.count).toBe(0);
  expect(blind.remarks.map(({ what }) => what).join(' ')).toMatch(/printer|extru/i);
  const print = printOf(xCavatePrint, xCavate());
  const { strands, layers, mm } = seen(print);
  expect({ strands, layers, mm }).toEqual({ strands: 2, layers: [0.2], mm: 20 });
  // The second head is drawn where its needle is.
  expect(print.bounds.max[0]).toBeCloseTo(20, 3);
});
