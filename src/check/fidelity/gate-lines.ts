import type { Judgement } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';

/** A line that the job asks for: x y z r of each point, mm, frame of the construct. */
export interface LineAsked {
  readonly part: string;
  readonly branch: string;
  readonly ink: string;
  readonly points: Float64Array;
}

/** How far a strand may lie beside its line, and how much it may differ in width, as shares of its width. */
const beside = 0.3;
const offWidth = 0.05;
/** What may be missing of a branch: a share of it, and a piece in widths. */
const missing = { share: 0.005, widths: 1 };

/**
 * Refuses where strands do not carry out the lines of a job: a piece of a line along which no strand of its ink lies, a
 * strand of another width there, and strands where the job has no line. Every line is walked in steps of a quarter of
 * its width; strands are looked up as they are printed, by their own points.
 */
export function gateLines(asked: readonly LineAsked[], layers: readonly ConstructLayer[], well?: string): Judgement[] {
  const laid = linesOfStrands(layers);
  const strands = bundleOf(laid);
  const lines = bundleOf(asked.map(({ points, ink, part }) => ({ points, key: `${part}\0${ink}` })));
  const findings: Judgement[] = [];
  for (const { part, branch, ink, points } of asked) {
    const { longest, sum, at, width, total } = walkAlong(points, `${part}\0${ink}`, strands, false);
    if (sum > missing.share * total || longest > missing.widths * width) {
      findings.push(lost({ part, branch, well }, { sum, longest, total, at }));
      continue;
    }
    const wide = walkAlong(points, `${part}\0${ink}`, strands, true);
    if (wide.sum - sum > missing.share * total) findings.push(otherWidth({ part, branch, well }, wide));
  }
  for (const { points, key, strand } of laid) {
    const [part] = key.split('\0');
    const { longest, sum, at, width } = walkAlong(points, key, lines, false);
    if (longest > missing.widths * width) findings.push(stray(part, strand, well, sum, at));
  }
  return findings;
}

interface Line {
  readonly points: Float64Array;
  /** Part and ink. */
  readonly key: string;
}

/** The centre lines of the strands: half a width below their tips. */
function linesOfStrands(layers: readonly ConstructLayer[]): (Line & { readonly strand: number })[] {
  return layers.flatMap(({ top, strands }, layer) =>
    strands.map(({ points, rise, widths, width, part, ink }) => {
      const count = points.length / 2;
      const line = new Float64Array(4 * count);
      for (let i = 0; i < count; i++) {
        const w = widths === undefined ? width : widths[i] / 1e6;
        line.set([points[2 * i] / 1e6, points[2 * i + 1] / 1e6, top + (rise?.[i] ?? 0) / 1e6 - w / 2, w / 2], 4 * i);
      }
      return { points: line, key: `${part}\0${ink}`, strand: layer };
    }),
  );
}

/** Pieces of lines by cubes of space. */
interface Bundle {
  readonly edge: number;
  readonly pieces: Float64Array;
  readonly keys: readonly string[];
  readonly cubes: ReadonlyMap<string, readonly number[]>;
}

function bundleOf(lines: readonly Line[]): Bundle {
  let edge = 0.2;
  for (const { points } of lines) for (let p = 3; p < points.length; p += 4) edge = Math.max(edge, points[p]);
  const pieces: number[] = [];
  const keys: string[] = [];
  const cubes = new Map<string, number[]>();
  for (const { points, key } of lines) {
    for (let p = 4; p < points.length; p += 4) {
      const id = keys.length;
      keys.push(key);
      for (let k = p - 4; k < p + 4; k++) pieces.push(points[k]);
      const steps = Math.max(1, Math.ceil(lengthOfPiece(points, p) / (edge / 2)));
      const seen = new Set<string>();
      for (let s = 0; s <= steps; s++) {
        const cube = [0, 1, 2]
          .map((k) => Math.floor((points[p - 4 + k] + (s / steps) * (points[p + k] - points[p - 4 + k])) / edge))
          .join();
        if (seen.has(cube)) continue;
        seen.add(cube);
        const list = cubes.get(cube);
        if (list === undefined) cubes.set(cube, [id]);
        else list.push(id);
      }
    }
  }
  return { edge, pieces: Float64Array.from(pieces), keys, cubes };
}

function lengthOfPiece(points: Float64Array, p: number): number {
  return Math.hypot(points[p] - points[p - 4], points[p + 1] - points[p - 3], points[p + 2] - points[p - 2]);
}

interface Walked {
  /** mm of the line beside which nothing lies: in all, and in one piece. */
  readonly sum: number;
  readonly longest: number;
  readonly total: number;
  /** Where the longest piece begins. */
  readonly at: readonly [x: number, y: number, z: number];
  /** Greatest width of the line. */
  readonly width: number;
}

function walkAlong(points: Float64Array, key: string, bundle: Bundle, widths: boolean): Walked {
  let [sum, longest, total, run, width] = [0, 0, 0, 0, 0];
  let at: [number, number, number] = [points[0], points[1], points[2]];
  let start: [number, number, number] = at;
  for (let p = 4; p < points.length; p += 4) {
    const length = lengthOfPiece(points, p);
    const thin = Math.min(points[p - 1], points[p + 3]);
    width = Math.max(width, 2 * points[p + 3], 2 * points[p - 1]);
    const steps = Math.max(1, Math.ceil(length / (thin / 2)));
    total += length;
    for (let s = 0; s < steps; s++) {
      const t = (s + 0.5) / steps;
      const [x, y, z, r] = [0, 1, 2, 3].map((k) => points[p - 4 + k] + t * (points[p + k] - points[p - 4 + k]));
      if (isBeside(bundle, key, [x, y, z, r], widths)) {
        run = 0;
        continue;
      }
      if (run === 0) start = [x, y, z];
      run += length / steps;
      sum += length / steps;
      if (run > longest) [longest, at] = [run, start];
    }
  }
  return { sum, longest, total, at, width };
}

/** Whether a piece of the same part and ink passes a place, and (`widths`) as wide as asked. */
function isBeside(
  { edge, pieces, keys, cubes }: Bundle,
  key: string,
  [x, y, z, r]: readonly number[],
  widths: boolean,
): boolean {
  const [i, j, k] = [Math.floor(x / edge), Math.floor(y / edge), Math.floor(z / edge)];
  const reach = beside * 2 * r;
  for (let m = 0; m < 27; m++) {
    // Its own cube first: most are found there.
    const n = (m + 13) % 27;
    const cube = cubes.get(`${i + (n % 3) - 1},${j + (Math.floor(n / 3) % 3) - 1},${k + Math.floor(n / 9) - 1}`) ?? [];
    for (const id of cube) {
      if (keys[id] !== key) continue;
      const o = 8 * id;
      const d = [pieces[o + 4] - pieces[o], pieces[o + 5] - pieces[o + 1], pieces[o + 6] - pieces[o + 2]];
      const square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
      const along = (x - pieces[o]) * d[0] + (y - pieces[o + 1]) * d[1] + (z - pieces[o + 2]) * d[2];
      const t = square > 0 ? Math.min(1, Math.max(0, along / square)) : 0;
      const away = Math.hypot(x - pieces[o] - t * d[0], y - pieces[o + 1] - t * d[1], z - pieces[o + 2] - t * d[2]);
      const other = pieces[o + 3] + t * (pieces[o + 7] - pieces[o + 3]);
      if (away <= reach && (!widths || Math.abs(other - r) <= offWidth * r)) return true;
    }
  }
  return false;
}

interface Whose {
  readonly part: string;
  readonly branch: string;
  readonly well: string | undefined;
}

const where = (part: string, well: string | undefined) => (well === undefined ? { part } : { part, well });

const placeWords = (at: readonly number[]): string => `x ${short(at[0])}, y ${short(at[1])}, z ${short(at[2])} mm`;

function lost({ part, branch, well }: Whose, { sum, longest, total, at }: Omit<Walked, 'width'>): Judgement {
  return {
    code: 'line-lost',
    severity: 'refuse',
    where: where(part, well),
    what: `${short(sum)} of ${short(total)} mm of branch ${branch} of ${part} are not printed, ${short(longest)} mm of it from ${placeWords(at)}.`,
    fix: 'Smooth the branch there, or take a finer needle; --allow fidelity prints it as it is planned.',
    numbers: { lostMm: sum, longestMm: longest, lengthMm: total },
  };
}

function otherWidth({ part, branch, well }: Whose, { sum, total, at }: Walked): Judgement {
  return {
    code: 'line-width',
    severity: 'warn',
    where: where(part, well),
    what: `${short(sum)} of ${short(total)} mm of branch ${branch} of ${part} are printed more than ${100 * offWidth} % wider or narrower than asked, first at ${placeWords(at)}.`,
    fix: 'Let its radius change more evenly from point to point.',
    numbers: { lengthMm: sum },
  };
}

function stray(part: string, strand: number, well: string | undefined, sum: number, at: readonly number[]): Judgement {
  return {
    code: 'line-outside',
    severity: 'refuse',
    where: { ...where(part, well), layer: strand },
    what: `${short(sum)} mm of a strand of ${part} lie where the job has no line, from ${placeWords(at)}.`,
    fix: 'Report this: a plan must not add lines. --allow fidelity prints it as it is planned.',
    numbers: { outsideMm: sum },
  };
}
