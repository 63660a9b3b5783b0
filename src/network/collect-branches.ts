import type { Branch, BranchKind } from './branch.ts';
import { branchError } from './branch-error.ts';

/** Most points that a file may hold: far beyond every published network, and little memory. */
const mostPoints = 4_000_000;

/** A branch while its points are read. */
interface Open {
  readonly name: string;
  readonly points: number[];
  readonly radii: number[];
  readonly lines: number[];
  readonly kinds: (BranchKind | null)[];
}

/** Gathers points into branches. */
export interface Collector {
  readonly begin: (name: string) => void;
  readonly add: (point: PointRow) => void;
  /** The branches in the order of the file; those without a point are left out. */
  readonly finish: () => Collected;
}

export interface PointRow {
  readonly line: number;
  readonly xyz: readonly [number, number, number];
  /** NaN: none. */
  readonly radius: number;
  readonly kind: BranchKind | null;
}

export interface Collected {
  readonly branches: Branch[];
  readonly oddities: string[];
}

export function collectBranches(file: string): Collector {
  const all: Open[] = [];
  let count = 0;
  return {
    begin: (name) => {
      all.push({ name, points: [], radii: [], lines: [], kinds: [] });
    },
    add: ({ line, xyz, radius, kind }) => {
      // A branch was just begun.
      const open = all.at(-1)!;
      if (++count > mostPoints) {
        throw branchError('branch-size', { file, line }, `it holds more than ${mostPoints} points`, 'Resample it.');
      }
      open.points.push(...xyz);
      open.radii.push(radius);
      open.lines.push(line);
      open.kinds.push(kind);
    },
    finish: () => {
      const oddities: string[] = [];
      const branches = all.filter(({ points }) => points.length > 0).map((open) => closeBranch(open, file, oddities));
      return { branches, oddities };
    },
  };
}

function closeBranch({ name, points, radii, lines, kinds }: Open, file: string, oddities: string[]): Branch {
  const without = radii.findIndex(Number.isNaN);
  const all = without < 0;
  if (!all && radii.some((radius) => !Number.isNaN(radius))) {
    const place = { file, branch: name, point: without + 1, line: lines[without] };
    throw branchError(
      'branch-radius',
      place,
      'it has no radius, and other points of its branch have one',
      'Give every point its radius, or none.',
    );
  }
  return {
    name,
    points: Float64Array.from(points),
    radii: all ? Float64Array.from(radii) : null,
    kind: kindOf(name, kinds, oddities),
    lines: Int32Array.from(lines),
  };
}

/** The kind of most of its points: where a branch leaves another, files repeat the point of that other one, kind and all. */
function kindOf(name: string, kinds: readonly (BranchKind | null)[], oddities: string[]): BranchKind | null {
  const arteries = kinds.filter((kind) => kind === 'artery').length;
  const veins = kinds.filter((kind) => kind === 'vein').length;
  if (arteries + veins === 0) return null;
  const kind = arteries > veins ? 'artery' : 'vein';
  const others = Math.min(arteries, veins);
  if (others > 0)
    oddities.push(
      `${others} of ${kinds.length} points of branch ${name} are marked as the other kind; it is taken as ${kind}.`,
    );
  return kind;
}
