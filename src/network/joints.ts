import type { Joint } from './needle-room.ts';
import type { Chain } from './resample.ts';

/** Where chains meet, and the ends that meet nothing. */
export interface Meetings {
  /** Chains with the way to the line that they join added at their ends, where that is not 0. */
  readonly chains: readonly Chain[];
  readonly joints: readonly Joint[];
  readonly freeEnds: readonly FreeEnd[];
  /** Way added at the ends to reach the lines that they join, mm. */
  readonly reachedMm: number;
}

export interface FreeEnd {
  readonly chain: number;
  readonly end: 'first' | 'last';
  /** The nearest node of another chain, and how far it is, mm. */
  readonly nearest: { readonly chain: number; readonly mm: number } | null;
}

interface Found {
  readonly chain: number;
  readonly node: number;
  readonly mm: number;
}

/**
 * Joins the ends of chains to the lines that they lie in: an end within another's radius joins it at its nearest node,
 * and is led there. Ends on each other meet in one joint; a chain whose ends meet is a ring.
 */
export function findJoints(given: readonly Chain[]): Meetings {
  const grid = nodeGrid(given);
  const added: { chain: number; end: FreeEnd['end']; to: Found }[] = [];
  const freeEnds: FreeEnd[] = [];
  given.forEach(({ nodes }, chain) => {
    for (const end of ['first', 'last'] as const) {
      const node = end === 'first' ? 0 : nodes.length / 4 - 1;
      const found = nearestNode(grid, given, chain, node);
      if (found.joins !== null) added.push({ chain, end, to: found.joins });
      else freeEnds.push({ chain, end, nearest: found.nearest });
    }
  });
  let reachedMm = 0;
  const fronts = new Map<number, Float64Array>();
  const backs = new Map<number, Float64Array>();
  for (const { chain, end, to } of added) {
    // Of two ends that meet, one is led to the other.
    const isMutual = added.some(
      (each) =>
        each.chain === to.chain &&
        each.to.chain === chain &&
        nodeOfEnd(given, each) === to.node &&
        each.to.node === nodeOfEnd(given, { chain, end }),
    );
    if (to.mm < 1e-6 || (isMutual && to.chain < chain)) continue;
    const own = given[chain].nodes;
    const other = given[to.chain].nodes;
    const node = end === 'first' ? 0 : own.length / 4 - 1;
    const tip = Float64Array.of(...other.subarray(4 * to.node, 4 * to.node + 3), own[4 * node + 3]);
    (end === 'first' ? fronts : backs).set(chain, tip);
    reachedMm += to.mm;
  }
  const shifted = (chain: number, node: number) => node + (fronts.has(chain) ? 1 : 0);
  const chains = given.map((chain, c): Chain => {
    const front = fronts.get(c) ?? [];
    const back = backs.get(c) ?? [];
    if (front.length + back.length === 0) return chain;
    return { ...chain, nodes: Float64Array.of(...front, ...chain.nodes, ...back) };
  });
  const ties = added.map(({ chain, end, to }) => ({
    own: { chain, node: end === 'first' ? 0 : chains[chain].nodes.length / 4 - 1 },
    other: { chain: to.chain, node: shifted(to.chain, to.node) },
  }));
  return { chains, joints: clusters(chains, ties), freeEnds, reachedMm };
}

function nodeOfEnd(chains: readonly Chain[], { chain, end }: Pick<FreeEnd, 'chain' | 'end'>): number {
  return end === 'first' ? 0 : chains[chain].nodes.length / 4 - 1;
}

interface Member {
  readonly chain: number;
  readonly node: number;
}

/** Ties that share a node are one joint. */
function clusters(chains: readonly Chain[], ties: readonly { own: Member; other: Member }[]): Joint[] {
  const firsts: number[] = [0];
  // Begins with a number.
  for (const { nodes } of chains) firsts.push(firsts.at(-1)! + nodes.length / 4);
  const idOf = ({ chain, node }: Member) => firsts[chain] + node;
  const parent = new Map<number, number>();
  const rootOf = (id: number): number => {
    const up = parent.get(id) ?? id;
    return up === id ? id : rootOf(up);
  };
  const members = new Map<number, Member>();
  for (const { own, other } of ties) {
    for (const each of [own, other]) members.set(idOf(each), each);
    const [a, b] = [rootOf(idOf(own)), rootOf(idOf(other))].sort((p, q) => p - q);
    parent.set(b, a);
  }
  const joints = new Map<number, Member[]>();
  for (const [id, member] of [...members].sort((a, b) => a[0] - b[0])) {
    const root = rootOf(id);
    joints.set(root, [...(joints.get(root) ?? []), member]);
  }
  return [...joints.values()].map((own) => {
    const { chain, node } = own[0];
    const [x, y, z] = chains[chain].nodes.subarray(4 * node, 4 * node + 3);
    return { at: [x, y, z], members: own.map(({ chain: c, node: n }) => ({ chain: c, node: firsts[c] + n })) };
  });
}

/** Nodes of all chains by cubes. */
interface NodeGrid {
  readonly edge: number;
  readonly cubes: ReadonlyMap<string, readonly Member[]>;
}

const keyOf = (x: number, y: number, z: number, edge: number): string =>
  `${Math.floor(x / edge)},${Math.floor(y / edge)},${Math.floor(z / edge)}`;

function nodeGrid(chains: readonly Chain[]): NodeGrid {
  let edge = 0.05;
  for (const { nodes } of chains) for (let p = 3; p < nodes.length; p += 4) edge = Math.max(edge, 1.05 * nodes[p]);
  const cubes = new Map<string, Member[]>();
  chains.forEach(({ nodes }, chain) => {
    for (let p = 0; p < nodes.length; p += 4) {
      const key = keyOf(nodes[p], nodes[p + 1], nodes[p + 2], edge);
      const cube = cubes.get(key);
      if (cube === undefined) cubes.set(key, [{ chain, node: p / 4 }]);
      else cube.push({ chain, node: p / 4 });
    }
  });
  return { edge, cubes };
}

/** The node that an end joins (within that one's radius, the nearest), and otherwise the nearest of another chain. */
function nearestNode(grid: NodeGrid, chains: readonly Chain[], chain: number, node: number) {
  const own = chains[chain].nodes;
  const [x, y, z, r] = own.subarray(4 * node, 4 * node + 4);
  let joins: Found | null = null;
  let nearest: FreeEnd['nearest'] = null;
  const last = own.length / 4 - 1;
  for (let k = 0; k < 27; k++) {
    const [i, j, l] = [(k % 3) - 1, (Math.floor(k / 3) % 3) - 1, Math.floor(k / 9) - 1];
    const cube = grid.cubes.get(keyOf(x + i * grid.edge, y + j * grid.edge, z + l * grid.edge, grid.edge)) ?? [];
    for (const member of cube) {
      const isOwn = member.chain === chain;
      // Of itself an end meets only its other end.
      if (isOwn && (member.node === node || (member.node !== 0 && member.node !== last))) continue;
      const { nodes } = chains[member.chain];
      const p = 4 * member.node;
      const mm = Math.hypot(nodes[p] - x, nodes[p + 1] - y, nodes[p + 2] - z);
      if (!isOwn && (nearest === null || mm < nearest.mm)) nearest = { chain: member.chain, mm };
      const reach = isOwn ? r : Math.max(nodes[p + 3], 1e-3);
      if (mm > 1.02 * reach || (isOwn && last < 3)) continue;
      if (joins === null || mm < joins.mm - 1e-9) joins = { ...member, mm };
    }
  }
  return { joins, nearest };
}
