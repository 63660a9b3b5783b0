import { cross, dot, type Vector } from '../vector.ts';
import type { Loop, Places } from './boundary-loops.ts';
import type { BlockFace } from './cut-block.ts';
import { edgesWithin } from './faced-loop.ts';
import { type LoopShape, shapeOf } from './loop-shape.ts';

export interface CutFacesInput {
  readonly loops: readonly Loop[];
  readonly shapes: readonly LoopShape[];
  readonly places: Places;
  /** How far the open surfaces reach along a direction. */
  readonly reach: (direction: Vector) => number;
  /** What lies no farther off a face lies in it; what was joined to something near, no farther than `flat`. */
  readonly near: number;
  readonly flat: number;
}

/** Directions nearer to each other than this cosine are one. */
const oneDirection = 0.99999;
/** A stretch of rim shows a plane that is this much wider than it is uneven, and this full, in its diameter squared. */
const leastEven = 1000;
const leastFull = 0.01;
/** So many directions are tried, and so many faces are enough. */
const mostTried = 40;
const mostPaired = 6;
const mostFaces = 16;
/** Stretches looked at on each loop. */
const stretches = 24;
const leastPoints = 6;

const axes: readonly Vector[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/**
 * The planes that touch a surface from outside and hold its rims: each holds edges that none before it does, those with
 * most first. Looked for across the axes, and in the planes of flat rims and of flat stretches of others.
 */
export function cutFaces({ loops, shapes, places, reach, near, flat }: CutFacesInput): BlockFace[] {
  const sources = shapes.flatMap((shape, l) => [shape, ...flatStretches(loops[l], places, near)]);
  const planes = sources.filter((shape) => isPlane(shape, near)).sort((a, b) => b.area - a.area);
  const seen = inTurn([...axes, ...planes.map(({ normal }) => normal)], []);
  const edgesOf = (face: BlockFace, within: number) => loops.map((loop) => edgesWithin(loop, places, face, within));
  const facesAlong = (direction: Vector) =>
    [direction, scaled(direction, -1)].map((normal) => ({ normal, offset: reach(normal) }));
  const heldAlong = (direction: Vector) =>
    facesAlong(direction)
      .flatMap((face) => edgesOf(face, near))
      .reduce((sum, { length }) => sum + length, 0);
  // Two sides of a box show the direction of the third.
  const best = [...seen].sort((a, b) => heldAlong(b) - heldAlong(a)).slice(0, mostPaired);
  const thirds = best.flatMap((a, i) => best.slice(i + 1).flatMap((b) => across(a, b)));
  const tried = inTurn(thirds, seen).flatMap(facesAlong);
  const held = tried.map((face) => edgesOf(face, near));
  const free = loops.map(({ points }) => new Uint8Array(points.length).fill(1));
  const faces: BlockFace[] = [];
  const left = new Set(tried.keys());
  while (left.size > 0 && faces.length < mostFaces) {
    let [next, most] = [-1, 0];
    for (const f of left) {
      const count = held[f].reduce((sum, edges, l) => sum + edges.reduce((n, edge) => n + free[l][edge], 0), 0);
      if (count > most) [next, most] = [f, count];
      else if (count === 0) left.delete(f);
    }
    if (next < 0) break;
    left.delete(next);
    faces.push(tried[next]);
    for (const [l, edges] of edgesOf(tried[next], flat).entries()) for (const edge of edges) free[l][edge] = 0;
  }
  return faces;
}

/** Those known already, and behind them others that are none of them. */
function inTurn(directions: readonly Vector[], known: readonly Vector[]): Vector[] {
  const all = [...known];
  for (const direction of directions) {
    if (all.length >= mostTried) break;
    if (all.every((other) => Math.abs(dot(direction, other)) < oneDirection)) all.push(direction);
  }
  return all;
}

/** The direction at right angles to two that are so to each other. */
function across(a: Vector, b: Vector): Vector[] {
  const third = cross(a, b);
  const length = Math.hypot(...third);
  return length > oneDirection ? [scaled(third, 1 / length)] : [];
}

const scaled = ([x, y, z]: Vector, by: number): Vector => [x * by, y * by, z * by];

function isPlane({ area, diameter, offPlane }: LoopShape, near: number): boolean {
  return offPlane <= near && diameter >= leastEven * offPlane && area >= leastFull * diameter * diameter;
}

/** Stretches of a loop that are flat, each as long as it can be doubled from where it begins. */
function flatStretches({ points, shell }: Loop, places: Places, near: number): LoopShape[] {
  const found: LoopShape[] = [];
  const step = Math.max(1, Math.floor(points.length / stretches));
  const around = Int32Array.from([...points, ...points]);
  for (let begin = 0; begin < points.length; begin += step) {
    let best: LoopShape | undefined;
    for (let count = leastPoints; count <= points.length; count *= 2) {
      const shape = shapeOf({ points: around.subarray(begin, begin + count), shell }, places);
      if (shape.offPlane > near) break;
      best = shape;
    }
    if (best !== undefined) found.push(best);
  }
  return found;
}
