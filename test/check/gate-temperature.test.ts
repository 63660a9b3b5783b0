import { expect, test } from 'vitest';
import { gateTemperature } from '../../src/check/gates/gate-temperature.ts';
import type { Ink } from '../../src/ink/ink.ts';
import { planProgram } from '../../src/program/plan-program.ts';
import type { Step } from '../../src/program/step.ts';
import { construct, inputOf, jobOf, makeInk, makeProfile, strand, tool } from '../program/plan-fixture.ts';

const cells = { line: 'UE7T-13', density: 3e6 };

interface Case {
  readonly inks?: Record<string, Ink>;
  readonly settings?: Record<string, unknown>;
  readonly job?: Record<string, unknown>;
  readonly tools?: Record<string, unknown>[];
  readonly bed?: [number, number] | null;
  readonly dialect?: string;
  readonly edit?: (steps: readonly Step[]) => Step[];
}

function judge(given: Case) {
  const inks = given.inks ?? { a: makeInk('a') };
  const keys = Object.keys(inks);
  const tools = given.tools ?? keys.map((_, i) => tool(`T${i}`, { temperature: [4, 60], cools: true }));
  const bedTemperature = given.bed === undefined ? [4, 60] : given.bed;
  const profile = makeProfile({ tools, bedTemperature, dialect: given.dialect ?? 'marlin' });
  const strands = keys.map((ink, i) =>
    strand(
      [
        [0, i],
        [3, i],
      ],
      { ink },
    ),
  );
  const input = inputOf(construct([strands]), { job: jobOf(keys, given.job, given.settings), profile, inks });
  const program = planProgram(input);
  return gateTemperature({ ...program, steps: given.edit?.(program.steps) ?? program.steps }, profile, input.tools);
}

const codes = (given: Case) => judge(given).map(({ code, severity }) => `${severity} ${code}`);

test('an ink inside its window on a tool that holds it passes, with cells and a bed too', () => {
  expect(judge({ settings: { temperature: 25, cells }, job: { bedTemperature: 20 } })).toEqual([]);
  expect(judge({})).toEqual([]);
});

test('a temperature outside the window of the ink is refused with both', () => {
  const [first, ...more] = judge({ settings: { temperature: 45 } });
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    code: 'ink-outside-window',
    severity: 'refuse',
    where: { ink: 'a', tool: 'T0' },
    numbers: { celsius: 45, lowC: 15, highC: 37 },
  });
  expect(first.what).toContain('45 °C; its window is 15 to 37 °C');
});

test('a melt below its window is cold extrusion, also where nothing heats it', () => {
  const melt = makeInk('a', { kind: 'thermoplastic', temperature: [80, 120], cellsAllowed: false });
  const hot = [tool('T0', { kind: 'thermoplastic', temperature: [20, 200] })];
  expect(codes({ inks: { a: melt }, tools: hot, settings: { temperature: 60 } })).toEqual(['refuse cold-extrusion']);
  expect(codes({ inks: { a: melt }, tools: hot, settings: { temperature: 100 } })).toEqual([]);
  expect(codes({ inks: { a: melt }, tools: [tool('T0')] })).toEqual(['refuse cold-extrusion']);
});

test('the reach of the tool, and whether it heats or cools', () => {
  const settings = { temperature: 16 };
  const at = (more: Record<string, unknown>) => codes({ settings, tools: [tool('T0', more)] });
  expect(at({ temperature: [20, 60], cools: true })).toEqual(['refuse tool-out-of-range']);
  expect(at({ temperature: [4, 60], cools: false })).toEqual(['refuse tool-cannot-cool']);
  expect(at({ temperature: [4, 60], cools: true })).toEqual([]);
  const warm = { temperature: [4, 60], cools: true, heats: false };
  expect(codes({ settings: { temperature: 35 }, tools: [tool('T0', warm)] })).toEqual(['refuse tool-cannot-heat']);
});

test('an ink that needs cold in a tool without control is a warning', () => {
  expect(codes({ inks: { a: makeInk('a', { temperature: [4, 10] }) }, tools: [tool('T0')] })).toEqual([
    'warn ink-not-controlled',
  ]);
});

test('cells: never in a melt, never above 40 °C, in the cartridge or on the bed', () => {
  const warm = makeInk('a', { temperature: [15, 60] });
  expect(codes({ inks: { a: warm }, settings: { cells, temperature: 45 } })).toEqual(['refuse cells-outside-window']);
  const wash = makeInk('a', { cellsAllowed: false });
  expect(codes({ inks: { a: wash }, settings: { cells } })).toEqual(['refuse ink-not-for-cells']);
  const bed = judge({ settings: { cells }, job: { bedTemperature: 50 } });
  expect(bed).toHaveLength(1);
  expect(bed[0]).toMatchObject({ code: 'bed-outside-cell-window', numbers: { celsius: 50, highC: 40 } });
});

test('the bed: its own reach and the window of each ink', () => {
  expect(codes({ job: { bedTemperature: 70 } })).toEqual(['refuse bed-out-of-range']);
  const cool = makeInk('a', { bedTemperature: [4, 15] });
  expect(codes({ inks: { a: cool }, job: { bedTemperature: 20 } })).toEqual(['refuse bed-outside-ink-window']);
  expect(codes({ inks: { a: cool }, job: { bedTemperature: 10 } })).toEqual([]);
});

test('a melt beside cells is told', () => {
  const inks = {
    a: makeInk('a'),
    b: makeInk('b', { temperature: [60, 120], recommended: 90 }),
  };
  const tools = [tool('T0', { temperature: [4, 60] }), tool('T1', { temperature: [20, 120] })];
  const job = {
    inks: {
      a: { ink: 'a', nozzle: { gauge: 22 }, cells },
      b: { ink: 'b', nozzle: { gauge: 22 } },
    },
  };
  const [first, ...more] = judge({ inks, tools, job });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ code: 'melt-beside-cells', severity: 'warn', where: { ink: 'b', tool: 'T1' } });
  expect(first.numbers!['celsius']).toBe(90);
});

test('ink that flows before its temperature is reached is refused', () => {
  const edit = (steps: readonly Step[]) => steps.filter((step) => step.kind !== 'temperature' || !step.wait);
  expect(codes({ settings: { temperature: 30 }, edit })).toEqual(['refuse flow-before-temperature']);
});

test('a heater of a tool without ink, and one beyond the limit of its ink, are refused', () => {
  const heat =
    (id: string, celsius: number) =>
    (steps: readonly Step[]): Step[] => [
      { kind: 'temperature', target: { of: 'tool', tool: id }, celsius, wait: false },
      ...steps,
    ];
  expect(codes({ edit: heat('T7', 50) })).toEqual(['refuse heater-without-ink']);
  expect(codes({ edit: heat('T0', 50), settings: { temperature: 30, cells } })).toEqual([
    'refuse ink-outside-window',
    'refuse cells-outside-window',
  ]);
});

test('where no command waits for a temperature the print pauses before ink flows, and both sides are told', () => {
  const given = { settings: { temperature: 30 }, job: { bedTemperature: 20 }, dialect: 'cellink-biox' };
  const [waits, stays, ...more] = judge(given);
  expect(more).toEqual([]);
  expect(waits).toMatchObject({ code: 'temperature-not-awaited', severity: 'warn', numbers: { pauses: 2 } });
  expect(waits.what).toContain('until the operator has seen bed 20 °C, T0 30 °C');
  expect(stays).toMatchObject({ code: 'heater-stays-on', severity: 'warn' });
  expect(stays.what).toContain('of T0 on Bench printer');
  const edit = (steps: readonly Step[]) => steps.filter(({ kind }) => kind !== 'pause');
  expect(codes({ ...given, edit })).toContain('refuse flow-before-temperature');
});

test('a tool that only heats may wait for ever for the temperature of a room: told', () => {
  const tools = [tool('T0', { temperature: [20, 60] })];
  expect(codes({ tools, settings: { temperature: 24 } })).toEqual(['note wait-depends-on-room']);
  expect(codes({ tools, settings: { temperature: 30 } })).toEqual([]);
});
