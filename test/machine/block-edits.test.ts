import { expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { compareLines } from '../../src/check/readback/compare-lines.ts';
import { readback } from '../../src/check/readback/readback.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { draws } from '../proving.ts';
import { bytesOf, complaints, weigh } from './judge-mutations.ts';
import { smallPlan } from './mutate.ts';

// Edits of whole stretches of a file of ours, as a bad merge, a lost page, another program or an encoding may make them:
// each is noticed with the job on every profile, by the lines and by the readings alone. None of them is harmless.

type Lines = readonly string[];
type Edit = (lines: Lines, random: () => number) => Lines | null;

interface Block {
  readonly from: number;
  readonly to: number;
}

/** Stretches from a strand's comment to its end. */
function blocksOf(lines: Lines): Block[] {
  return lines.flatMap((line, from) => {
    if (!line.startsWith(';BIO:strand=')) return [];
    const length = lines.slice(from).findIndex((other) => other.startsWith(';BIO:end'));
    return length < 0 ? [] : [{ from, to: from + length + 1 }];
  });
}

const pick = <T>(from: readonly T[], random: () => number): T | undefined => from[Math.floor(random() * from.length)];

/** Rewrites the moves of one strand. */
const inBlock =
  (change: (moves: Lines, random: () => number) => Lines | null): Edit =>
  (lines, random) => {
    const block = pick(
      blocksOf(lines).filter(({ from, to }) => lines.slice(from, to).filter(isMove).length > 1),
      random,
    );
    if (block === undefined) return null;
    const edited = change(lines.slice(block.from, block.to), random);
    return edited === null ? null : [...lines.slice(0, block.from), ...edited, ...lines.slice(block.to)];
  };
const isMove = (line: string): boolean => /^G[01] .*[XY]/.test(line);
const words = (line: string, letters: RegExp, change: (value: number) => number): string =>
  line.replace(/([A-Z])(-?\d+(?:\.\d+)?)/g, (whole, letter, value) =>
    letters.test(letter) ? `${letter}${Number(change(Number(value)).toFixed(5))}` : whole,
  );
const everyMove = (letters: RegExp, change: (value: number) => number): Edit =>
  inBlock((block) => block.map((line) => (isMove(line) ? words(line, letters, change) : line)));
const oneLine =
  (which: RegExp, change: (line: string) => string | null): Edit =>
  (lines, random) => {
    const rows = lines.flatMap((line, row) => (which.test(line) ? [row] : []));
    const row = pick(rows, random);
    if (row === undefined) return null;
    const is = change(lines[row]);
    return is === null || is === lines[row] ? null : lines.toSpliced(row, 1, ...is.split('\n'));
  };

const edits: Readonly<Record<string, Edit>> = {
  'lost a strand': (lines, random) => {
    const block = pick(blocksOf(lines), random)!;
    return lines.toSpliced(block.from, block.to - block.from);
  },
  'printed a strand twice': (lines, random) => {
    const block = pick(blocksOf(lines), random)!;
    return lines.toSpliced(block.to, 0, ...lines.slice(block.from, block.to));
  },
  'exchanged two strands': (lines) => {
    const [one, , other] = blocksOf(lines);
    const [a, b] = [lines.slice(one.from, one.to), lines.slice(other.from, other.to)];
    return [...lines.slice(0, one.from), ...b, ...lines.slice(one.to, other.from), ...a, ...lines.slice(other.to)];
  },
  'turned a strand around': inBlock((block) => {
    const moves = block.filter(isMove).toReversed();
    return block.map((line) => (isMove(line) ? moves.shift()! : line));
  }),
  'shifted a strand by 50 µm': everyMove(/[X]/, (x) => x + 0.05),
  'mirrored a strand': everyMove(/[Y]/, (y) => -y),
  'stretched a strand by 2 %': everyMove(/[XY]/, (value) => value * 1.02),
  'ran a strand twice as fast': inBlock((block) => block.map((line) => words(line, /F/, (f) => 2 * f))),
  'left out a corner': inBlock((block) => {
    const at = block.findLastIndex(isMove) - 1;
    return at > 0 && isMove(block[at]) ? block.toSpliced(at, 1) : null;
  }),
  'bent a leg': inBlock((block) => {
    const at = block.findLastIndex(isMove);
    return block.toSpliced(
      at,
      0,
      words(block[at], /[XY]/, (value) => value + 0.3),
    );
  }),
  'lost a page': (lines, random) => {
    const from = Math.floor((0.2 + 0.5 * random()) * lines.length);
    return lines.toSpliced(from, Math.floor(lines.length / 10));
  },
  'lost the end': (lines) => lines.slice(0, Math.floor(0.8 * lines.length)),
  'lost the beginning': (lines) => lines.slice(Math.floor(0.3 * lines.length)),
  'went through the file twice': (lines) => [...lines, ...lines],
  'printed the layers upside down': (lines) => {
    const heights = [...new Set(lines.flatMap((line) => /^G[01].* Z(-?[\d.]+)/.exec(line)?.[1] ?? []))];
    if (heights.length < 2) return null;
    const [low, high] = [heights[0], heights.at(-1)!];
    return lines.map((line) =>
      line.replace(/ Z(-?[\d.]+)/, (w, z) => (z === low ? ` Z${high}` : z === high ? ` Z${low}` : w)),
    );
  },
  'set every height 0.1 mm lower': (lines) =>
    lines.map((line) => (/^G[01]/.test(line) ? words(line, /Z/, (z) => z - 0.1) : line)),
  'moved all by the width of a strand': (lines) =>
    lines.map((line) => (isMove(line) ? words(line, /X/, (x) => x + 0.4) : line)),
  'ran everything a tenth slower': (lines) =>
    lines.map((line) => (/^G[01]/.test(line) ? words(line, /F/, (f) => 0.9 * f) : line)),
  'waited not at all': (lines) =>
    lines.some((line) => line.startsWith('G4')) ? lines.filter((line) => !line.startsWith('G4')) : null,
  'broke a line in two': oneLine(/^G1 X\S+ Y\S+/, (line) => line.replace(' Y', '\rY')),
  'lost a line end': (lines, random) => {
    const rows = lines.flatMap((line, row) => (isMove(line) && isMove(lines[row + 1] ?? '') ? [row] : []));
    const row = pick(rows, random);
    return row === undefined ? null : lines.toSpliced(row, 2, `${lines[row]}${lines[row + 1]}`);
  },
  'wrote a minus of typography': oneLine(/^G1 [XY]\d/, (line) => line.replace(/([XY])/, '$1\u2212')),
  'wrote an O for a zero': oneLine(/^G1 \S*0/, (line) => line.replace('0', 'O')),
  'wrote a letter for a one': oneLine(/^G1 /, (line) => line.replace('G1', 'Gl')),
  'wrote a NUL': oneLine(/^G1 \S+ /, (line) => line.replace(/^(G1 \S+) /, '$1\0')),
  'wrote a second sign': oneLine(/^G1 [XY]\d/, (line) => line.replace(/([XY])/, '$1--')),
  'wrote a decimal point twice': oneLine(/^G1 \S*\./, (line) => line.replace('.', '..')),
  'left a number out': oneLine(/^G1 [XY]-?\d/, (line) => line.replace(/([XY])-?[\d.]+/, '$1')),
  'hid a move behind a bracket': oneLine(/^G1 [XY]/, (line) => `(${line})`),
  'hid a move behind a percent sign': oneLine(/^G1 [XY]/, (line) => `%${line}`),
  'wrote words of a macro language': oneLine(/^G1 [XY]-?\d/, (line) => line.replace(/([XY])-?[\d.]+/, '$1{1+1}')),
  'moved relatively for one strand': inBlock((block) => [block[0], 'G91', ...block.slice(1), 'G90']),
  'named the place anew and back': inBlock((block) => [block[0], 'G92 X0 Y0', ...block.slice(1)]),
  'printed a strand with arcs': inBlock((block) => {
    const at = block.findLastIndex(isMove);
    return block.with(at, `${block[at].replace(/^G[01]/, 'G3')} I0.2 J0.2`);
  }),
};

/** What bends a leg may lie on its way, and then changes nothing but the lines. */
const isOnTheWay = (kind: string): boolean => kind === 'bent a leg';

const profiles = listProfiles(libraryFolder('printers'));

test.each(profiles.map((profile, i) => [profile.id, profile, i] as const))(
  '%s: no edit of a whole stretch goes unnoticed',
  async (_, profile, i) => {
    const { program, gcode, vessel } = await smallPlan(profile);
    const lines = [...gcode!]
      .map((byte) => String.fromCharCode(byte))
      .join('')
      .split('\n');
    const random = seededRandom(7000 + i);
    const reads = (bytes: Uint8Array) =>
      complaints(() => [...checkGcode(bytes, { profile, vessel }).findings, ...readback(program, profile, bytes)]);
    const before = reads(gcode!);
    const missed: string[] = [];
    let made = 0;
    for (const [k, [kind, edit]] of Object.entries(edits).entries()) {
      const edited = edit(lines, random);
      if (edited === null || edited.join('\n') === lines.join('\n')) continue;
      made++;
      const bytes = bytesOf(edited);
      if (weigh(compareLines(bytes, gcode!, profile)) === 0) missed.push(`${kind}, by the lines`);
      // The readings take longer: a third of the kinds on each profile, all of them in full.
      const asked = draws(0, 1) === 1 || k % 3 === i % 3;
      if (asked && !isOnTheWay(kind) && reads(bytes) <= before) missed.push(`${kind}, by the readings`);
    }
    expect(missed).toEqual([]);
    expect(made).toBeGreaterThan(25);
  },
);
