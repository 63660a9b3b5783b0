import { countUp } from './disjoint-sets.ts';
import type { EdgeTable } from './edge-table.ts';

/** Connected surfaces of a mesh, and on which side of each its triangles have their outside. */
export interface Shells {
  readonly count: number;
  /** Shell of each triangle; -1 for those left out. */
  readonly shellOf: Int32Array;
  /** 1 for triangles that run against most of their shell. */
  readonly turned: Uint8Array;
}

/**
 * Triangles that share an edge are one shell. Across an edge of exactly two triangles their directions are compared:
 * union-find that carries the parity along finds those that disagree with the larger area of the shell. Where more
 * triangles meet, shells that are closed along the edge each for itself stay apart: bodies may share an edge.
 */
export function findShells(edges: EdgeTable, skip: Uint8Array, areas: Float64Array): Shells {
  const n = skip.length;
  const parent = countUp(n);
  const parity = new Uint8Array(n);
  const crowded = new Map<number, number[]>();
  for (let c = 0; c < edges.edgeOf.length; c++) {
    const edge = edges.edgeOf[c];
    if (edge < 0) continue;
    const triangle = (c / 3) | 0;
    const other = edges.first[edge];
    const uses = edges.along[edge] + edges.against[edge];
    if (uses === 2) {
      if (other !== triangle) join(parent, parity, triangle, other, edges.along[edge] === 1 ? 0 : 1);
    } else if (uses > 2) {
      const corners = crowded.get(edge);
      if (corners) corners.push(c);
      else crowded.set(edge, [c]);
    }
  }
  for (const corners of crowded.values()) joinCrowd(parent, parity, corners, edges.runsUp);
  return gather(parent, parity, skip, areas);
}

/** Joins the shells that meet in one edge, `corners` of their triangles, and are open along it. */
function joinCrowd(parent: Int32Array, parity: Uint8Array, corners: readonly number[], runsUp: Uint8Array): void {
  const nets = new Map<number, { triangle: number; net: number }>();
  for (const c of corners) {
    const triangle = (c / 3) | 0;
    const root = find(parent, parity, triangle);
    const turned = triangle === root ? 0 : parity[triangle];
    // Against the first triangle of the shell that meets the edge, as that is the one to be joined.
    const way = runsUp[c] === turned ? -1 : 1;
    const shell = nets.get(root);
    if (shell) shell.net += way;
    else nets.set(root, { triangle: root, net: way });
  }
  const open = [...nets.values()].filter(({ net }) => net !== 0);
  if (open.length < 2) return;
  const [a, ...others] = open;
  // Two open rims close each other, the one turned where need be; among more it is a guess, and they stay as they are.
  const differ = others.length === 1 && a.net === others[0].net ? 1 : 0;
  for (const b of others) join(parent, parity, a.triangle, b.triangle, differ);
}

function gather(parent: Int32Array, parity: Uint8Array, skip: Uint8Array, areas: Float64Array): Shells {
  const n = skip.length;
  const shellOf = new Int32Array(n).fill(-1);
  const shellOfRoot = new Int32Array(n).fill(-1);
  const turned = new Uint8Array(n);
  const balance = new Float64Array(n);
  let count = 0;
  for (let t = 0; t < n; t++) {
    if (skip[t] === 1) continue;
    const root = find(parent, parity, t);
    if (shellOfRoot[root] < 0) shellOfRoot[root] = count++;
    shellOf[t] = shellOfRoot[root];
    // A root has parity 0 with itself; others carry theirs after the paths are flat.
    turned[t] = t === root ? 0 : parity[t];
    balance[shellOf[t]] += turned[t] === 1 ? -areas[t] : areas[t];
  }
  for (let t = 0; t < n; t++) if (shellOf[t] >= 0 && balance[shellOf[t]] < 0) turned[t] ^= 1;
  return { count, shellOf, turned };
}

/** Root of a triangle; afterwards `parity[t]` is against the root. Iterative: chains may be long. */
function find(parent: Int32Array, parity: Uint8Array, t: number): number {
  let root = t;
  let total = 0;
  while (parent[root] !== root) {
    total ^= parity[root];
    root = parent[root];
  }
  for (let at = t; parent[at] !== root && at !== root; ) {
    const next = parent[at];
    const own = parity[at];
    parent[at] = root;
    parity[at] = total;
    total ^= own;
    at = next;
  }
  return root;
}

/** Joins two shells so that `a` and `b` differ by `differ`; where they are one already, the first word stands. */
function join(parent: Int32Array, parity: Uint8Array, a: number, b: number, differ: number): void {
  const rootA = find(parent, parity, a);
  const rootB = find(parent, parity, b);
  if (rootA === rootB) return;
  const between = (a === rootA ? 0 : parity[a]) ^ (b === rootB ? 0 : parity[b]) ^ differ;
  const [child, root] = rootA < rootB ? [rootB, rootA] : [rootA, rootB];
  parent[child] = root;
  parity[child] = between;
}
