import { expect, test } from 'vitest';
import { createRrf } from '../../src/firmware/rrf/virtual.ts';
import { createTemperatureWatch, type Drift, type TemperatureWindows } from '../../src/send/watch/temperature-watch.ts';
import { simulate } from './simulate.ts';

type Reading = readonly [seconds: number, celsius: number, target?: number | null];

/** What the watch tells of a heater, one reading after the other. */
function reported(readings: readonly Reading[], windows?: TemperatureWindows, of = 'T0'): [number, Drift['how']][] {
  const watch = createTemperatureWatch(windows);
  return readings.flatMap(([seconds, celsius, target = 37]) =>
    watch.judge([{ of, celsius, target }], seconds * 1000).map(({ how }): [number, Drift['how']] => [seconds, how]),
  );
}

const steady = (celsius: number, from: number, to: number): Reading[] =>
  Array.from({ length: (to - from) / 2 + 1 }, (_, i) => [from + 2 * i, celsius]);

test('a heater on its way up is not judged before it has reached its target', () => {
  expect(reported(steady(21, 0, 300))).toEqual([]);
  expect(reported([...steady(21, 0, 60), ...steady(37, 62, 82), ...steady(35, 84, 100)])).toEqual([[94, 'off']]);
});

test('the swing of a heater, and a garbled reading or two, are no drift', () => {
  expect(reported([...steady(37, -20, 10), ...steady(38.4, 12, 200), ...steady(35.6, 202, 400)])).toEqual([]);
  expect(reported([...steady(37, -20, 10), [12, 7], [30, 7], [32, 37]])).toEqual([]);
});

test('off after 10 s, far after 20 s, each once, and back', () => {
  const readings = [...steady(37, -20, 10), ...steady(33.9, 12, 60), ...steady(36.5, 62, 70), ...steady(40.1, 72, 92)];
  expect(reported(readings)).toEqual([
    [22, 'off'],
    [32, 'far'],
    [62, 'back'],
    [82, 'off'],
    [92, 'far'],
  ]);
});

test('the limit of the ink counts where it is known and holds the target', () => {
  const windows: TemperatureWindows = new Map([['T0', [30, 40]]]);
  const cold = [...steady(37, -20, 10), ...steady(31, 12, 60)];
  expect(reported(cold, windows)).toEqual([[22, 'off']]);
  expect(reported([...cold, ...steady(29.9, 62, 90)], windows).at(-1)).toEqual([82, 'far']);
  expect(reported([...steady(37, -20, 10), ...steady(33.9, 12, 60)], new Map([['T0', [4, 20]]])).at(-1)).toEqual([
    32,
    'far',
  ]);
  // A window as narrow as its target does not make every swing far.
  expect(reported([...steady(37, -20, 10), ...steady(38.2, 12, 90)], new Map([['T0', [37, 37]]]))).toEqual([]);
  expect(reported(cold, windows, 'T')).toEqual([[22, 'off']]);
});

test('a new target is reached anew; none, or one that is off, is not watched', () => {
  const readings: Reading[] = [...steady(37, -20, 10), ...steady(37, 12, 60).map(([s, c]): Reading => [s, c, 20])];
  expect(reported(readings)).toEqual([]);
  expect(reported([...steady(37, -20, 10), ...steady(21, 12, 60).map(([s, c]): Reading => [s, c, 0])])).toEqual([]);
  expect(reported([...steady(37, -20, 10), ...steady(21, 12, 60).map(([s, c]): Reading => [s, c, null])])).toEqual([]);
});

test('the bare T that repeats the active tool is left out', () => {
  const watch = createTemperatureWatch();
  const seen: string[] = [];
  for (let s = -20; s < 80; s += 2) {
    const celsius = s < 10 ? 37 : 30;
    const both = [
      { of: 'T', celsius, target: 37 },
      { of: 'T0', celsius, target: 37 },
      { of: 'T1', celsius: 37, target: 37 },
    ];
    seen.push(...watch.judge(both, s * 1000).map(({ of, how }) => `${of} ${how}`));
  }
  expect(seen).toEqual(['T0 off', 'T0 far']);
});

const moves = Array.from({ length: 900 }, (_, i) => `G1 X${i % 40} Y${i % 7} F600`);

test('a heater that comes loose pauses the print, and going on is left to the operator', () => {
  for (const firmware of [undefined, createRrf({ prepared: true })]) {
    const lines = ['M109 S37', ...moves];
    const sim = simulate({ lines, firmware, faults: ['drift@200:100'], hands: false, speedUp: 1 });
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.sender.state).toMatchObject({
      kind: 'paused',
      why: 'doubt',
      text: 'T has drifted to 32.0 °C, its target is 37 °C, too far for the ink',
    });
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    const reported = sim.events.flatMap(({ event }) => (event.kind === 'drift' ? [event.how] : []));
    expect(reported).toEqual(['off', 'far', 'back']);
    const pauses = sim.events.filter(({ event }) => event.kind === 'state' && event.state.kind === 'paused');
    expect(pauses.length).toBe(1);
  }
});

test('a drift of a few seconds changes nothing', () => {
  const sim = simulate({ lines: ['M109 S37', ...moves], faults: ['drift@200:8'], hands: false, speedUp: 1 });
  sim.run();
  expect(sim.sender.state).toEqual({ kind: 'done' });
  expect(sim.events.some(({ event }) => event.kind === 'drift')).toBe(false);
});
