import { seededRandom } from '../../src/random/seeded-random.ts';
/**
 * Synthetic networks in the statistics of the published ones (X-CAVATE's: number of branches, total length, radii): curved branches that fork into two or meet again, thinner from fork to fork, never through each other.
 */
export interface GrownBranch {
  /** x y z r of each point, mm. */
  readonly points: number[][];
  readonly kind: 'artery' | 'vein';
}

export interface TreeShape {
  readonly branches: number;
  readonly meanLengthMm: number;
  readonly radii: readonly [least: number, most: number];
  /** Half extents of the box that it grows in, mm. */
  readonly half: readonly [x: number, y: number, z: number];
  /** Trees in it: two, an artery and a vein, for two inks. */
  readonly trees?: 1 | 2;
  /** Half extents that the mesh of free space is looked at with: clearance between lines, in sums of radii. */
  readonly clearance?: number;
}

/**
 * The published networks by their number of branches: their lengths and radii, and for 50 and more their extents. The
 * published 4, 9 and 14 fill cubes of 46 mm and are hardly tangled (of the 4, 2 % of the points lie over another branch
 * within the radius of 27G); these grow in slabs, so narrow that a third of their points does.
 */
export const published: Readonly<Record<number, TreeShape>> = {
  4: { branches: 4, meanLengthMm: 80, radii: [0.261, 0.564], half: [23, 1.6, 10] },
  9: { branches: 9, meanLengthMm: 63.6, radii: [0.246, 0.691], half: [23, 4, 10] },
  14: { branches: 14, meanLengthMm: 53.4, radii: [0.222, 0.803], half: [23, 6, 12] },
  50: { branches: 50, meanLengthMm: 18, radii: [0.154, 0.8], half: [14, 12, 14] },
  61: { branches: 61, meanLengthMm: 14.9, radii: [0.084, 0.513], half: [13, 11, 13], trees: 2 },
  100: { branches: 100, meanLengthMm: 18.1, radii: [0.154, 1.082], half: [19, 17, 19] },
  500: { branches: 500, meanLengthMm: 14.5, radii: [0.028, 0.47], half: [34, 30, 34] },
};

const pointsEach = 60;

export function growTree(shape: TreeShape, seed: number): GrownBranch[] {
  const random = seededRandom(seed);
  const { half, radii, trees = 1, clearance = 1.15 } = shape;
  const grown: GrownBranch[] = [];
  // Points by cubes so wide that whatever could be too near lies in a cube beside.
  const taken = cubesOf<number[]>(clearance * 2 * radii[1] + 1);
  const open: { at: number[]; r: number; dir: number[]; kind: 'artery' | 'vein' }[] = [];
  for (let t = 0; t < trees; t++) {
    const side = t === 0 ? -1 : 1;
    const at = [side * half[0], (random() - 0.5) * half[1], (random() - 0.5) * half[2]];
    open.push({ at, r: radii[1], dir: [-side, 0, 0], kind: t === 0 ? 'artery' : 'vein' });
  }
  let failures = 0;
  while (grown.length < shape.branches && open.length > 0) {
    const k = Math.floor(random() * open.length);
    const tip = open[k];
    const branch = tryBranch(shape, random, tip, taken, clearance);
    if (branch === null) {
      if (++failures > 4000) break;
      // Leaves this end where it is; others may still grow.
      if (open.length > 1 && random() < 0.3) open.splice(k, 1);
      continue;
    }
    grown.push({ points: branch, kind: tip.kind });
    for (const p of branch) taken.add(p, p);
    open.splice(k, 1);
    const end = branch[branch.length - 1];
    const before = branch[branch.length - 3];
    const dir = norm([end[0] - before[0], end[1] - before[1], end[2] - before[2]]);
    const r = end[3];
    for (let c = 0; c < 2; c++)
      open.push({ at: end.slice(0, 3), r: Math.max(radii[0], r * (0.7 + 0.25 * random())), dir, kind: tip.kind });
  }
  return grown;
}

interface Cubes<T> {
  add(place: readonly number[], value: T): void;
  /** What lies in the cube of a place and in the 26 around it. */
  near(place: readonly number[]): Iterable<T>;
}

function cubesOf<T>(edge: number): Cubes<T> {
  const cubes = new Map<string, T[]>();
  const cell = (place: readonly number[], k: number) => Math.floor(place[k] / edge);
  return {
    add: (place, value) => {
      const key = `${cell(place, 0)},${cell(place, 1)},${cell(place, 2)}`;
      cubes.set(key, [...(cubes.get(key) ?? []), value]);
    },
    *near(place) {
      for (let i = -1; i <= 1; i++)
        for (let j = -1; j <= 1; j++)
          for (let k = -1; k <= 1; k++)
            yield* cubes.get(`${cell(place, 0) + i},${cell(place, 1) + j},${cell(place, 2) + k}`) ?? [];
    },
  };
}

/** A branch point by point, turning a little from step to step, away from walls and from what is there. */
function tryBranch(
  { meanLengthMm, radii, half }: TreeShape,
  random: () => number,
  tip: { at: number[]; r: number; dir: number[] },
  taken: Cubes<number[]>,
  clearance: number,
): number[][] | null {
  const step = (meanLengthMm * (0.6 + 0.8 * random())) / (pointsEach - 1);
  const rEnd = Math.max(radii[0], tip.r * (0.8 + 0.2 * random()));
  const turn = () => [random() - 0.5, random() - 0.5, random() - 0.5];
  let dir = norm(tip.dir.map((v, k) => v + 1.8 * turn()[k] * (k === 2 ? 0.6 : 1)));
  let bend = turn();
  const points: number[][] = [[...tip.at, tip.r]];
  for (let i = 1; i < pointsEach; i++) {
    const from = points[i - 1];
    const r = tip.r + (i / (pointsEach - 1)) * (rEnd - tip.r);
    let next: number[] | null = null;
    for (let tries = 0; tries < 24 && next === null; tries++) {
      const sway = (0.02 + 0.05 * tries) * Math.min(1.5, step);
      const requested = norm(dir.map((v, k) => v + sway * (bend[k] + turn()[k]) - 0.5 * step * wall(from[k], half[k])));
      const place = from.slice(0, 3).map((v, k) => v + step * requested[k]);
      if (place.every((v, k) => Math.abs(v) <= half[k]) && isFree(place, r, i * step)) {
        next = [...place, r];
        dir = requested;
      } else bend = turn();
    }
    if (next === null) return null;
    points.push(next);
  }
  return points;

  function isFree(q: readonly number[], r: number, way: number): boolean {
    for (const p of taken.near(q)) {
      const away = Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
      const room = clearance * (r + p[3]) + 0.3 * step;
      if (away >= room) continue;
      const fork = Math.hypot(p[0] - tip.at[0], p[1] - tip.at[1], p[2] - tip.at[2]);
      // Beside the fork they begin as one, and part at an angle.
      if (Math.max(fork, way) > 5 * tip.r || away < 0.6 * way) return false;
    }
    // It keeps off itself as well.
    for (let k = 0; k < points.length - Math.ceil((3 * r + step) / step) * 2; k++) {
      const p = points[k];
      if (Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) < clearance * 2 * r + 0.3 * step) return false;
    }
    return true;
  }
}

/** 0 inside, growing towards either wall. */
function wall(v: number, half: number): number {
  const free = half - Math.abs(v);
  return free > 3 ? 0 : Math.sign(v) * (1 - free / 3);
}

function norm(v: number[]): number[] {
  const length = Math.hypot(...v) || 1;
  return v.map((x) => x / length);
}

/** The network in X-CAVATE's text format, with its oddities: cm, a blank line, CRLF, mixed separators. */
export function writeXCavate(tree: readonly GrownBranch[], columns: 3 | 4 | 5 = 4): string {
  const separators = [', ', ' ', ',', '  '];
  const lines: string[] = [];
  tree.forEach(({ points, kind }, i) => {
    lines.push(`Vessel: ${i}, Number of Points: ${points.length}`, '');
    points.forEach(([x, y, z, r], k) => {
      const numbers = [x, y, z, r].map((v) => (v / 10).toFixed(7));
      const cells = [
        ...numbers.slice(0, Math.min(columns, 4)),
        ...(columns === 5 ? [kind === 'vein' ? '0' : '1'] : []),
      ];
      lines.push(cells.join(separators[(i + k) % separators.length]));
    });
  });
  return `${lines.join('\r\n')}\r\n`;
}
