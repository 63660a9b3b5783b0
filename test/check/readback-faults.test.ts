import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import { type Dialect, none } from '../../src/firmware/dialect.ts';
import { type DialectId, dialectIds, dialectOf, dialects } from '../../src/firmware/dialects.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step.ts';
import { buildProgram, writtenBytes } from '../gcode/synthetic-program.ts';

// A fault in what a dialect writes: the proof must see it, though it reads the same dialect's other facts.

const all = listProfiles(join(import.meta.dirname, '../../printers'));
/** One machine for each dialect. */
const profiles = dialectIds.flatMap((id) => all.find(({ dialect }) => dialect === id) ?? []);

const plant = (id: DialectId, fault: Partial<Dialect>): Dialect => {
  const whole = { ...dialectOf(id) };
  Object.assign(dialects[id], fault);
  return whole;
};
let restored: (() => void) | null = null;
afterEach(() => restored?.());

/** A print that waits, heats, pauses, opens valves and gives light: whatever its machine can. */
function programOf(profile: Profile): Program {
  const [lamp] = profile.lamps;
  const [{ id: tool }] = profile.tools;
  const light: Step[] =
    lamp === undefined
      ? []
      : [
          {
            kind: 'cure',
            layer: 0,
            well: '-',
            wavelength: lamp.wavelengths[0],
            irradiance: null,
            intensity: 80,
            seconds: 5,
            lamp: lamp.id,
          },
        ];
  return buildProgram(profile, {
    strands: [
      { tool: 0, points: [0, 0, 10e6, 0], start: { preflow: 0.2 } },
      { tool: 1, points: [0, 1e6, 10e6, 1e6], end: { postflow: 0.1 } },
    ],
    before: [
      { kind: 'message', text: 'Lid off' },
      { kind: 'temperature', target: { of: 'tool', tool }, celsius: 30.5, wait: true },
      { kind: 'temperature', target: { of: 'bed' }, celsius: 22, wait: true },
      { kind: 'pressure', tool, kPa: 61 },
      { kind: 'prime', tool, volumeUl: 3, flow: 1.5 },
      { kind: 'dwell', seconds: 2, why: 'settle' },
    ],
    after: [...light, { kind: 'pause', message: 'Add 2 mL of medium' }],
  });
}

type Fault = (dialect: Dialect) => Partial<Dialect>;

/** By what is wrong; a fault that writes the same file as before is none for that machine. */
const faults: Record<string, Fault> = {
  'a mode is not set': ({ begin }) => ({ begin: begin.slice(1) }),
  'inches are set': ({ begin }) => ({ begin: begin.map((line) => (line === 'G21' ? 'G20' : line)) }),
  'another acceleration is set': ({ limits }) => ({
    limits: (motion) => limits({ ...motion, acceleration: motion.acceleration * 10 }),
  }),
  'the corners are not set': ({ limits }) => ({ limits: (motion) => limits(motion).slice(0, 1).map(cornerless) }),
  'no limits are set': () => ({ limits: none }),
  'extrusion counts the other way': ({ extrusionMode }) => ({ extrusionMode: (relative) => extrusionMode(!relative) }),
  'a plunger does not begin at 0': ({ zero }) => ({ zero: (word) => zero(word).map((line) => line.replace('0', '5')) }),
  'nothing is heated': () => ({ temperature: none }),
  'all is heated by ten degrees more': ({ temperature }) => ({
    temperature: (ask) =>
      temperature({
        ...ask,
        celsius: ask.celsius === null ? null : ask.celsius + 10,
        targets: new Map([...ask.targets].map(([name, celsius]) => [name, celsius + 10])),
      }),
  }),
  'no temperature is awaited': ({ temperature }) => ({ temperature: (ask) => temperature({ ...ask, wait: false }) }),
  'heaters stay on': ({ temperature }) => ({
    temperature: (ask) => (ask.celsius === null ? [] : temperature(ask)),
  }),
  'a pause does not wait': ({ pause }) => ({ pause: (text) => pause(text).slice(0, -1) }),
  'a pause ends the file': ({ pause }) => ({ pause: (text) => [...pause(text).slice(0, -1), 'M2'] }),
  'a pause says something else': ({ pause }) => ({ pause: () => pause('All is well') }),
  'a pause shows what firmwares act on': ({ pause }) => ({ pause: (text) => pause(`${text} (M104 S200)`) }),
  'a message pauses': ({ pause }) => ({ message: pause }),
  'motion is not awaited': () => ({ sync: [] }),
  'motion is awaited by a word that the machine ignores': () => ({ sync: ['M5'] }),
  'commands act ahead of the motion': () => ({ immediate: null }),
  'waits count in the other unit': ({ dwellUnit }) => ({ dwellUnit: dwellUnit === 's' ? 'ms' : 's' }),
};

const cornerless = (line: string): string => line.replace(/ SQUARE_CORNER_VELOCITY=\S+/, '');

const written = profiles.map((profile) => {
  const program = programOf(profile);
  return { profile, program, right: writtenBytes(writeGcode(program, profile)) };
});

test('every function of a dialect that writes has a fault here', () => {
  const writes = dialectIds.flatMap((id) => {
    const dialect = dialectOf(id);
    return Object.keys(dialect).filter((key) => typeof dialect[key as keyof Dialect] === 'function');
  });
  const hurt = Object.values(faults).flatMap((fault) => Object.keys(fault(dialectOf('marlin'))));
  expect(new Set(writes).size).toBeGreaterThan(4);
  expect([...new Set(writes)].filter((key) => !hurt.includes(key))).toEqual([]);
});

test('without a fault nothing is found', () => {
  expect(written.map(({ profile }) => profile.dialect)).toEqual(dialectIds);
  expect(written.flatMap(({ profile, program, right }) => readback(program, profile, right))).toEqual([]);
});

test.each(Object.entries(faults))('%s: the proof sees it on every machine whose file it changes', (_, fault) => {
  const missed: string[] = [];
  let changed = 0;
  for (const { profile, program, right } of written) {
    const whole = plant(profile.dialect, fault(dialectOf(profile.dialect)));
    restored = () => Object.assign(dialects[profile.dialect], whole);
    const wrong = writtenBytes(writeGcode(program, profile));
    if (!Buffer.from(right).equals(Buffer.from(wrong))) {
      changed++;
      if (readback(program, profile, wrong).every(({ severity }) => severity !== 'refuse')) missed.push(profile.id);
    }
    restored();
  }
  expect(missed).toEqual([]);
  expect(changed).toBeGreaterThan(0);
});
