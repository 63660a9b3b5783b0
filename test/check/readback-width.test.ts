import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, readAgain } from '../../src/check/foreign/second-reading.ts';
import { readback } from '../../src/check/readback/readback.ts';
import { programPath } from '../../src/check/readback/readback-path.ts';
import { comparePieces, plannedUl } from '../../src/check/readback/readback-pieces.ts';
import { motionFlag } from '../../src/gcode/motion.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { type Strand, strandVolume } from '../../src/laydown/strand.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile, ProfileTool } from '../../src/printer/profile.ts';
import type { Program } from '../../src/program/program.ts';
import { writtenBytes } from '../gcode/synthetic-program.ts';
import { construct, jobOf, plan, stepsOf, strand } from '../program/plan-fixture.ts';
import { runs } from '../proving.ts';

/** Strands of varying width and dots, from the plan through the file of every printer to both readers. */

const height = 0.2;

function slot(points: readonly (readonly [number, number])[], widths: readonly number[], more: Partial<Strand> = {}) {
  const width = Math.max(...widths);
  return strand(points, {
    width,
    area: width * height,
    height,
    role: 'contour',
    widths: Int32Array.from(widths, (mm) => Math.round(mm * 1e6)),
    ...more,
  });
}

/** A wedge from 0.21 to 0.8 mm over 20 mm: the volume of a trapezium. */
const wedge = slot(
  [
    [-10, 0],
    [10, 0],
  ],
  [0.21, 0.8],
);
const wedgeUl = 20 * height * (0.21 + 0.8) * 0.5;
/** A square ring of 4 mm, wide at two opposite corners. */
const ring = slot(
  [
    [-2, 4],
    [2, 4],
    [2, 8],
    [-2, 8],
  ],
  [0.3, 0.5, 0.3, 0.5],
  { closed: true },
);
const ringUl = 16 * height * 0.4;
/** A pin of 0.4 mm: a slot strand of pi/4 of its width holds as much as the cylinder. */
const dotMm = (Math.PI / 4) * 0.4;
const dot = strand(
  [
    [5, -4],
    [5 + dotMm, -4],
  ],
  { width: 0.4, area: 0.4 * height, height, role: 'contour' },
);
const dotUl = (Math.PI / 4) * 0.4 ** 2 * height;
/** The same pin on a stroke of an eighth of its width, its widths given point by point. */
const shortDot = slot(
  [
    [5, -8],
    [5.05, -8],
  ],
  [0.4, 0.4],
  { area: dotUl / 0.05 },
);
const plain = strand(
  [
    [-8, -6],
    [8, -6],
  ],
  { width: 0.4, area: 0.4 * height, height },
);

const machines = listProfiles(join(import.meta.dirname, '../../printers')).flatMap((profile) => {
  const kinds = new Map(profile.tools.map((tool) => [`${tool.dispenser.by} ${tool.kind}`, tool]));
  return [...kinds.values()].map((tool) => [`${profile.id} ${tool.id} (${tool.dispenser.by})`, profile, tool] as const);
});

function programOf(
  profile: Profile,
  tool: ProfileTool,
  strands: readonly Strand[] = [plain, wedge, ring, dot, shortDot],
  own: Record<string, unknown> = {},
): Program {
  const job = jobOf(['a'], { speed: 5, travelSpeed: 40 }, { tool: tool.id, ...own });
  return plan(construct([strands, [plain]]), { profile, job });
}

const bytesOf = (program: Program, profile: Profile) => writtenBytes(writeGcode(program, profile));

/** Lines of a strand: from its comment to `;BIO:end`. */
function linesOfStrand(bytes: Uint8Array, id: number): { lines: string[]; from: number; to: number } {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const from = lines.findIndex((line) => line.startsWith(`;BIO:strand=${id} `));
  const to = lines.findIndex((line, i) => i > from && line === ';BIO:end');
  return { lines, from, to };
}

const numberAfter = (line: string, letter: string): number | null => {
  const match = new RegExp(` ${letter}(-?[\\d.]+)`).exec(line);
  return match === null ? null : Number(match[1]);
};

/** mm and mm/s of the moves of a strand, from the text alone. */
function movesOf(
  bytes: Uint8Array,
  id: number,
  { zWord }: ProfileTool,
): { mm: number; speed: number; words: string }[] {
  const { lines, from, to } = linesOfStrand(bytes, id);
  const at: Record<string, number> = {};
  let feed = Number.NaN;
  const moves: { mm: number; speed: number; words: string }[] = [];
  lines.slice(0, to).forEach((line, number) => {
    if (!/^G[01] /.test(line)) return;
    feed = numberAfter(line, 'F') ?? feed;
    let way = 0;
    for (const axis of ['X', 'Y', zWord]) {
      const next = numberAfter(line, axis);
      if (next === null) continue;
      way += (next - (at[axis] ?? next)) ** 2;
      at[axis] = next;
    }
    if (number > from) moves.push({ mm: Math.sqrt(way), speed: feed / 60, words: line });
  });
  return moves;
}

describe.each(machines)('%s', (_, profile, tool) => {
  const program = programOf(profile, tool);
  const bytes = bytesOf(program, profile);
  const steps = stepsOf(program, 'strand');
  const { dispenser } = tool;

  test('holds the volumes of the drawing, and both readers agree', () => {
    expect(steps.map(({ strand: laid }) => strandVolume(laid)).slice(1, 3)).toEqual([
      expect.closeTo(wedgeUl, 6),
      expect.closeTo(ringUl, 6),
    ]);
    expect(steps.slice(1, 5).map(({ volumeUl }) => volumeUl)).toEqual([
      expect.closeTo(wedgeUl, 6),
      expect.closeTo(ringUl, 6),
      expect.closeTo(dotUl, 6),
      expect.closeTo(dotUl, 6),
    ]);
    expect(steps[4].flow).toBeCloseTo(0.4 * height * 5, 6);
    const { motions, strands } = readGcode(bytes, profile);
    for (const id of [3, 4]) {
      const row = strands.firstMotion[id];
      expect(motions.strand[row]).toBe(id);
      expect(motions.volume[row]).toBeCloseTo(dotUl, 5);
      const laidAtRest = dispenser.by !== 'plunger' && dispenser.open.length > 0;
      expect((motions.flags[row] & motionFlag.drop) !== 0).toBe(laidAtRest);
    }
    expect(readback(program, profile, bytes)).toEqual([]);
  });

  if (dispenser.by === 'plunger') {
    test('the plunger pushes the section of each piece, and all of it in the end', () => {
      const bore = dispenser.bore ?? Number.NaN;
      const ulPerUnit = dispenser.meaning === 'mm' ? (Math.PI / 4) * bore ** 2 : dispenser.meaning === 'mm3' ? 1 : 1000;
      let before = dispenser.relative ? 0 : lastWord(bytes, 1, dispenser.word);
      let sum = 0;
      let way = 0;
      for (const { mm, words, speed } of movesOf(bytes, 1, tool)) {
        const word = numberAfter(words, dispenser.word) ?? Number.NaN;
        const pushed = (dispenser.relative ? word : word - before) * ulPerUnit;
        before = word;
        const middle = 0.21 + ((way + mm / 2) / 20) * (0.8 - 0.21);
        expect(Math.abs(pushed / mm / (middle * height) - 1)).toBeLessThan(1e-3);
        expect(speed).toBeCloseTo(5, 3);
        sum += pushed;
        way += mm;
      }
      expect(way).toBeCloseTo(20, 3);
      expect(Math.abs(sum - wedgeUl)).toBeLessThan(4e-6);
    });
  } else {
    test('pressure pushes evenly: time times flow is the volume, each piece as slow as it is wide', () => {
      const flow = 0.4 * height * 5;
      let sum = 0;
      let way = 0;
      for (const { mm, speed } of movesOf(bytes, 1, tool)) {
        const middle = 0.21 + ((way + mm / 2) / 20) * (0.8 - 0.21);
        expect(Math.abs(flow / speed / (middle * height) - 1)).toBeLessThan(2e-3);
        sum += (flow * mm) / speed;
        way += mm;
      }
      expect(Math.abs(sum / wedgeUl - 1)).toBeLessThan(1e-4);
    });

    test('a dot is the time that the valve stands open', () => {
      const [again] = readAgain(linesOf(bytes), profile).strands.filter(({ id }) => id === 3);
      const openS = dotUl / (0.4 * height * 5);
      if (dispenser.open.length === 0) {
        expect(again.flowingMm).toBeCloseTo(dotMm, 3);
        expect(again.flowingMm / again.speeds[0]).toBeCloseTo(openS, 3);
      } else {
        expect(again.flowingMm).toBe(0);
        expect(again.restS).toBeCloseTo(openS + tool.preflow + tool.postflow, 2);
      }
    });
  }

  test('no piece is more than 3 % off its mean, and the comments tell each width', () => {
    const { lines, from, to } = linesOfStrand(bytes, 1);
    const stated = lines.slice(from, to).flatMap((line) => /^;WIDTH:(.*)$/.exec(line)?.slice(1) ?? []);
    const { widths } = steps[1].strand;
    expect(stated).toHaveLength(widths!.length - 1);
    stated.forEach((mm, i) => {
      const [a, b] = [widths![i] / 1e6, widths![i + 1] / 1e6];
      expect(Number(mm)).toBeCloseTo((a + b) / 2, 4);
      expect(Math.abs(b - a) / (a + b)).toBeLessThan(0.0301);
    });
  });

  test('one piece that is wrong is found', () => {
    const { lines, from, to } = linesOfStrand(bytes, 1);
    const changed = (edit: (own: string[]) => void) => {
      const own = lines.slice(from, to);
      edit(own);
      expect(own).not.toEqual(lines.slice(from, to));
      const text = [...lines.slice(0, from), ...own, ...lines.slice(to)].join('\n');
      const found = readback(program, profile, new TextEncoder().encode(text));
      // Both readers see it, each by itself.
      for (const reader of ['byte reader', 'second reader']) {
        expect(found.some(({ what }) => what.includes(`(${reader})`))).toBe(true);
      }
      return found.map(({ code }) => code);
    };
    const moves = (own: readonly string[]) => own.flatMap((line, i) => (line.startsWith('G1') ? [i] : []));
    const swap = (letter: string) => (own: string[]) => {
      const [a, b] = moves(own).slice(3, 5);
      const [wordA, wordB] = [a, b].map((i) => new RegExp(` ${letter}[\\d.]+`).exec(own[i])![0]);
      own[a] = own[a].replace(wordA, wordB);
      own[b] = own[b].replace(wordB, wordA);
    };
    if (dispenser.by === 'plunger' && dispenser.relative) {
      expect(changed(swap(dispenser.word))).toContain('strand-section');
    } else if (dispenser.by === 'plunger') {
      const sooner = (own: string[]) => {
        const [a, b] = moves(own).slice(3, 5);
        const [here, next] = [a, b].map((i) => numberAfter(own[i], dispenser.word)!);
        const word = (here + 0.1 * (next - here)).toFixed(6);
        own[a] = own[a].replace(new RegExp(` ${dispenser.word}[\\d.]+`), ` ${dispenser.word}${word}`);
      };
      expect(changed(sooner)).toContain('strand-section');
    } else {
      expect(changed(swap('F'))).toContain('strand-section');
      const slower = (own: string[]) => {
        const at = moves(own)[3];
        own[at] = own[at].replace(/F([\d.]+)/, (_all, feed) => `F${Number(feed) * 0.98}`);
      };
      expect(changed(slower)).toContain('strand-section');
    }
    const wider = (own: string[]) => {
      const at = own.findIndex((line, i) => i > 8 && line.startsWith(';WIDTH:'));
      own[at] = `;WIDTH:${Number(own[at].slice(7)) + 0.001}`;
    };
    expect(changed(wider)).toContain('strand-section');
    const silent = (own: string[]) => {
      own[0] = own[0].replace(/ thinnest=\S+/, '');
    };
    expect(changed(silent)).toContain('strand-width');
  });

  test('a dot of another size is found', () => {
    const { lines, from, to } = linesOfStrand(bytes, 3);
    const own = lines.slice(from, to).map((line) => {
      if (/^G4/.test(line)) return line.replace(/P([\d.]+)/, (_all, time) => `P${Number(time) * 1.2}`);
      if (dispenser.by === 'plunger') return line.replace(/ F[\d.]+/, '').replace(/^(G1.*) Y/, '$1 Y');
      return line.replace(/ F([\d.]+)/, (_all, feed) => ` F${Number(feed) * 0.9}`);
    });
    if (dispenser.by === 'plunger') {
      const at = own.findIndex((line) => line.startsWith('G1'));
      own[at] = own[at].replace(
        new RegExp(` ${dispenser.word}([\\d.]+)`),
        (_all, word) => ` ${dispenser.word}${Number(word) * 1.05}`,
      );
    }
    const text = [...lines.slice(0, from), ...own, ...lines.slice(to)].join('\n');
    expect(readback(program, profile, new TextEncoder().encode(text))).not.toEqual([]);
  });
});

test('a tiny piece under a plunger may be off by the digits of its word, whatever its speed', () => {
  const [, profile, tool] = machines.find(([name]) => name.startsWith('marlin-syringe'))!;
  const tiny = slot(
    [
      [0, 0],
      [0.006, 0],
    ],
    [0.056, 0.056],
    { area: 0.0025 },
  );
  const planned = stepsOf(programOf(profile, tool, [tiny]), 'strand').find((each) => each.strand === tiny)!;
  const step = { ...planned, speeds: Float64Array.of(planned.speed) };
  const way = programPath(step);
  const owed = plannedUl(step, step.lengthMm);
  const offBy = (ul: number) =>
    comparePieces(step, way, way, { volumeUl: [owed + ul], speed: [planned.speed], width: [0.056] });
  // A digit of this syringe is 1.66e-6 uL.
  expect(offBy(8e-7)).toBeNull();
  expect(offBy(-8e-7)).toBeNull();
  expect(offBy(4e-6)?.what).toMatch(/^the piece to point 1 holds/);
});

test('strands of any widths, rising and closed, are read as they were planned', () => {
  const coordinate = fc.integer({ min: -12_000_000, max: 12_000_000 });
  const point = fc.tuple(coordinate, coordinate, fc.integer({ min: 100_000, max: 1_200_000 }));
  // Clumps of points give pieces down to the printed digit.
  const near = fc.tuple(
    fc.integer({ min: -60_000, max: 60_000 }),
    fc.integer({ min: -90, max: 90 }),
    fc.integer({ min: 100_000, max: 1_200_000 }),
  );
  const path = fc
    .array(fc.tuple(point, fc.array(near, { maxLength: 3 })), { minLength: 2, maxLength: 5 })
    .map((clumps) =>
      clumps.flatMap(([[x, y, w], more]) => [[x, y, w], ...more.map(([dx, dy, dw]) => [x + dx, y + dy, dw])]),
    )
    .filter(([a, b]) => Math.hypot(b[0] - a[0], b[1] - a[1]) > 1000);
  const anyStrand = fc
    .record({ path, closed: fc.boolean(), rises: fc.boolean() })
    .map(({ path: points, closed, rises }) => {
      const widths = Int32Array.from(points, ([, , w]) => w);
      const width = Math.max(...widths) / 1e6;
      return strand([], {
        points: Int32Array.from({ length: 2 * points.length }, (_, i) => points[i >> 1][i % 2]),
        widths,
        width,
        height,
        area: width * height,
        closed: closed && !rises && points.length > 2,
        ...(rises && { rise: Int32Array.from(points, (_, i) => i * 1000) }),
      });
    });
  const ends = fc.record({
    coast: fc.constantFrom(0, 0.3),
    preflow: fc.constantFrom(0, 0.1),
    postflow: fc.constantFrom(0, 0.05),
  });
  const machine = fc.constantFrom(...machines);
  fc.assert(
    fc.property(
      machine,
      fc.array(anyStrand, { minLength: 1, maxLength: 3 }),
      ends,
      ([, profile, tool], strands, own) => {
        const program = programOf(profile, tool, strands, own);
        expect(readback(program, profile, bytesOf(program, profile))).toEqual([]);
        for (const step of stepsOf(program, 'strand')) {
          if (step.id >= strands.length) continue;
          expect(Math.abs(strandVolume(step.strand) / strandVolume(strands[step.id]) - 1)).toBeLessThan(1e-5);
        }
      },
    ),
    runs(12, 120),
  );
});

/** The plunger's place before a strand, where words are positions. */
function lastWord(bytes: Uint8Array, id: number, letter: string): number {
  const { lines, from } = linesOfStrand(bytes, id);
  let last = 0;
  for (const line of lines.slice(0, from)) {
    if (new RegExp(`^G92 ${letter}0`).test(line)) last = 0;
    else if (/^G[01] /.test(line)) last = numberAfter(line, letter) ?? last;
  }
  return last;
}
