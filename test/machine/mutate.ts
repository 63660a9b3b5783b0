import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';

/** Single edits of a file of ours, seeded: what a hand, a program or a bad cable may do to it. */
export interface Mutation {
  readonly kind: string;
  /** Row of the line in the file as written, and what stood and stands there. */
  readonly row: number;
  readonly was: string;
  readonly is: string;
  readonly lines: readonly string[];
}

/** Two boxes of 4 x 4 x 0.6 mm, of two inks where two tools of the machine suit, with all that a file can hold. */
export function smallPlan(profile: Profile): Promise<Plan> {
  const known = plans.get(profile.id) ?? makePlan(profile);
  plans.set(profile.id, known);
  return known;
}

const plans = new Map<string, Promise<Plan>>();

function makePlan(profile: Profile): Promise<Plan> {
  const mesh = (from: number) => {
    const triangles = box(4, 4, from, from + 0.6);
    return writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) });
  };
  const suits = profile.tools.filter(({ kind }) => kind !== 'thermoplastic');
  const heats = suits[0].temperature !== null && suits[0].heats;
  const plunger = suits[0].dispenser.by === 'plunger';
  const laydown = { pattern: 'parallel', angles: [0, 90], spacing: 1 };
  const ink = { nozzle: { gauge: 22 }, width: 0.4, prime: 5 };
  const first = {
    ink: 'alginate-i1g-2',
    ...ink,
    ...(heats ? { temperature: 30, tool: suits[0].id } : {}),
    ...(plunger ? { strandPrime: 0.2 } : suits[0].dispenser.by === 'valve' ? { preflow: '150 ms' } : {}),
  };
  const job = {
    printer: profile.id,
    inks: suits.length > 1 ? { a: first, b: { ink: 'alginate-i1g-3', ...ink } } : { a: first },
    parts: [
      { mesh: 'low.stl', ink: 'a', laydown, contours: 1 },
      { mesh: 'high.stl', ink: suits.length > 1 ? 'b' : 'a', laydown, contours: 1 },
    ],
    layers: { height: 0.3 },
    speed: 8,
    ...(profile.lamps.length > 0
      ? {
          crosslink: [{ every: 2, photo: { wavelength: profile.lamps[0].wavelengths[0], irradiance: 10, seconds: 5 } }],
        }
      : {}),
  };
  return planJob(
    job,
    { 'low.stl': mesh(0), 'high.stl': mesh(0.6) },
    { allow: ['flow', 'temperature', 'supply', 'viability'] },
  );
}

const foreignLines = [
  ...['M221 S200', 'M220 S50', 'M206 X5', 'M851 Z-1', 'M218 T0 X3', 'M290 Z-0.3', 'M92 E1000', 'M579 X2', 'M200 D2'],
  ...[
    'G28',
    'G28 Z',
    'G29',
    'G30',
    'G38.2 Z-5 F100',
    'G10',
    'G11',
    'G10 L2 P1 X5',
    'G54',
    'G55',
    'G59',
    'G92 X3',
    'G92 Z0',
  ],
  ...[
    'G91',
    'G20',
    'G18',
    'G93',
    'G68 R45',
    'G43.1 Z1',
    'G5 X1 Y1 I1 J1 P1 Q1',
    'G6 X1',
    'G2 X1 Y1 I1 J0',
    'G3 X1 Y1 R2',
  ],
  ...[
    'M2',
    'M30',
    'M112',
    'M0',
    'M1',
    'M18',
    'M84',
    'M17',
    'M302 P0',
    'M302 S170',
    'M999',
    'M81',
    'M600',
    'M226',
    'M25',
  ],
  ...['M201 X20', 'M203 X1', 'M204 S20', 'M205 X0.1', 'M566 X1', 'M900 K1', 'M564 S0', 'M350 X16', 'M906 X100', 'M500'],
  ...[
    'M42 P5 S255',
    'M106 S255',
    'M107',
    'M280 P0 S45',
    'M3 S100',
    'M4',
    'M5',
    'M7',
    'M8',
    'M9',
    'M760',
    'M761',
    'M751 T0',
  ],
  ...[
    'M750 T0 P50',
    'M301',
    'M330',
    'M104 S100',
    'M140 S60',
    'M109 R60',
    'M82',
    'M83',
    'M98 P"a.g"',
    'M808 L3',
    'T1',
    'T9',
  ],
  ...[
    'G1 X1 Y1',
    'G0 Z0.1',
    'G1 E1 F300',
    'G1 X2 H1',
    'G1 X2 S50',
    'G0.1 X1',
    'F60',
    'X1',
    'E5',
    'G4 P3000',
    'G4 S2',
    'G7 X1',
  ],
  ...['$H', '$J=G91 X10 F500', '$X', 'o100 sub', '#1=5', '/G1 X5', '%', 'MY_MACRO', 'SET_GCODE_OFFSET Z=-1', 'PAUSE'],
  ...['SET_VELOCITY_LIMIT ACCEL=20', 'SAVE_GCODE_STATE NAME=a', 'RESTORE_GCODE_STATE NAME=a', 'SET_PIN PIN=uv VALUE=1'],
  ...[
    'SET_PRESSURE_ADVANCE ADVANCE=1',
    'A130 T0 S1',
    'D2',
    'D9',
    'M73 P50',
    'M105',
    'M114',
    'M117 hello',
    '; a remark',
  ],
  ...[
    '(a remark)',
    '',
    'M400',
    'G21',
    'G90',
    'G17',
    'G40',
    'G61',
    'M155 S5',
    'G1 X1é',
    '\\',
    'G1 X1 \\',
    'START_PRINT',
  ],
];

type Edit = (line: string, random: () => number) => string | null;

const word = /([A-Z])(-?\d+(?:\.\d+)?)/g;

/** Rewrites one of the words of a line that `which` takes; null where it has none. */
function oneWord(line: string, random: () => number, which: RegExp, change: (letter: string, value: number) => string) {
  const found = [...line.matchAll(word)].filter(([whole]) => which.test(whole));
  if (found.length === 0) return null;
  const match = found[Math.floor(random() * found.length)];
  return line.slice(0, match.index) + change(match[1], Number(match[2])) + line.slice(match.index + match[0].length);
}

const lineEdits: Readonly<Record<string, Edit>> = {
  'changed a value': (line, random) =>
    oneWord(
      line,
      random,
      /^[^GMTFN]/,
      (letter, value) => `${letter}${value === 0 ? 1 : Number((value * 1.07).toFixed(6))}`,
    ),
  'changed a digit': (line, random) =>
    oneWord(line, random, /\.\d/, (letter, value) => `${letter}${Number((value + 0.01).toFixed(6))}`),
  'changed a sign': (line, random) => oneWord(line, random, /^[XYZE][^0]/, (letter, value) => `${letter}${-value}`),
  'changed the feed rate': (line, random) =>
    oneWord(line, random, /^F/, (_, value) => `F${Number((value * 0.9).toFixed(4))}`),
  'changed a code': (line, random) => oneWord(line, random, /^[GM]/, (letter, value) => `${letter}${value + 1}`),
  'gave a code a sub-number': (line, random) =>
    oneWord(line, random, /^[GM]/, (letter, value) => `${letter}${value}.1`),
  'changed a letter': (line, random) =>
    oneWord(
      line,
      random,
      /^[XYZEF]/,
      (letter, value) => `${{ X: 'Y', Y: 'X', Z: 'A', E: 'H', F: 'S' }[letter]}${value}`,
    ),
  'dropped a word': (line, random) => oneWord(line, random, /^[^GMT]/, () => ''),
  'repeated a word': (line, random) =>
    oneWord(line, random, /^[XYZEFS]/, (letter, value) => `${letter}${value} ${letter}${value + 1}`),
  'hid the rest in a comment': (line) => (line.includes(' ') ? line.replace(/ (\S+)$/, ' ;$1') : `;${line}`),
  'hid a word in brackets': (line) => (line.includes(' ') ? line.replace(/ (\S+)$/, ' ($1)') : null),
  'wrote small letters': (line) => (/^[GMT]\d/.test(line) ? line.toLowerCase() : null),
  'wrote a comma': (line) => (/\d\.\d/.test(line) ? line.replace(/(\d)\.(\d)/, '$1,$2') : null),
  'wrote an exponent': (line, random) => oneWord(line, random, /^[XYZ]-?\d/, (letter, value) => `${letter}${value}e1`),
  'gave a wrong checksum': (line) => `N5 ${line}*${checksum(`N5 ${line}`) ^ 1}`,
  'numbered the line': (line) => `N5 ${line}*${checksum(`N5 ${line}`)}`,
  'joined a second command': (line) => (/^[GM]\d/.test(line) ? `${line} G4 P500` : null),
  'continued the line': (line) => `${line} \\`,
  'wrote a byte above 127': (line) => line.replace(/\d/, 'é'),
  'made an arc of it': (line) => (/^G1 X/.test(line) ? `${line.replace('G1', 'G2')} R9` : null),
  'skipped it on demand': (line) => `/${line}`,
  'made it very long': (line) => `${line}${' X1'.repeat(400)}`,
  'spelled it otherwise': (line) => (/^G[01] /.test(line) ? line.replace(/ /g, '  ').replace(/(\.\d+)/, '$10') : null),
};

const checksum = (text: string): number => [...text].reduce((sum, character) => sum ^ character.charCodeAt(0), 0);

/** All kinds of edits, in a fixed order. */
export const mutationKinds = [
  'inserted a line',
  'dropped a line',
  'repeated a line',
  'swapped two lines',
  'moved a line',
  'split the ink of a strand otherwise',
  ...Object.keys(lineEdits),
];

const isCommand = (line: string): boolean => line !== '' && !line.startsWith(';') && !line.startsWith('(');

/** One edit of this kind somewhere in the file; null where the place that was drawn has nothing of the kind. */
export function mutate(lines: readonly string[], kind: string, random: () => number): Mutation | null {
  const commands = lines.flatMap((line, row) => (isCommand(line) ? [row] : []));
  const row = commands[Math.floor(random() * commands.length)];
  const was = lines[row];
  const made = (is: string, edited: readonly string[], at = row): Mutation => ({
    kind,
    row: at,
    was: lines[at],
    is,
    lines: edited,
  });
  switch (kind) {
    case 'inserted a line': {
      const is = foreignLines[Math.floor(random() * foreignLines.length)];
      return made(is, lines.toSpliced(row, 0, is));
    }
    case 'dropped a line':
      return made('', lines.toSpliced(row, 1));
    case 'repeated a line':
      return made(`${was} ${was}`, lines.toSpliced(row, 0, was));
    case 'swapped two lines': {
      const next = commands.find((other) => other > row);
      if (next === undefined || lines[next] === was) return null;
      return made(lines[next], lines.with(row, lines[next]).with(next, was));
    }
    case 'moved a line': {
      const to = commands[Math.floor(random() * commands.length)];
      const edited = lines.toSpliced(row, 1).toSpliced(to, 0, was);
      return edited.every((line, i) => line === lines[i]) ? null : made(`${was} at ${to}`, edited);
    }
    case 'split the ink of a strand otherwise':
      return splitInk(lines, row, made);
  }
  const is = lineEdits[kind](was, random);
  return is === null || is === was ? null : made(is, lines.with(row, is));
}

/** A tenth of the plunger's way of one move goes with the move before. */
function splitInk(
  lines: readonly string[],
  row: number,
  made: (is: string, edited: readonly string[], at: number) => Mutation,
): Mutation | null {
  const push = /^(G1 [XY].* [EBC])(-?\d+\.\d+)/;
  const at = lines.findIndex((line, i) => i > row && push.test(line) && push.test(lines[i - 1]));
  if (at < 0) return null;
  const [one, other] = [push.exec(lines[at - 1])!, push.exec(lines[at])!];
  const part = Math.abs(Number(other[2])) / 10;
  const relative = lines.includes('M83');
  const first = lines[at - 1].replace(push, `$1${(Number(one[2]) + part).toFixed(8)}`);
  const second = relative ? lines[at].replace(push, `$1${(Number(other[2]) - part).toFixed(8)}`) : lines[at];
  return made(`${first} | ${second}`, lines.with(at - 1, first).with(at, second), at);
}
