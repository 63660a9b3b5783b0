import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { fillTemplate, placeholdersIn, pressureValues } from '../../src/printer/fill-template.ts';
import { homesZ } from '../../src/printer/line-faults.ts';
import { listProfiles, loadProfile, profileIds, readProfile } from '../../src/printer/load-profiles.ts';
import { parseProfile } from '../../src/printer/parse-profile.ts';
import { originOf } from '../../src/provenance/origin.ts';

const folder = join(import.meta.dirname, '../../printers');
const scratch = mkdtempSync(join(tmpdir(), 'profiles-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const marlinText = readFileSync(join(folder, 'marlin-syringe.json'), 'utf8');

/** The generic profile with something changed. */
function changed(change: (profile: ReturnType<typeof JSON.parse>) => void): string {
  const profile = JSON.parse(marlinText);
  change(profile);
  return JSON.stringify(profile);
}

function refusal(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Dotted paths of all single values. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

test('all the printers of the plan ship, each under the name of its file', () => {
  expect(profileIds(folder)).toEqual([
    'allevi-biobot1',
    'cellink-biocellx',
    'cellink-biox',
    'cellink-biox6',
    'cellink-inkredible',
    'e3d-toolchanger-duet',
    'grbl-pneumatic',
    'klipper-syringe',
    'lulzbot-bio',
    'marlin-syringe',
    'oxygem-replistruder5',
    'printess',
    'rokit-invivo4d6',
  ]);
  expect(listProfiles(folder).map(({ id }) => id)).toEqual(profileIds(folder));
});

describe.each(listProfiles(folder).map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  const own = ['$schema', 'id', 'name', 'maker', 'notes', 'provenance'];
  const values = leaves(profile).filter((path) => !own.includes(path.split('.')[0]));

  test('every value says where it comes from', () => {
    expect(values.filter((path) => originOf(profile.provenance, path) === undefined)).toEqual([]);
  });

  test('every source speaks of a value that exists', () => {
    const named = profile.provenance.flatMap(({ of }) => of).filter((path) => path !== '');
    const stale = named.filter(
      (path) => !values.some((value) => value === path || value.startsWith(`${path}.`)) && !hasPath(profile, path),
    );
    expect(stale).toEqual([]);
  });

  test('what nobody read in a source is not called verified', () => {
    expect(profile.provenance.filter(({ of, verified }) => of.includes('') && verified)).toEqual([]);
  });

  test('its numbers make sense together', () => {
    const { bed, vessel, safeZ, motion, tools } = profile;
    expect(safeZ).toBeLessThanOrEqual(bed.z[1]);
    expect(vessel.centre[0]).toBeGreaterThanOrEqual(bed.x[0]);
    expect(vessel.centre[0]).toBeLessThanOrEqual(bed.x[1]);
    expect(motion.travelSpeed).toBeLessThanOrEqual(Math.max(motion.maxSpeed.x, motion.maxSpeed.y));
    expect(tools[0].offset).toEqual({ x: 0, y: 0, z: 0 });
    expect(profile.homing.z).toBe(false);
  });
});

function hasPath(value: unknown, path: string): boolean {
  let at: unknown = value;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false;
    at = (at as Record<string, unknown>)[key];
  }
  return true;
}

test('the wells of the demonstration lie within reach of both heads of the BioBot 1', () => {
  const { bed, vessel, tools } = loadProfile('allevi-biobot1', folder);
  // Corning 24: A1 at 17.48 / 71.67 in a footprint of 127.76 x 85.47, pitch 19.3, wells 16.26 wide.
  const wells = { A1: [17.48, 71.67], A2: [36.78, 71.67], B1: [17.48, 52.37] };
  for (const [x, y] of Object.values(wells)) {
    const centre = [vessel.centre[0] + x - 127.76 / 2, vessel.centre[1] + y - 85.47 / 2];
    for (const { offset } of tools) {
      expect(centre[0] - 8.13 - offset.x).toBeGreaterThanOrEqual(bed.x[0]);
      expect(centre[0] + 8.13 - offset.x).toBeLessThanOrEqual(bed.x[1]);
      expect(centre[1] + 8.13 - offset.y).toBeLessThanOrEqual(bed.y[1]);
      expect(centre[1] - 8.13 - offset.y).toBeGreaterThanOrEqual(bed.y[0]);
    }
  }
});

test('an unknown printer is answered with what there is and the nearest name', () => {
  const { code, fix } = refusal(() => loadProfile('marlin-syrnge', folder));
  expect(code).toBe('printer-unknown');
  expect(fix).toContain('Did you mean "marlin-syringe"');
  expect(fix).toContain('rokit-invivo4d6');
});

test('a profile may lie anywhere, and a missing file is named in full', () => {
  const file = join(scratch, 'mine.json');
  writeFileSync(file, marlinText);
  expect(loadProfile(file, folder).id).toBe('marlin-syringe');
  expect(readProfile(file, folder).text).toBe(marlinText);
  const missing = join(scratch, 'not-there.json');
  expect(refusal(() => loadProfile(missing, folder)).message).toContain(missing);
});

test('broken JSON is placed by its line', () => {
  const { code, where } = refusal(() => parseProfile('{\n  "id": "x",\n  "name": oops\n}', 'x.json'));
  expect(code).toBe('profile-not-json');
  expect(where).toEqual({ file: 'x.json', line: 3, column: 11 });
  expect(refusal(() => parseProfile('{ "id": [1,\n2', 'x.json')).where.line).toBe(2);
});

test('every wrong value is named by its path', () => {
  const { message } = refusal(() =>
    parseProfile(
      changed((profile) => {
        profile.bed.x = [120, 0];
        profile.tools[1].dispenser.bore = -1;
        profile.colour = 'red';
      }),
      'x.json',
    ),
  );
  expect(message).toContain('bed.x: write the lower limit first');
  expect(message).toContain('tools.1.dispenser.bore');
  expect(message).toContain('colour');
});

test.each([
  [
    'a placeholder nobody fills',
    (p) => p.lamps[0].on.push('M106 S{brightness}'),
    'lamps.0.on.1: {brightness} is not filled',
  ],
  ['a placeholder of another list', (p) => p.start.push('M42 S{pwm}'), 'start.4: {pwm} is not filled here'],
  ['homing of Z in the start block', (p) => p.start.push('G28'), 'start.4: "G28" homes Z'],
  ['homing of Z in the homing block', (p) => p.homing.commands.push('G28 X Z'), 'homing.commands.0'],
  ['two tools of one name', (p) => Object.assign(p.tools[1], { id: 'T0' }), 'tools.1.id: another tool is called "T0"'],
  ['a plunger in mm without bore', (p) => delete p.tools[0].dispenser.bore, 'tools.0.dispenser.bore: needed'],
  [
    'a valve that never closes',
    (p) => Object.assign(p.tools[0], { dispenser: { by: 'valve', open: ['M8'], close: [] } }),
    'lines that close it',
  ],
  [
    'pressure without command',
    (p) => Object.assign(p.tools[0], { pressure: { range: [0, 9], set: 'gcode' } }),
    'tools.0.pressure.command: needed',
  ],
  ['two commands in one entry', (p) => p.end.push('M400\nM84'), 'end.3: one line an entry'],
  ['homing of all axes on a stage', (p) => p.homing.commands.push('$H'), 'homing.commands.0: "$H" homes Z'],
  ['probing with the needle', (p) => p.start.push('G29'), 'start.4: "G29" probes the bed'],
  ['a flow of 95 %', (p) => p.start.push('M221 S95'), 'start.4: "M221 S95" scales what every line behind it moves'],
  ['steps per mm', (p) => p.start.push('M92 E400'), 'start.4: "M92 E400" scales'],
  ['a change of units', (p) => p.start.push('G20'), 'start.4: "G20" changes to inches'],
  [
    'steps that stay on',
    (p) => p.start.push('G91', 'G0 Z5'),
    'start: "G91" is not taken back: what follows would be read as steps',
  ],
  [
    'a wait within the lines of a valve',
    (p) =>
      Object.assign(p.tools[0], { dispenser: { by: 'valve', open: ['M106 P1 S255', 'G4 P200'], close: ['M107 P1'] } }),
    'tools.0.dispenser.open.1: "G4 P200" waits within the lines of the valve',
  ],
  [
    'homing before the place of the needle is named',
    (p) => Object.assign(p, { homing: { commands: ['G28 X Y'], z: false }, start: ['G92 X0 Y0 Z0'] }),
    'start: "G28 X Y" moves sideways before the needle has risen, and "G92 X0 Y0 Z0" says where it stands',
  ],
  [
    'homing of all axes before any rise',
    (p) => Object.assign(p, { homing: { commands: ['G28'], z: true } }),
    'start: "G28" moves sideways before the needle has risen, and Z is not known until it is homed',
  ],
  ['letters no firmware knows', (p) => p.end.push('M117 \u00b5L'), 'end.3: only plain ASCII'],
  ['a safe height out of reach', (p) => Object.assign(p, { safeZ: 101 }), 'safeZ: above the reach of Z (100 mm)'],
] as [string, (profile: ReturnType<typeof JSON.parse>) => void, string][])('%s is refused', (_, change, complaint) => {
  expect(refusal(() => parseProfile(changed(change), 'x.json')).message).toContain(complaint);
});

test('lines that rise before they go sideways are taken as they are', () => {
  const starts = [
    { homing: { commands: ['G91', 'G0 Z10', 'G90', 'G28'], z: true } },
    { homing: { commands: ['G28 Z', 'G28 X Y'], z: true } },
    { homing: { commands: [], z: false }, start: ['G92 Z0', 'G0 Z{safeZ} F600', 'G28 X Y'] },
    { homing: { commands: ['G28 X Y'], z: false } },
  ];
  for (const start of starts) {
    expect(
      parseProfile(
        changed((profile) => Object.assign(profile, start)),
        'x.json',
      ).id,
    ).toBe('marlin-syringe');
  }
});

test('homing is told apart from what only looks like it', () => {
  for (const line of ['G28', 'g28', 'G28 Z', 'G28 X Y Z0', 'G28 ; all', 'G28.1', 'G28 O', '$H'])
    expect(homesZ(line), line).toBe(true);
  for (const line of ['G28 X', 'G28 X Y', 'G280', 'G29', '; G28', 'M28', '$HX']) expect(homesZ(line), line).toBe(false);
});

test('templates are filled with plain numbers', () => {
  expect(placeholdersIn('M42 P{tool} S{pwm}')).toEqual(['tool', 'pwm']);
  expect(fillTemplate('P{kPa} {psi} {bar}', pressureValues(100))).toBe('P100 14.5038 1');
  expect(fillTemplate('S{seconds}', { seconds: 0.1 + 0.2 })).toBe('S0.3');
});
