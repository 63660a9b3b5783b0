import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialectIds, dialectOf } from '../../src/firmware/dialects.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles, loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { CureStep, Step } from '../../src/program/step.ts';
import { buildProgram, commands, type ProgramSpec, writtenBytes } from './synthetic-program.ts';

const folder = join(import.meta.dirname, '../../printers');
const profiles = listProfiles(folder);
const square = [0, 0, 8_000_000, 0, 8_000_000, 8_000_000, 0, 8_000_000];

function write(profile: Profile, spec: Partial<ProgramSpec>): string[] {
  const program = buildProgram(profile, { strands: [{ tool: 0, points: square }], ...spec });
  return commands(Buffer.from(writtenBytes(writeGcode(program, profile))).toString('latin1'));
}

/** Whether `wanted` stands in `lines` as one block. */
function block(lines: readonly string[], wanted: readonly string[]): boolean {
  return lines.some((_, at) => wanted.every((line, i) => lines[at + i] === line));
}

const heat = (tool: string, celsius: number | null, wait = true): Step => ({
  kind: 'temperature',
  target: { of: 'tool', tool },
  celsius,
  wait,
});
const bed = (celsius: number | null): Step => ({ kind: 'temperature', target: { of: 'bed' }, celsius, wait: true });
const dwell: Step = { kind: 'dwell', seconds: 1.5, why: 'settle' };
const pause: Step = { kind: 'pause', message: 'Add medium; then go on' };
const cure = (lamp: string, wavelength = 405): CureStep => ({
  kind: 'cure',
  layer: 0,
  well: 'A1',
  wavelength,
  irradiance: null,
  intensity: 100,
  seconds: 4,
  lamp,
});

test('every dialect has a profile that speaks it', () => {
  expect([...new Set(profiles.map(({ dialect }) => dialect))].sort()).toEqual([...dialectIds].sort());
});

describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  const lamp = profile.lamps.at(-1);
  const lines = write(profile, {
    strands: [
      {
        tool: 0,
        points: square,
        closed: true,
        start: { preflow: 0.2, prime: 0.1 },
        end: { postflow: 0.1, relax: 0.1 },
      },
      { tool: 1, points: square, end: { coast: 2 } },
    ],
    before: [heat(profile.tools[0].id, 37), bed(20), { kind: 'pressure', tool: profile.tools[0].id, kPa: 60 }],
    after: [dwell, pause, ...(lamp ? [cure(lamp.id, lamp.wavelengths[0])] : []), { kind: 'message', text: 'done' }],
  });
  const dialect = dialectOf(profile.dialect);

  test('lines are short enough for the firmware and hold nothing but ASCII', () => {
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(dialect.lineLimit);
      expect(line).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  test('no template is left unfilled and Z is never homed', () => {
    for (const line of lines) {
      expect(line).not.toContain('{');
      expect(line).not.toMatch(/^G28($| *$|.*Z)|NaN|undefined/);
    }
  });

  test('every valve is opened only to be closed, and closed again at the end', () => {
    for (const { dispenser } of profile.tools) {
      if (dispenser.by !== 'valve') continue;
      const last = (list: readonly string[]) => Math.max(...list.map((line) => lines.lastIndexOf(line)));
      if (last(dispenser.open) >= 0) expect(last(dispenser.close)).toBeGreaterThan(last(dispenser.open));
    }
  });

  test('commands that act at once wait for the motion before them', () => {
    const { immediate, sync } = dialect;
    if (immediate === null) return expect(sync.length).toBeGreaterThan(0);
    lines.forEach((line, at) => {
      if (!immediate.test(line)) return;
      let before = at - 1;
      while (immediate.test(lines[before])) before--;
      expect([...sync]).toContain(lines[before]);
    });
  });

  test('the dwell is in the unit of the firmware', () => {
    expect(lines).toContain(dialect.dwellUnit === 's' ? 'G4 P1.5' : 'G4 P1500');
  });
});

test('Marlin: M42 valves stand between M400, cooling is waited for, heaters end off', () => {
  const generic = loadProfile('marlin-syringe', folder);
  const [tool] = generic.tools;
  const valve = { by: 'valve', open: ['M42 P4 S255'], close: ['M42 P4 S0'] } as const;
  const profile = {
    ...generic,
    tools: [{ ...tool, dispenser: { ...valve, open: [...valve.open], close: [...valve.close] } }],
  };
  const lines = write(profile, { before: [heat('T0', 8), bed(4)], after: [pause] });
  expect(lines).toContain('M109 T0 R8');
  expect(lines).toContain('M190 R4');
  expect(block(lines, ['M400', 'M42 P4 S255', 'M400'])).toBe(true);
  expect(block(lines, ['M400', 'M42 P4 S0', 'M400'])).toBe(true);
  expect(block(lines, ['M117 Add medium then go on', 'M0'])).toBe(true);
  expect(lines.indexOf('M104 T0 S0')).toBeGreaterThan(lines.indexOf('M0'));
  expect(lines).toContain('M140 S0');
});

test('RepRapFirmware: tools heat through M568 and M116, a pause is M226 and never M0', () => {
  const lines = write(loadProfile('e3d-toolchanger-duet', folder), { before: [heat('T0', 30)], after: [pause] });
  expect(block(lines, ['M568 P0 S30 R30 A2', 'M116 P0'])).toBe(true);
  expect(block(lines, ['M117 "Add medium then go on"', 'M226'])).toBe(true);
  expect(lines.filter((line) => /^M[012]\b/.test(line))).toEqual([]);
  expect(lines).toContain('M568 P0 S0 R0 A0');
});

test('Klipper: waits name both limits, pins need no sync', () => {
  const lines = write(loadProfile('klipper-syringe', folder), {
    strands: [{ tool: 1, points: square, start: { preflow: 0.2 } }],
    before: [heat('T0', 8)],
    after: [cure('uv'), pause],
  });
  expect(
    block(lines, [
      'SET_HEATER_TEMPERATURE HEATER=extruder TARGET=8',
      'TEMPERATURE_WAIT SENSOR=extruder MINIMUM=7 MAXIMUM=9',
    ]),
  ).toBe(true);
  expect(block(lines, ['SET_PIN PIN=valve1 VALUE=1', 'G4 P200', 'G1 X78 F480'])).toBe(true);
  expect(block(lines, ['SET_PIN PIN=uv VALUE=1', 'G4 P4000', 'SET_PIN PIN=uv VALUE=0'])).toBe(true);
  expect(lines).toContain('PAUSE');
  expect(lines).toContain('SET_HEATER_TEMPERATURE HEATER=extruder TARGET=0');
});

test('GRBL: seconds, M8 and M9, travel at the planned speed', () => {
  const lines = write(loadProfile('grbl-pneumatic', folder), {
    strands: [{ tool: 0, points: square, start: { preflow: 0.2 } }],
    after: [cure('uv')],
  });
  expect(block(lines, ['M8', 'G4 P0.2', 'G1 X108 F480'])).toBe(true);
  expect(block(lines, ['M3 S255', 'G4 P4', 'M5'])).toBe(true);
  expect(lines.filter((line) => line.startsWith('G0'))).toEqual([]);
});

test('BIO X: the E word is a flag, pressure is M773, purging is M750, a dwell and M751', () => {
  const profile = loadProfile('cellink-biox', folder);
  const lines = write(profile, {
    before: [heat('T0', 26), bed(20), { kind: 'pressure', tool: 'T0', kPa: 62.5 }],
    after: [{ kind: 'purge', tool: 'T0', volumeUl: 10, flow: 2 }],
  });
  expect(lines).toContain('M771 T0 P26');
  expect(lines).toContain('M801 S20');
  expect(block(lines, ['M400', 'M773 T0 P62.5', 'M400'])).toBe(true);
  expect(block(lines, ['T0', 'M83'])).toBe(true);
  expect(block(lines, ['G1 X8 E1 F480', 'G1 Y8 E1', 'G1 X0 E1'])).toBe(true);
  expect(block(lines, ['M750 T0 P62.5', 'M400', 'G4 P5000', 'M400', 'M751 T0'])).toBe(true);
  expect(lines.lastIndexOf('M773 T0 P0')).toBeGreaterThan(lines.lastIndexOf('M751 T0'));
  expect(lines).toContain('M800');
});

test('BIO CELLX: E is mm of plunger and M805 waits by itself', () => {
  const lines = write(loadProfile('cellink-biocellx', folder), { after: [cure('led')] });
  const at = lines.indexOf('M805 W405 I255 S4');
  expect(at).toBeGreaterThan(0);
  expect(lines.slice(at, at + 3)).toEqual(['M805 W405 I255 S4', 'M400', 'M805 W405 I0 S0']);
  expect(lines.filter((line) => line.startsWith('G4'))).toEqual([]);
});

test('INKREDIBLE: heads are homed before the first change, the active head comes back after the light', () => {
  const lines = write(loadProfile('cellink-inkredible', folder), { after: [cure('uv')] });
  expect(lines.indexOf('M750')).toBeLessThan(lines.indexOf('M751'));
  expect(block(lines, ['G4 P1', 'M760', 'G4 P1'])).toBe(true);
  const light = lines.indexOf('M764');
  expect(lines.slice(light - 2, light)).toEqual(['M753', 'G4 P1']);
  expect(lines.indexOf('M751', light)).toBeGreaterThan(lines.indexOf('M765', light));
  expect(block(lines, ['M751', 'G0 X0 Y8 F1200', 'G0 Z0.2 F300'])).toBe(true);
});

test('BioBots: heads swing on E, the second head is written at its offset', () => {
  const lines = write(loadProfile('allevi-biobot1', folder), {
    strands: [
      { tool: 0, points: square },
      { tool: 1, points: square },
    ],
    after: [cure('uv')],
  });
  expect(block(lines, ['M400', 'G1 E46 F1000', 'M400', 'G0 Z50 F600', 'G0 X72.25 Y64.35 F2400'])).toBe(true);
  expect(block(lines, ['M400', 'G1 E0 F1000', 'M400', 'G0 X120.58 Y64.35 Z5 F2400'])).toBe(true);
  expect(block(lines, ['M400', 'M42 P17 S255', 'M400'])).toBe(true);
  expect(block(lines, ['M42 P4 S255', 'M400', 'G4 P4000', 'M400', 'M42 P4 S0'])).toBe(true);
  expect(lines.filter((line) => /^M1(04|09|40|90)\b/.test(line))).toEqual([]);
});

test('Rokit: turret, height word C, lists of pressures and temperatures, light at its own work system', () => {
  const lines = write(loadProfile('rokit-invivo4d6', folder), {
    strands: [
      { tool: 1, points: square },
      { tool: 5, points: square },
    ],
    before: [heat('D2', 8), bed(12), { kind: 'pressure', tool: 'D2', kPa: 90 }],
    after: [cure('uv-405')],
  });
  expect(
    block(lines, ['D2', 'G0 A-72.00 F600', 'G55 G0 X0.0 Y0.0', 'G0 B15.0 F300', 'G0 C40 F420', 'G0 X0 Y0 F2400']),
  ).toBe(true);
  expect(block(lines, ['M308 27 8 27 27 27 27 27', 'M109'])).toBe(true);
  expect(block(lines, ['M308 27 8 27 27 27 27 12', 'M109'])).toBe(true);
  expect(lines).toContain('M306 0 90 0 0 0 0');
  expect(block(lines, ['G0 Z40 C40 F420', 'D6', 'G54 G0 X0.0 Y0.0', 'G0 X0 Y0 Z5 F2400'])).toBe(true);
  expect(
    block(lines, ['G59 G0 X0.0 Y0.0', 'G95', 'M172', 'M381 1', 'M385 100', 'M386 4', 'M384', 'G95', 'G4 P4000']),
  ).toBe(true);
  expect(lines.lastIndexOf('M306 0 0 0 0 0 0')).toBeGreaterThan(0);
  expect(lines.lastIndexOf('M308 27 27 27 27 27 27 27')).toBeGreaterThan(0);
});

test('Printess: plungers are axes, the second head has its own height and offset', () => {
  const lines = write(loadProfile('printess', folder), {
    strands: [
      { tool: 0, points: square },
      { tool: 1, points: square },
    ],
  });
  expect(lines[2]).toBe('G0 Z25 A25 F1200');
  expect(block(lines, ['G92 B0', 'G0 Z25 F1200', 'G0 X90 Y90 F2400', 'G0 Z5 F1200', 'G0 Z0.2'])).toBe(true);
  expect(block(lines, ['G92 C0', 'G0 X122.67 Y90.55 A5 F2400', 'G0 A0.2 F1200'])).toBe(true);
  expect(lines.some((line) => /^G1 X98 B[\d.]+ F480$/.test(line))).toBe(true);
  expect(lines.some((line) => / E/.test(line))).toBe(false);
});

test('what a machine has no command for is said in a comment or asked of the operator', () => {
  const profile = loadProfile('cellink-biox6', folder);
  const program = buildProgram(profile, {
    strands: [{ tool: 0, points: square }],
    before: [{ kind: 'pressure', tool: 'T0', kPa: 45 }],
    after: [{ kind: 'purge', tool: 'T0', volumeUl: 5, flow: 1 }, cure('led')],
  });
  const text = Buffer.from(writtenBytes(writeGcode(program, profile))).toString('latin1');
  expect(text).toContain('; T0: 45 kPa, set manually\n');
  expect(text).toContain('; pause: purge T0 manually, 5 uL\n');
  expect(text).toContain('; pause: cure A1 405 nm 4 s manually\n');
  expect(commands(text).filter((line) => line === 'M0')).toHaveLength(2);
  expect(text.startsWith('; BEGIN_HEADER\n')).toBe(true);
});
