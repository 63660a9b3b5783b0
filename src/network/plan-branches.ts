import { findJoints, type Meetings } from './joints.ts';
import { type LaidLine, layWalks } from './lay-walks.ts';
import { type Atoms, whatComesLater } from './needle-room.ts';
import { orderAtoms } from './order/order-atoms.ts';
import type { PrintedWays } from './order/order-state.ts';
import { type Chain, lengthOfNodes, resample } from './resample.ts';
import { splitRises } from './split-rises.ts';

/** A centre line to be printed, mm, in the frame of the construct. */
export interface AskedLine {
  /** x y z r of each point; no two the same. */
  readonly points: Float64Array;
  /** Number of its ink. */
  readonly ink: number;
  /** mm that a later strand lies on an earlier one where the line was interrupted. */
  readonly overlapMm: number;
  /** Drawn as a curve through its points, or straight from one to the next. */
  readonly smooth: boolean;
}

export interface BranchPlan {
  /** In the order of printing. */
  readonly lines: readonly LaidLine[];
  readonly meetings: Meetings;
  /** mm, of the centre lines as drawn. */
  readonly lengthMm: number;
  readonly overlapMm: number;
  /** Way added to reach the lines that ends join. */
  readonly reachedMm: number;
  readonly swaps: number;
}

/** Pieces of line are no longer than this share of what has to be told apart: the thinner of needle and strand. */
const stepShare = 1 / 3;
/** Longest networks are looked at in so many pieces at most. */
const mostAtoms = 160_000;

/**
 * The strands of centre lines in the order in which no needle meets what is printed. `needles`: outer radius, mm, by
 * number of the ink; `ways` begins to judge ways between strands. Deterministic.
 */
export function planBranches(
  asked: readonly AskedLine[],
  needles: readonly number[],
  ways: (() => PrintedWays) | null,
): BranchPlan {
  const step = stepOf(asked, needles);
  const drawn = asked.map(({ points, smooth }, branch): Chain => ({ branch, nodes: resample(points, step, smooth) }));
  const meetings = findJoints(drawn);
  const inks = Int32Array.from(asked, ({ ink }) => ink);
  const around = Float64Array.from(inks, (ink) => needles[ink]);
  const { atoms, joints, later } = waitingOf(meetings, around);
  const order = orderAtoms({ atoms, joints, later, inks, ways });
  const overlaps = Float64Array.from(asked, ({ overlapMm }) => overlapMm);
  const lines = layWalks(order.walks, atoms, later, overlaps);
  const lengthMm = drawn.reduce((sum, { nodes }) => sum + lengthOfNodes(nodes), 0);
  const overlapMm = lines.reduce((sum, line) => sum + line.overlapMm[0] + line.overlapMm[1], 0);
  return { lines, meetings, lengthMm, overlapMm, reachedMm: meetings.reachedMm, swaps: order.swaps };
}

/** The pieces of lines and which wait for which; finer where lines are printed in turn. `needles`: radius, mm, by chain. */
function waitingOf({ chains, joints }: Meetings, needles: Float64Array) {
  const atoms = atomsOf(chains, needles);
  const later = whatComesLater(atoms, joints);
  const split = splitRises({ chains, joints }, later.rises);
  if (split === null) return { atoms, joints, later };
  const finer = atomsOf(split.chains, needles);
  return { atoms: finer, joints: split.joints, later: whatComesLater(finer, split.joints) };
}

function stepOf(asked: readonly AskedLine[], needles: readonly number[]): number {
  let finest = needles.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let length = 0;
  for (const { points } of asked) {
    for (let p = 3; p < points.length; p += 4) finest = Math.min(finest, Math.max(points[p], 0.05));
    length += lengthOfNodes(points);
  }
  return Math.max(stepShare * finest, length / mostAtoms);
}

function atomsOf(chains: readonly Chain[], needles: Float64Array): Atoms {
  const counts = chains.map(({ nodes }) => nodes.length / 4);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const nodes = new Float64Array(4 * all);
  const ways = new Float64Array(all);
  const firsts = new Int32Array(chains.length + 1);
  const chainOf = new Int32Array(all - chains.length);
  let node = 0;
  chains.forEach((chain, c) => {
    nodes.set(chain.nodes, 4 * node);
    for (let n = 1; n < counts[c]; n++) {
      const p = 4 * n;
      ways[node + n] = ways[node + n - 1] + lengthOfNodes(chain.nodes.subarray(p - 4, p + 4));
      chainOf[node - c + n - 1] = c;
    }
    node += counts[c];
    firsts[c + 1] = node - c - 1;
  });
  return { nodes, firsts, chainOf, ways, needles };
}
