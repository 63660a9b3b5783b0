import { span } from '../span.ts';
import { neighbour, thin, triangleArea } from '../split-thin.ts';
import { after, type RimTriangles } from './rim-triangles.ts';

/** What lies beyond a chord where that is only the corner or the end of a thin place. */
export interface Cap {
  /** Half-edge of the triangle that it is cut from. */
  readonly edge: number;
  /** Sample of its rim that is farthest from the chord. */
  readonly tip: number;
  /** How far, nm. */
  readonly depth: number;
  /** Of what lies beyond the chord, nm². */
  readonly area: number;
}

/** A triangle at which at most the corners of its place branch off, after they have been cut. */
export interface Trimmed {
  /** 1 for thin triangles that belong to no cap. */
  readonly alive: Uint8Array;
  /** By triangle, the caps cut from it. */
  readonly caps: ReadonlyMap<number, readonly Cap[]>;
}

/** A cap is less deep than this much of its chord ... */
const depthOfChord = 0.9;
/** ... or than this many widths: a strand into it would be a crumb. */
const depthOfWidth = 1.2;
/** A strand ends half its width before the end of its place: what is less deep is no way on, of its chord. */
const endOfChord = 0.55;

/**
 * Cuts off what is no way of its own: corners at ends and bends, bumps of noisy rims. Only triangles where ways branch
 * are looked at, so a way itself is never cut short. A triangle that loses all three is a piece hardly longer than wide.
 */
export function cutCaps(net: RimTriangles, state: Uint8Array, width: number): Trimmed {
  const alive = new Uint8Array(state.length);
  for (let t = 0; t < alive.length; t++) if (state[t] === thin) alive[t] = 1;
  const caps = new Map<number, Cap[]>();
  for (let t = 0; t < state.length; t++) {
    if (alive[t] === 0 || !branches(net, t)) continue;
    const own: Cap[] = [];
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      if (state[neighbour(net, edge)] !== thin) continue;
      const cap = capBeyond(net, edge, depthOfChord, depthOfWidth * width);
      if (cap !== null) own.push(cap);
    }
    const cut = own.length === 1 ? own : shallow(net, own);
    for (const { edge } of cut) kill(net, alive, t, neighbour(net, edge));
    if (cut.length > 0) caps.set(t, cut);
  }
  return { alive, caps };
}

/** Of several caps the shallowest, and those that end where a strand would. */
function shallow({ samples: { x, y }, corners }: RimTriangles, caps: readonly Cap[]): Cap[] {
  const least = caps.reduce((min, { depth }) => Math.min(min, depth), Infinity);
  return caps.filter(({ edge, depth }) => {
    const a = corners[edge];
    const b = corners[after(edge)];
    return depth === least || depth < endOfChord * span(x[b] - x[a], y[b] - y[a]);
  });
}

function branches(net: RimTriangles, t: number): boolean {
  return neighbour(net, 3 * t) >= 0 && neighbour(net, 3 * t + 1) >= 0 && neighbour(net, 3 * t + 2) >= 0;
}

/** Follows the rim from one end of a chord to its other; null where it leads farther away than a cap's does. */
function capBeyond(net: RimTriangles, edge: number, ofChord: number, least: number): Cap | null {
  const {
    samples: { x, y, next },
    corners,
  } = net;
  const a = corners[edge];
  const b = corners[after(edge)];
  const dx = x[b] - x[a];
  const dy = y[b] - y[a];
  const square = dx * dx + dy * dy;
  const limit = Math.max(ofChord * Math.sqrt(square), least);
  let tip = a;
  let depth = 0;
  let area = 0;
  for (let at = a; at !== b; ) {
    const to = next[at];
    area += (x[at] - x[a]) * (y[to] - y[a]) - (y[at] - y[a]) * (x[to] - x[a]);
    at = to;
    const t = Math.min(1, Math.max(0, ((x[at] - x[a]) * dx + (y[at] - y[a]) * dy) / square));
    const distance = span(x[at] - x[a] - t * dx, y[at] - y[a] - t * dy);
    if (distance > limit) return null;
    if (distance > depth) {
      depth = distance;
      tip = at;
    }
    if (at === a) return null;
  }
  return { edge, tip, depth, area: area / 2 };
}

/** All that hangs on a triangle beyond another one. */
function kill(net: RimTriangles, alive: Uint8Array, from: number, first: number): void {
  if (alive[first] === 0) return;
  alive[first] = 0;
  const open = [first];
  for (let t = open.pop(); t !== undefined; t = open.pop()) {
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      const other = neighbour(net, edge);
      if (other < 0 || other === from || alive[other] === 0) continue;
      alive[other] = 0;
      open.push(other);
    }
  }
}

/** Area of a triangle and of the caps cut from it, nm². */
export function areaWithCaps(net: RimTriangles, { caps }: Trimmed, t: number): number {
  return (caps.get(t) ?? []).reduce((sum, cap) => sum + cap.area, triangleArea(net, t));
}
