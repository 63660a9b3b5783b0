import type { Finding } from '../finding/finding.ts';
import { short } from '../finding/number-words.ts';
import { type Branch, type BranchEnds, lengthOf } from './branch.ts';
import { branchError } from './branch-error.ts';
import type { FreeEnd, Meetings } from './joints.ts';
import { type Chain, lengthOfNodes } from './resample.ts';

/** What a file of lines is judged with: its name, and the needle that prints each branch (inner diameter, mm). */
export interface BranchContext {
  readonly file: string;
  readonly part: string;
  /** Written in the fixes: how the job changes the unit of this file. */
  readonly unit: string;
}

/** A branch shorter than this has no length, mm. */
const leastMm = 1e-3;
/** Strands thinner or wider than these times the bore are a slip in a unit. */
const plausible = { thinnest: 0.1, widest: 12, wholeNetwork: 0.5 };

/**
 * Refuses branches that cannot be printed as they stand: no length, no radius, numbers beyond all measure, and radii
 * that no needle lays (a unit off by ten). Branches in mm; `bores`: inner diameter of the needle of each, mm.
 */
export function refuseBadBranches(branches: readonly Branch[], bores: readonly number[], context: BranchContext): void {
  const { file } = context;
  let widest = 0;
  branches.forEach(({ name, points, radii, lines }, i) => {
    for (let p = 0; p < points.length; p += 3) {
      const place = { file, branch: name, point: p / 3 + 1, line: lines[p / 3] };
      const far = Math.max(Math.abs(points[p]), Math.abs(points[p + 1]), Math.abs(points[p + 2]));
      if (!(far <= 2000))
        throw branchError(
          'branch-far',
          place,
          Number.isFinite(far)
            ? `it lies ${far.toPrecision(3)} mm from the origin of the file`
            : 'it lies farther from the origin of the file than any number can say',
          `Check the numbers and the unit of the file (${context.unit}).`,
        );
      const radius = radii?.[p / 3];
      if (radius === undefined) continue;
      if (!(radius > 0))
        throw branchError(
          'branch-radius',
          place,
          `its radius is ${radius}`,
          'Give it the radius of the branch there, above 0.',
        );
      widest = Math.max(widest, (2 * radius) / bores[i]);
      if (2 * radius > plausible.widest * bores[i]) {
        throw branchError(
          'branch-unit',
          place,
          Number.isFinite(radius)
            ? `it is ${short(2 * radius)} mm wide, ${Math.round((2 * radius) / bores[i])} times the bore of its needle`
            : 'it is wider than any number can say',
          unitFix(context, 0.1),
        );
      }
    }
    if (lengthOf(points) < leastMm) {
      throw branchError(
        'branch-length',
        { file, branch: name, point: 1, line: lines[0] },
        'it has no length: its points lie on each other',
        'Give it a second point elsewhere, or take it out.',
      );
    }
  });
  const [first] = branches;
  if (widest > 0 && widest < plausible.wholeNetwork) {
    const place = { file, branch: first.name, point: 1, line: first.lines[0] };
    throw branchError(
      'branch-unit',
      place,
      `the widest branch of the file is ${widest.toPrecision(2)} times as wide as the bore of its needle`,
      unitFix(context, 10),
    );
  }
  refuseThin(branches, bores, context);
}

function refuseThin(branches: readonly Branch[], bores: readonly number[], { file }: BranchContext): void {
  branches.forEach(({ name, radii, lines }, i) => {
    const thin = radii?.findIndex((radius) => 2 * radius < plausible.thinnest * bores[i]) ?? -1;
    if (thin < 0) return;
    const place = { file, branch: name, point: thin + 1, line: lines[thin] };
    throw branchError(
      'branch-thin',
      place,
      // Thin was found among the radii.
      `it is ${short(2 * radii![thin])} mm wide, and the bore of its needle ${short(bores[i])} mm`,
      'Take a finer needle, or widen the branch there.',
    );
  });
}

const unitFix = ({ unit }: BranchContext, factor: number): string =>
  `The file is read in ${unit}: if that is wrong, say units: on the part, or scale: ${factor}; else take another needle.`;

/** Ends of a network that lead nowhere, although its file of ends does not name them: pieces that hang on nothing. */
export function refuseLoose(
  branches: readonly Branch[],
  { chains, joints, freeEnds }: Meetings,
  ends: BranchEnds | null,
  context: BranchContext,
): void {
  const pieces = piecesOf(
    chains.length,
    joints.map(({ members }) => members.map(({ chain }) => chain)),
  );
  if (new Set(pieces).size < 2) return;
  const reached = new Set<number>();
  if (ends !== null) {
    for (const points of [ends.inlets, ends.outlets]) {
      for (let p = 0; p < points.length; p += 3) reached.add(pieces[nearestChain(chains, points.subarray(p, p + 3))]);
    }
  } else {
    // Without a file of ends the longest piece is the network, and one more of another kind (arteries and veins).
    for (const kind of ['artery', 'vein', null] as const) {
      const own = chains.flatMap((_, c) => (branches[c].kind === kind ? [c] : []));
      if (own.length > 0) reached.add(longestPiece(chains, pieces, own));
    }
  }
  const loose = pieces.findIndex((piece) => !reached.has(piece));
  if (loose < 0) return;
  const end = nearestGap(freeEnds.filter(({ chain }) => pieces[chain] === pieces[loose]));
  const { name, lines } = branches[end?.chain ?? loose];
  const last = end?.end === 'last';
  const place = {
    file: context.file,
    branch: name,
    point: last ? lines.length : 1,
    line: lines[last ? lines.length - 1 : 0],
  };
  const gap = end?.nearest ? ` (${short(end.nearest.mm)} mm from branch ${branches[end.nearest.chain].name})` : '';
  const what =
    ends === null
      ? `this end joins nothing${gap}: the branch hangs on no other`
      : `this end joins nothing${gap}, and no inlet or outlet belongs to its piece`;
  throw branchError(
    'branch-loose',
    place,
    what,
    'Let it begin on the line of the branch that it leaves, name its inlet in the file of ends, or print it as strands:.',
  );
}

function piecesOf(count: number, ties: readonly (readonly number[])[]): number[] {
  const piece = Array.from({ length: count }, (_, i) => i);
  const rootOf = (i: number): number => (piece[i] === i ? i : (piece[i] = rootOf(piece[i])));
  for (const chains of ties) for (const chain of chains) piece[rootOf(chain)] = rootOf(chains[0]);
  return piece.map((_, i) => rootOf(i));
}

function longestPiece(chains: readonly Chain[], pieces: readonly number[], own: readonly number[]): number {
  const lengths = new Map<number, number>();
  for (const c of own) lengths.set(pieces[c], (lengths.get(pieces[c]) ?? 0) + chains[c].nodes.length);
  return [...lengths].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function nearestChain(chains: readonly Chain[], [x, y, z]: Float64Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  chains.forEach(({ nodes }, c) => {
    for (let p = 0; p < nodes.length; p += 4) {
      const away = Math.hypot(nodes[p] - x, nodes[p + 1] - y, nodes[p + 2] - z);
      if (away < least) [best, least] = [c, away];
    }
  });
  return best;
}

function nearestGap(ends: readonly FreeEnd[]): FreeEnd | undefined {
  return [...ends].sort((a, b) => (a.nearest?.mm ?? Infinity) - (b.nearest?.mm ?? Infinity))[0];
}

/** Lines nearer than this share of both radii, away from where they join, run through each other. */
const crossingShare = 0.35;
/** Around a joint, and along itself, a line is near another anyway: so many radii. */
const besideJoint = 6;

/** Branches that run through each other or themselves without a joint: their channels would be one. */
export function findCrossings(
  branches: readonly Branch[],
  { chains, joints }: Meetings,
  context: BranchContext,
): Finding[] {
  const edge = chains.reduce(
    (most, { nodes }) => nodes.reduce((m, v, i) => (i % 4 === 3 ? Math.max(m, v) : m), most),
    0.05,
  );
  const cubes = new Map<string, number[]>();
  const places: number[] = [];
  const firstNode: number[] = [0];
  // Begins with a number.
  for (const { nodes } of chains) firstNode.push(firstNode.at(-1)! + nodes.length / 4);
  const found: Finding[] = [];
  const known = new Set<string>();
  chains.forEach(({ nodes }, c) => {
    for (let p = 0; p < nodes.length; p += 4) {
      const [x, y, z, r] = nodes.subarray(p, p + 4);
      const [i, j, k] = [x, y, z].map((v) => Math.floor(v / edge));
      for (let n = 0; n < 27; n++) {
        const key = `${i + (n % 3) - 1},${j + (Math.floor(n / 3) % 3) - 1},${k + Math.floor(n / 9) - 1}`;
        for (const id of cubes.get(key) ?? []) {
          const [c2, p2] = [places[2 * id], places[2 * id + 1]];
          const other = chains[c2].nodes;
          const away = Math.hypot(other[p2] - x, other[p2 + 1] - y, other[p2 + 2] - z);
          if (away > crossingShare * (r + other[p2 + 3])) continue;
          const pair = `${c2} ${c}`;
          if (known.has(pair)) continue;
          const spare = besideJoint * Math.max(r, other[p2 + 3]);
          if (c2 === c ? isAlong(nodes, p2, p, spare) : isBesideJoint(joints, [c, c2], [x, y, z], spare)) continue;
          known.add(pair);
          found.push(crossing(branches, context, { c, p, c2, p2, away }, nodes, other));
        }
      }
      const own = `${i},${j},${k}`;
      const list = cubes.get(own);
      const id = places.length / 2;
      places.push(c, p);
      if (list === undefined) cubes.set(own, [id]);
      else list.push(id);
    }
  });
  return found;
}

function isAlong(nodes: Float64Array, from: number, to: number, spare: number): boolean {
  const way = lengthOfNodes(nodes.subarray(from, to + 4));
  if (way <= spare) return true;
  const last = nodes.length - 4;
  const closes = Math.hypot(nodes[0] - nodes[last], nodes[1] - nodes[last + 1], nodes[2] - nodes[last + 2]) < 1e-6;
  return closes && lengthOfNodes(nodes) - way <= spare;
}

function isBesideJoint(
  joints: Meetings['joints'],
  chains: readonly number[],
  at: readonly number[],
  spare: number,
): boolean {
  return joints.some(
    ({ at: [x, y, z], members }) =>
      chains.every((chain) => members.some((member) => member.chain === chain)) &&
      Math.hypot(x - at[0], y - at[1], z - at[2]) <= spare,
  );
}

function crossing(
  branches: readonly Branch[],
  { file, part }: BranchContext,
  { c, p, c2, p2, away }: { c: number; p: number; c2: number; p2: number; away: number },
  nodes: Float64Array,
  other: Float64Array,
): Finding {
  const [a, b] = [pointOn(branches[c], nodes, p), pointOn(branches[c2], other, p2)];
  const whom = c === c2 ? 'itself' : `branch ${branches[c2].name}`;
  return {
    gate: 'mesh',
    code: 'branch-crossing',
    severity: 'refuse',
    where: { part, file, line: branches[c].lines[a] },
    what: `Branch ${branches[c].name} of ${part} runs through ${whom} near its point ${a + 1} (point ${b + 1} there): their middles are ${short(away)} mm apart, and they join nowhere near.`,
    fix: 'Move one of them aside, or let one begin or end on a point of the other; --allow mesh prints them as they are.',
    numbers: { awayMm: away },
  };
}

/** The point of a branch that lies nearest to a node of its line, by the way along it: lines may meet themselves. */
function pointOn({ points }: Branch, nodes: Float64Array, node: number): number {
  const way = lengthOfNodes(nodes.subarray(0, node + 4));
  let best = 0;
  let least = way;
  for (let p = 3; p < points.length; p += 3) {
    const off = Math.abs(lengthOf(points.subarray(0, p + 3)) - way);
    if (off < least) [best, least] = [p / 3, off];
  }
  return best;
}
