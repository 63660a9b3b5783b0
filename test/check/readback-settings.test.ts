import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import { dialectOf } from '../../src/firmware/dialects.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Step } from '../../src/program/step.ts';
import { buildProgram, writtenBytes } from '../gcode/synthetic-program.ts';

const profiles = listProfiles(join(import.meta.dirname, '../../printers'));

/** Every tool and the bed at a temperature and a pressure of its own, then one of each changed on the way. */
function settingsOf({ tools }: Profile): Step[] {
  return [
    ...tools.flatMap(({ id }, row): Step[] => [
      { kind: 'temperature', target: { of: 'tool', tool: id }, celsius: 30.5 + row, wait: row === 0 },
      { kind: 'pressure', tool: id, kPa: 61.2 + 10 * row },
    ]),
    { kind: 'temperature', target: { of: 'bed' }, celsius: 22, wait: true },
  ];
}

const strands = [
  { tool: 0, points: [0, 0, 10e6, 0], start: { preflow: 0.2 } },
  { tool: 1, points: [0, 1e6, 10e6, 1e6], start: { preflow: 0.2 } },
];
const after: Step[] = [{ kind: 'temperature', target: { of: 'bed' }, celsius: 27, wait: false }];

describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  const program = buildProgram(profile, { strands, before: settingsOf(profile), after });
  const bytes = writtenBytes(writeGcode(program, profile));
  const lines = new TextDecoder().decode(bytes).split('\n');
  const refusedWithout = (at: number, line?: string): boolean => {
    const changed = line === undefined ? lines.toSpliced(at, 1) : lines.with(at, line);
    return readback(program, profile, new TextEncoder().encode(changed.join('\n'))).length > 0;
  };

  test('the settings it writes are those planned', () => {
    expect(readback(program, profile, bytes)).toEqual([]);
    const { temperature, waitsForTemperature } = dialectOf(profile.dialect);
    const [first] = profile.tools;
    const stated = temperature({ profile, of: first, celsius: 30.5, wait: true, targets: new Map([[first.id, 30.5]]) });
    const { events } = readGcode(bytes, profile);
    const heats = events.filter(
      (event) => event.kind === 'temperature' && event.of === 'tool' && event.celsius === 30.5,
    );
    expect(heats.length > 0).toBe(stated.length > 0);
    expect(heats.some((event) => event.kind === 'temperature' && event.wait)).toBe(
      stated.length > 0 && waitsForTemperature,
    );
  });

  test('a temperature or pressure left out or changed is refused', () => {
    const passed: string[] = [];
    const sets = /^(M1[0149][0-9]|M116|M568|M771|M80[01]|M773|M750 T|M306|M308|SET_HEATER|TEMPERATURE_WAIT)/;
    const silent = new Set(profile.start);
    const switchesOff = /S0\b|TARGET=0\b|P0$|M800/;
    lines.forEach((line, at) => {
      if (!sets.test(line) || silent.has(line)) return;
      const last = lines.lastIndexOf(';BIO:end');
      // Several lines may say the same: M773 and M750 the pressure, each of Rokit's lists all before it.
      const repeats = readGcode(new TextEncoder().encode(lines.toSpliced(at, 1).join('\n')), profile);
      const same =
        stateOf(repeats, !line.startsWith('M308')) === stateOf(readGcode(bytes, profile), !line.startsWith('M308'));
      if (!same && !refusedWithout(at)) passed.push(`without ${line}`);
      if (at > last && switchesOff.test(line)) return;
      const changed = line.replace(
        /(\d)(\.\d)?(?=[^\d.]*$)/,
        (_all, digit, rest = '') => `${(Number(digit) + 4) % 10}${rest}`,
      );
      if (!refusedWithout(at, changed)) passed.push(`${line} -> ${changed}`);
    });
    expect(passed).toEqual([]);
  });
});

/** Temperatures (and whether they were waited for) and pressures in force at each strand and at the end. */
function stateOf({ events, strands: { count, firstMotion } }: ReturnType<typeof readGcode>, waits: boolean): string {
  const state: Record<string, unknown> = {};
  const states: unknown[] = [];
  const now = () => Object.entries(state).sort();
  for (const event of [...events, { kind: 'end', motion: Infinity } as const]) {
    while (states.length < count && firstMotion[states.length] < event.motion) states.push(now());
    if (event.kind === 'pressure') state[`p${event.tool}`] = event.kPa;
    if (event.kind === 'temperature') state[`${event.of}${event.tool}`] = [event.celsius, waits && event.wait];
  }
  return JSON.stringify([...states, now()]);
}
