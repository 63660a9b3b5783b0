import { dot, type Vector } from '../vector.ts';
import type { Places, RimEdge } from './boundary-loops.ts';
import type { BlockEdge, CutBlock } from './cut-block.ts';
import { type FacedLoop, placeOf } from './faced-loop.ts';

/** What bounds the caps in each face of a block: pieces of rims, and pieces of the edges of the block between them. */
export interface WayAround {
  /** By face. */
  readonly byFace: readonly (readonly RimEdge[])[];
  /** A number that points of one opening share. */
  readonly opening: (point: number) => number;
  /** With the corners of the block behind the points that were given. */
  readonly places: Places;
}

export interface WayAroundInput {
  readonly block: CutBlock;
  readonly bent: readonly FacedLoop[];
  readonly places: Places;
  /** Faces all of whose corners are within the caps. */
  readonly within: readonly number[];
  /** The shell of edges between two corners. */
  readonly shell: number;
}

/** Where a rim passes from one face to another. */
interface Crossing {
  readonly point: number;
  readonly shell: number;
  /** Along the edge of the block. */
  readonly at: number;
  /** True where it leaves the face to the left of the edge: from here on the edge lies within the cap. */
  readonly leaves: boolean;
}

/** A piece of an edge of the block within the caps; ends are points, or ~corner. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly shell: number;
}

const [unknown, outside, inside] = [-1, 0, 1];

/**
 * Along each edge of the block the rims cross from face to face, into the cap and out of it in turn; what lies between
 * belongs to the caps of both faces. Corners within hand this on to their other edges. Null where this does not come out.
 */
export function wayAround({ block, bent, places, within, shell }: WayAroundInput): WayAround | null {
  const crossings = crossingsOf(block, bent, places);
  if (crossings === null) return null;
  const corners = new Int8Array(block.corners.length).fill(unknown);
  const spans = block.edges.map((): Span[] => []);
  const mark = (corner: number, state: number): boolean => {
    if (corner < 0) return state === outside;
    if (corners[corner] === unknown) corners[corner] = state;
    return corners[corner] === state;
  };
  for (const [e, edge] of block.edges.entries()) {
    if (crossings[e].length > 0 && !followEdge(edge, crossings[e], spans[e], mark)) return null;
  }
  for (const edge of block.edges) {
    const isWithin = edge.faces.some((face) => within.includes(face));
    if (isWithin && !edge.ends.every((corner) => mark(corner, inside))) return null;
  }
  const bare = block.edges.filter((_, e) => crossings[e].length === 0);
  if (!spread(bare, corners, mark)) return null;
  for (const [e, { ends }] of block.edges.entries()) {
    if (crossings[e].length > 0 || ends[0] < 0 || corners[ends[0]] !== inside) continue;
    spans[e].push({ from: ~ends[0], to: ~ends[1], shell });
  }
  return assemble(block, bent, spans, places);
}

function crossingsOf({ edges, faces }: CutBlock, bent: readonly FacedLoop[], places: Places): Crossing[][] | null {
  const crossings = edges.map((): Crossing[] => []);
  const edgeOf = new Map(edges.map(({ faces: [p, q] }, e) => [p * faces.length + q, e]));
  for (const { loop, faces: own } of bent) {
    for (let i = 0; i < own.length; i++) {
      const [before, after] = [own[(i + own.length - 1) % own.length], own[i]];
      if (before === after) continue;
      const e = edgeOf.get(Math.min(before, after) * faces.length + Math.max(before, after));
      if (e === undefined) return null;
      const point = loop.points[i];
      const at = dot(edges[e].along, placeOf(places, point));
      crossings[e].push({ point, shell: loop.shell, at, leaves: before === edges[e].faces[0] });
    }
  }
  return crossings.map((list) => withoutTouches(list).sort((a, b) => a.at - b.at));
}

/** Rims that only touch in one point of the edge pass into the cap and out of it there: they say nothing of what lies beside. */
function withoutTouches(list: readonly Crossing[]): Crossing[] {
  const left: Crossing[] = [];
  for (const crossing of list) {
    const back = left.findIndex(({ point, leaves }) => point === crossing.point && leaves !== crossing.leaves);
    if (back < 0) left.push(crossing);
    else left.splice(back, 1);
  }
  return left;
}

/** Finds the pieces of an edge within; false where its crossings do not come in turn. */
function followEdge(
  { ends }: BlockEdge,
  crossings: readonly Crossing[],
  spans: Span[],
  mark: (corner: number, state: number) => boolean,
): boolean {
  let isInside = !crossings[0].leaves;
  let from = ~ends[0];
  if (!mark(ends[0], isInside ? inside : outside)) return false;
  for (const { point, shell, leaves } of crossings) {
    if (leaves === isInside) return false;
    if (isInside) spans.push({ from, to: point, shell });
    from = point;
    isInside = leaves;
  }
  if (!mark(ends[1], isInside ? inside : outside)) return false;
  if (isInside) spans.push({ from, to: ~ends[1], shell: crossings[crossings.length - 1].shell });
  return true;
}

/** Edges that no rim crosses are within, or not, as a whole. */
function spread(bare: readonly BlockEdge[], corners: Int8Array, mark: (corner: number, state: number) => boolean) {
  for (let changed = true; changed; ) {
    changed = false;
    for (const { ends } of bare) {
      const states = ends.map((corner) => (corner < 0 ? outside : corners[corner]));
      const known = states.find((state, k) => state !== unknown && ends[k] >= 0);
      if (known === undefined) continue;
      if (!ends.every((corner) => mark(corner, known))) return false;
      changed ||= states.includes(unknown);
    }
  }
  return true;
}

function assemble(
  { edges, faces, corners }: CutBlock,
  bent: readonly FacedLoop[],
  spans: readonly (readonly Span[])[],
  places: Places,
): WayAround {
  const base = places.first.length;
  const byFace = faces.map((): RimEdge[] => []);
  for (const { loop, faces: own } of bent) {
    own.forEach((face, i) => {
      byFace[face].push([loop.points[i], loop.points[(i + 1) % own.length], loop.shell]);
    });
  }
  for (const [
    e,
    {
      faces: [left, right],
    },
  ] of edges.entries()) {
    for (const span of spans[e]) {
      const [from, to] = [span.from, span.to].map((end) => (end < 0 ? base + ~end : end));
      byFace[left].push([from, to, span.shell]);
      byFace[right].push([to, from, span.shell]);
    }
  }
  return { byFace, places: withCorners(places, corners), opening: openings(byFace) };
}

function withCorners({ triangles, first }: Places, corners: readonly Vector[]): Places {
  const all = new Float32Array(triangles.length + 3 * corners.length);
  all.set(triangles);
  all.set(corners.flat(), triangles.length);
  const firsts = new Int32Array(first.length + corners.length);
  firsts.set(first);
  for (let c = 0; c < corners.length; c++) firsts[first.length + c] = triangles.length / 3 + c;
  return { triangles: all, first: firsts };
}

/** Points that edges lead to from each other share a number. */
function openings(byFace: readonly (readonly RimEdge[])[]): (point: number) => number {
  const parent = new Map<number, number>();
  const rootOf = (point: number): number => {
    let at = point;
    for (let next = parent.get(at) ?? at; next !== at; next = parent.get(at) ?? at) at = next;
    return at;
  };
  for (const [from, to] of byFace.flat()) {
    const [a, b] = [rootOf(from), rootOf(to)];
    if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
  }
  return rootOf;
}
