import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { compareLines } from '../../src/check/readback/compare-lines.ts';
import { readback } from '../../src/check/readback/readback.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { InputError } from '../../src/finding/input-error.ts';
import type { DialectId } from '../../src/firmware/dialects.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { type Mutation, mutate, mutationKinds, smallPlan } from './mutate.ts';

/** What became of the edits of one profile. */
export interface MutationScore {
  readonly profile: Profile;
  readonly edits: number;
  readonly noticed: number;
  /** Noticed by the readings alone; only where every proof was asked. */
  readonly byReadings: number;
  /** Not noticed, and on the list below. */
  readonly harmless: readonly Mutation[];
  /** Not noticed, and on no list. */
  readonly missed: readonly Mutation[];
}

/** Edits that change nothing about the print, by the firmware's own source: the only ones that may go unnoticed. */
interface HarmlessEdit {
  readonly dialects: readonly DialectId[];
  readonly fits: (mutation: Mutation) => boolean;
  readonly source: string;
}

const marlinKin: readonly DialectId[] = ['marlin', 'printess', 'biobots'];
const all: readonly DialectId[] = [
  ...marlinKin,
  'rrf',
  'klipper',
  'grbl',
  'cellink-biox',
  'cellink-inkredible',
  'rokit',
];
const inserted =
  (...lines: readonly string[]) =>
  ({ kind, is }: Mutation) =>
    kind === 'inserted a line' && lines.includes(is);
/** Between two strands, or before the first or behind the last: the needle stands and no ink flows. */
const outside = ({ lines, row }: Mutation): boolean => {
  const before = lines.slice(0, row).findLast((line) => /^;BIO:(strand=|end)/.test(line));
  return before === undefined || before.startsWith(';BIO:end');
};
/** A mode that is said again while it is in force. */
const again = ({ kind, is, row, lines }: Mutation, modes: RegExp, line: RegExp): boolean =>
  (kind === 'repeated a line' || kind === 'inserted a line') &&
  line.test(lines[row]) &&
  (kind === 'repeated a line' || lines.slice(0, row).findLast((other) => modes.test(other)) === is);

const dispatch = 'MarlinFirmware/Marlin@005ec91 Marlin/src/gcode/gcode.cpp';
const parser = 'MarlinFirmware/Marlin@0007ebf Marlin/src/gcode/parser.cpp';
const klipper = 'Klipper3d/klipper@01b3a6a klippy/gcode.py';
const rrfParser = 'Duet3D/RepRapFirmware@02f3694 src/GCodes/GCodeBuffer/StringParser.cpp';
const rrf = 'Duet3D/RepRapFirmware@014f1f1 src/GCodes/GCodes2.cpp';
const grbl = 'gnea/grbl@065c1b2 grbl/protocol.c';

const harmlessEdits: readonly HarmlessEdit[] = [
  {
    dialects: all,
    fits: inserted('', '; a remark'),
    source: `${grbl}; ${klipper}: comments and empty lines say nothing`,
  },
  {
    dialects: all,
    fits: inserted('(a remark)'),
    source: `${grbl}: a comment; ${parser}; ${klipper}: at most an unknown command, which is only reported`,
  },
  {
    dialects: all,
    fits: ({ kind }) => kind === 'spelled it otherwise',
    source: `${grbl}; ${parser}; ${klipper}: blanks are skipped, numbers are read by value`,
  },
  {
    dialects: ['klipper', 'grbl', 'rrf'],
    fits: ({ kind }) => kind === 'wrote small letters',
    source: `${grbl}; ${klipper}; ${rrfParser}: letters are made capitals`,
  },
  {
    dialects: [...marlinKin, 'klipper', 'rrf'],
    fits: inserted('M117 hello'),
    source: `${dispatch}; ${rrf}: a text on the display`,
  },
  {
    dialects: [...marlinKin, 'rokit', 'rrf', 'klipper'],
    fits: inserted('M105', 'M114'),
    source: `${dispatch}; ${rrf}: reports`,
  },
  {
    dialects: [...marlinKin, 'rrf', 'klipper'],
    fits: inserted('M73 P50'),
    source: `${dispatch}; ${rrf}: the progress on the display`,
  },
  { dialects: marlinKin, fits: inserted('M155 S5'), source: `${dispatch}: how often temperatures are reported` },
  {
    dialects: [...marlinKin, 'rrf', 'klipper', 'cellink-biox', 'rokit'],
    fits: (mutation) =>
      (inserted('M400')(mutation) || mutation.kind === 'repeated a line') &&
      /^M400/.test(mutation.is) &&
      outside(mutation),
    source: `${dispatch}; ${rrf}: waits for the motion to end`,
  },
  {
    dialects: ['rokit'],
    fits: ({ kind, was }) => kind === 'repeated a line' && was === 'G95',
    source:
      'jungjuseong/RokitCura@aa2f7c4 docs/rokit-code/invivio-gcode-command.md: waits for all motion in the buffer',
  },
  {
    dialects: [...marlinKin, 'rrf', 'klipper'],
    fits: ({ kind, was }) => kind === 'repeated a line' && /^M117\b/.test(was),
    source: `${dispatch}; ${rrf}: the same text on the display`,
  },
  {
    dialects: [...marlinKin, 'rrf', 'rokit'],
    fits: (mutation) =>
      inserted('M17')(mutation) &&
      !mutation.lines.slice(0, mutation.row).some((line) => line.startsWith(';BIO:strand')),
    source: `${dispatch}; ${rrf}: switches motors on, before anything is printed`,
  },
  {
    dialects: all,
    fits: ({ kind, was }) => kind === 'repeated a line' && /^M(18|84)\b/.test(was),
    source: `${dispatch}: motors that are off stay off`,
  },
  { dialects: ['grbl'], fits: inserted('G40', 'G61'), source: 'gnea/grbl@0b5604b grbl/gcode.c: always so' },
  {
    dialects: all,
    fits: (mutation) => again(mutation, /^G2[01]$/, /^G21$/),
    source: `${dispatch}: a mode that is in force`,
  },
  {
    dialects: all,
    fits: (mutation) => again(mutation, /^G1[789]$/, /^G17$/),
    source: `${dispatch}: a mode that is in force`,
  },
  {
    dialects: all,
    fits: (mutation) => again(mutation, /^(M8[23]|G9[01])$/, /^(M8[23]|G90)$/),
    source: `${dispatch}: a mode that is in force`,
  },
  {
    dialects: ['rrf', 'klipper'],
    fits: (mutation) => again(mutation, /^G9[01]$/, /^G90$/) || again(mutation, /^M8[23]$/, /^M8[23]$/),
    source: `${rrf}; ${klipper}: a mode that is in force`,
  },
  {
    dialects: all,
    fits: (mutation) => again(mutation, /^never$/, /^G17$/),
    source: `${dispatch}: the plane that files begin in`,
  },
  {
    dialects: [...marlinKin, 'rrf', 'klipper', 'cellink-biox', 'cellink-inkredible', 'rokit'],
    fits: inserted('G17'),
    source: 'all arcs aside, which files of ours never hold, a plane means nothing',
  },
];

/**
 * Plans a small job, edits its file `count` times, and asks what `check --job` asks of a file: its lines against those
 * of the job, and the readings. Where one has noticed an edit, the others are asked only for `every` figure.
 */
export async function judgeMutations(
  profile: Profile,
  count: number,
  seed: number,
  every = false,
): Promise<MutationScore> {
  const { program, gcode, vessel } = await smallPlan(profile);
  if (gcode === null) throw new Error(`${profile.id} refuses the small job`);
  const lines = new TextDecoder().decode(gcode).split('\n');
  const proofs = {
    lines: (bytes: Uint8Array) => compareLines(bytes, gcode, profile),
    readings: (bytes: Uint8Array) => [
      ...checkGcode(bytes, { profile, vessel }).findings,
      ...readback(program, profile, bytes),
    ],
  };
  const before = weigh(proofs.readings(gcode));
  const random = seededRandom(seed);
  const unnoticed: Mutation[] = [];
  let edits = 0;
  let byReadings = 0;
  for (let turn = 0; edits < count && turn < 20 * count; turn++) {
    const mutation = mutate(lines, mutationKinds[turn % mutationKinds.length], random);
    if (mutation === null) continue;
    edits++;
    const bytes = bytesOf(mutation.lines);
    const byLines = weigh(proofs.lines(bytes)) > 0;
    if (byLines && !every) continue;
    const read = complaints(() => proofs.readings(bytes)) > before;
    if (read) byReadings++;
    else if (!byLines) unnoticed.push(mutation);
  }
  const isHarmless = (mutation: Mutation) =>
    harmlessEdits.some(({ dialects, fits }) => dialects.includes(profile.dialect) && fits(mutation));
  return {
    profile,
    edits,
    noticed: edits - unnoticed.length,
    byReadings,
    harmless: unnoticed.filter(isHarmless),
    missed: unnoticed.filter((mutation) => !isHarmless(mutation)),
  };
}

/** Findings that are more than a note. */
export const weigh = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity !== 'note').length;

/** What cannot be read at all is noticed. */
export function complaints(judge: () => readonly Finding[]): number {
  try {
    return weigh(judge());
  } catch (error) {
    if (error instanceof InputError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Latin-1, so that bytes above 127 stay single bytes. */
export const bytesOf = (lines: readonly string[]): Uint8Array =>
  Uint8Array.from(lines.join('\n'), (character) => character.charCodeAt(0));
