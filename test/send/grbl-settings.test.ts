import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { grbl } from '../../src/firmware/grbl/driver.ts';
import { settingsOffPlan } from '../../src/firmware/grbl/settings.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { createHandshake } from '../../src/send/handshake.ts';

const profile = loadProfile('grbl-pneumatic', resolve(import.meta.dirname, '../../printers'));

/** A handshake with a machine that tells these lines when it is asked `$$`. */
function shake(settings: readonly string[]): ReturnType<typeof createHandshake> {
  const asked: string[] = [];
  const handshake = createHandshake(grbl, (text) => asked.push(text.trim().replace(/^\?/, '')));
  const hear = (lines: readonly string[]) => {
    for (const line of lines) handshake.received(line, grbl.classify(line), 0);
  };
  handshake.begin(false, 0);
  hear(['[VER:1.1h.20190825:]', 'ok']);
  expect(asked.at(-1)).toBe('$$');
  hear(settings);
  hear(['[GC:G1 G54 G17 G21 G90 G94 M5 M9 T0 F0 S0]', 'ok']);
  expect(handshake.done).toBe(true);
  return handshake;
}

const machine = (more: Record<number, string> = {}) => [
  ...Object.entries({
    11: '0.010',
    110: '4800.000',
    111: '6000.000',
    112: '600.000',
    120: '200.000',
    121: '200.000',
    ...more,
  }).map(([number, value]) => `$${number}=${value}`),
  'ok',
];

test('a machine set as planned, or faster, is told nothing', () => {
  expect(settingsOffPlan(shake(machine()).settings, profile.motion)).toEqual([]);
});

test('other accelerations, corners and slower axes are told with both numbers', () => {
  const { settings } = shake(machine({ 11: '0.050', 110: '1200.000', 120: '500.000' }));
  expect(settingsOffPlan(settings, profile.motion)).toEqual([
    '$11 is 0.05, planned with 0.01 mm',
    '$110 is 1200, planned with 4800 mm/min',
    '$120 is 500, planned with 200 mm/s²',
  ]);
});

test('a machine that moves or holds tells no settings, and its state is asked all the same', () => {
  expect([...shake(['error:8']).settings]).toEqual([]);
});
