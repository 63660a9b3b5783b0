import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { findResumePoint, surelyDone } from '../../src/send/journal/resume-point.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { smallPlug } from './small-plug.ts';

const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
const marlin = driverOf('marlin');
const job = readJobLines(smallPlug(), marlin);
const encode = (lines: readonly string[]) => readJobLines(new TextEncoder().encode(lines.join('\n')), marlin);

test('surely executed is what an answered wait proves, with a window behind it', () => {
  for (let count = 0; count <= job.count; count++) {
    const done = surelyDone(job, count, marlin);
    expect(done).toBeLessThanOrEqual(Math.max(0, count - marlin.window.lines));
    const proof = job.text[done - 1];
    const byWait = done > 0 && (marlin.syncs.test(proof) || job.pauses.has(done - 1));
    expect(byWait || done === Math.max(0, count - marlin.lookahead - marlin.window.lines)).toBe(true);
  }
});

test('wherever a print broke, it goes on at the start of a layer or strand, and nothing in between is left out', () => {
  for (let count = 0; count < job.count; count++) {
    for (const by of ['layer', 'strand'] as const) {
      const point = findResumePoint(job, count, by, marlin, profile);
      expect(point.from).toBeLessThanOrEqual(point.done);
      // No strand before the point is unfinished, none that was begun behind it is left out of what is told.
      for (const { to } of job.strands.slice(
        0,
        job.strands.findIndex(({ from }) => from >= point.from),
      )) {
        expect(to).toBeLessThanOrEqual(point.from);
      }
      const begun = job.strands.filter(({ from }) => from >= point.from && from < count).length;
      expect(point.again.length).toBe(begun);
      if (by === 'strand') expect(begun).toBeLessThanOrEqual(2);
      if (point.from > 0) expect(point.prelude.slice(0, 3)).toEqual(['M42 P16 S0', 'M42 P17 S0', 'M42 P4 S0']);
    }
  }
});

test('the prelude brings tool, modes, temperature, place and speed back', () => {
  const lines = ['G90', 'M83', 'M104 T0 S37', 'G1 E46 F1000', 'G1 Z50 F600', 'G0 X5 Y6', 'G1 Z2 F480', 'M400'];
  const strand = [
    ';BIO:layer=0 z=2 height=0.2',
    ';BIO:strand=0 layer=0',
    'M42 P16 S255',
    ...Array.from({ length: 60 }, (_, i) => `G1 X${i + 6} Y6`),
  ];
  const long = encode([...lines, ...strand]);
  const point = findResumePoint(long, 60, 'strand', marlin, profile);
  expect(point.from).toBe(lines.length);
  expect(point.prelude).toEqual([
    'M42 P16 S0',
    'M42 P17 S0',
    'M42 P4 S0',
    'G21',
    'G90',
    'M83',
    'M104 T0 S37',
    'G1 Z50 F600',
    'M400',
    'M400',
    'G1 E46 F1000',
    'M400',
    'G1 X5 Y6 F1800',
    'G1 Z2 F600',
    'G1 F480',
    'M400',
  ]);
});

test('what cannot be rebuilt is refused', () => {
  const shifted = encode(['G1 X5 Y5 Z5 F600', 'G92 X0', ...Array.from({ length: 80 }, (_, i) => `G1 X${i}`)]);
  expect(() => findResumePoint(shifted, 70, 'strand', marlin, profile)).toThrow(
    /place of the needle cannot be rebuilt/,
  );
  expect(() => findResumePoint(shifted, 70, 'strand', marlin, null)).toThrow(/printer profile/);
});
