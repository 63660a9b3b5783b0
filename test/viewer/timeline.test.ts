import { expect, test } from 'vitest';
import { headAtTime, rowAfterLine, timeAtHead, wayDone } from '../../viewer/data/timeline.ts';
import { printOf } from './print-of.ts';

// 1 s, then 5 s of waiting and 2 s of moving, then 1 s, then 3 s of waiting after the last move; and 45 ms in all to
// reach 10 mm/s at 500 mm/s² and to turn a right angle with a jerk of 5 mm/s.
const ramps = 0.045;
const print = printOf('G90\nM83\nG1 X10 E1 F600\nG4 S5\nG1 Y20 E2\nG1 X0 E1\nG4 P3000\n');

test('seconds and rows are one way of counting in two units', () => {
  expect(print.rows).toBe(3);
  for (const seconds of [0, 0.25, 1, 3, 6, 7.5, 8.5]) {
    expect(timeAtHead(print, headAtTime(print, seconds))).toBeCloseTo(seconds, 5);
  }
  expect(headAtTime(print, 100)).toBe(3);
  expect(timeAtHead(print, 3)).toBeCloseTo(12 + ramps, 4);
});

test('the needle stands still while it waits, and then goes at its own speed', () => {
  const done = (seconds: number) => wayDone(print, headAtTime(print, seconds));
  expect(done(0.51)).toBeCloseTo(0.5, 5);
  for (const waiting of [1.021, 3, 6.019]) expect(done(waiting), String(waiting)).toBe(0);
  expect(done(7.03)).toBeCloseTo(0.5, 2);
  expect(done(8.54)).toBeCloseTo(0.5, 2);
  expect(wayDone(print, 2)).toBe(1);
  expect(wayDone(print, print.rows)).toBe(1);
});

test('a wait after the last move belongs to the time of the print', () => {
  expect(print.totals.timeS).toBeCloseTo(12 + ramps, 4);
});

test('a line leads to the rows written up to it', () => {
  expect([1, 3, 4, 5, 6].map((line) => rowAfterLine(print, line))).toEqual([0, 1, 1, 2, 3]);
});
