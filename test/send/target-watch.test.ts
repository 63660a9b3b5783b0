import { describe, expect, test } from 'vitest';
import { createTargetWatch } from '../../src/send/target-watch.ts';

// What each firmware is asked for, by its own commands, against the target that it reports.

/** What is said when the printer reports this target, long after the commands. */
function missed(commands: readonly string[], of: string, target: number, byTool = false): string | null {
  const watch = createTargetWatch(byTool);
  for (const command of commands) watch.taken(command, 0);
  return watch.judge([{ of, celsius: 21, target }], 60_000)?.text ?? null;
}

describe('a target that is not taken', () => {
  test.each([
    ['M104 S37', 'T0', false],
    ['M104 T1 S37', 'T1', false],
    ['M190 R37', 'B', false],
    ['SET_HEATER_TEMPERATURE HEATER=extruder TARGET=37', 'T0', false],
    ['SET_HEATER_TEMPERATURE HEATER=extruder1 TARGET=37', 'T1', false],
    ['SET_HEATER_TEMPERATURE TARGET=37 HEATER=heater_bed', 'B', false],
    ['set_heater_temperature heater=extruder target=37', 'T0', false],
    ['M568 P0 S37 R37 A2', 'T0', true],
    ['T0\nG10 P0 S37 R4', 'T0', true],
    ['G10 P0 S37 R4\nT0', 'T0', true],
    ['T0\nG10 S37', 'T0', true],
  ])('is reported: %s', (commands, of, byTool) => {
    const command = commands.split('\n');
    expect(missed(command, of, 0, byTool)).toBe(`${of} was set to 37 C and the printer aims at 0 C`);
    expect(missed(command, of, 37, byTool)).toBeNull();
  });

  test.each([
    ['SET_HEATER_TEMPERATURE HEATER=chamber TARGET=37', false],
    ['SET_HEATER_TEMPERATURE HEATER=extruder_stepper TARGET=37', false],
    ['G10 S1', false],
    ['G10 L2 P1 X5', true],
    ['G10 P0 R4', true],
    ['M568 P0 S37 R4 A1', true],
    ['G10 P0 S37 R4', true],
  ])(
    'is none of a heater that reports do not show, of a tool that is not selected, or of another command: %s',
    (command, byTool) => {
      expect(missed([command], 'T0', 0, byTool)).toBeNull();
    },
  );

  test('of a heater that the file switches off is none', () => {
    const heat = 'SET_HEATER_TEMPERATURE HEATER=extruder TARGET=37';
    expect(missed([heat, 'SET_HEATER_TEMPERATURE HEATER=extruder'], 'T0', 0)).toBeNull();
    expect(missed([heat, 'TURN_OFF_HEATERS'], 'T0', 0)).toBeNull();
    expect(missed(['M568 P0 S37 A2', 'M568 P0 S0 R0 A0'], 'T0', 0, true)).toBeNull();
  });
});
