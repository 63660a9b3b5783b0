import { boundsOf } from '../study/edge-sum.ts';
import { type Crossed, windingLines } from '../study/winding-lines.ts';

/** Surfaces of a mesh and what is known of them; bodies are numbered from 0, with gaps. */
export interface Bodies {
  readonly triangles: Float32Array;
  /** Body of each triangle; -1 for triangles that are left out. */
  readonly bodyOf: Int32Array;
  /** 1 for triangles that run against most of their body. */
  readonly turned: Uint8Array;
  /** Signed, by body. */
  readonly volumes: Float64Array;
  /** 1 for bodies that have no volume of their own that could be trusted. */
  readonly unsure: Uint8Array;
  /** 1 for bodies that are open: nothing lies within them. */
  readonly open: Uint8Array;
}

/** Places looked at on each body, and on all of them, to find out what lies within what. */
const mostSamples = 600;
const mostInAll = 1_000_000;
/** Nearer to a surface than this part of the mesh's diagonal, a place is neither inside nor outside. */
const onSurface = 2e-6;

/**
 * Bodies that are inside out, as flags. A body of negative volume is a cavity where there is material around it, and
 * inside out where there is none: then it is turned, with all that lies within it, so that its own cavities stay
 * cavities. A body that pierces another does not lie within it. Bodies that are not closed for certain, and lie in no
 * other, are judged by the sum of them all.
 */
export function findInverted(bodies: Bodies): Uint8Array {
  const { volumes, unsure } = bodies;
  const inverted = new Uint8Array(volumes.length);
  const all = [...new Set(bodies.bodyOf)].filter((body) => body >= 0).sort((a, b) => a - b);
  const unsureSum = all.reduce((sum, body) => sum + (unsure[body] === 1 ? volumes[body] : 0), 0);
  const isNegative = (body: number) => (unsure[body] === 1 ? unsureSum : volumes[body]) < 0;
  const negative = all.filter(isNegative);
  if (negative.length === 0) return inverted;
  if (negative.length === all.length) {
    for (const body of all) inverted[body] = 1;
    return inverted;
  }
  const around = containers(bodies, all);
  // Every body has a list.
  const depth = (body: number) => around.get(body)!.length;
  const size = (body: number) => Math.abs(volumes[body]);
  // From the outside inwards: what lies around a body is decided before it.
  for (const body of [...all].sort((a, b) => depth(a) - depth(b) || a - b)) {
    const outer = around.get(body)!;
    const nearest = outer.reduce(
      (a, b) => (a < 0 || depth(b) > depth(a) || (depth(b) === depth(a) && size(b) < size(a)) ? b : a),
      -1,
    );
    const turned = nearest < 0 ? 0 : inverted[nearest];
    const runsOut = (outer.length > 0 ? volumes[body] < 0 : isNegative(body)) === (turned === 1);
    const winding = outer.reduce((sum, each) => sum + (volumes[each] < 0 === (inverted[each] === 1) ? 1 : -1), 0);
    inverted[body] = runsOut || winding > 0 ? turned : 1 - turned;
  }
  return inverted;
}

/** For each body those that it lies within. */
function containers(bodies: Bodies, all: readonly number[]): Map<number, readonly number[]> {
  const looks = lookAround(bodies, all);
  const within = new Map<number, readonly number[]>();
  for (const body of all) {
    // Every body was looked at.
    const { count, inside, touching } = looks.get(body)!;
    const around = [...inside.keys()].filter((other) => {
      const isAround = (inside.get(other) ?? 0) + (touching.get(other) ?? 0) === count;
      // What sticks into a body does not lie around it.
      return isAround && (looks.get(other)?.inside.get(body) ?? 0) === 0;
    });
    within.set(body, around);
  }
  return within;
}

/** Of the places on a body, how many lie within each other body and how many on its surface. */
interface Looks {
  readonly count: number;
  readonly inside: Map<number, number>;
  readonly touching: Map<number, number>;
}

function lookAround(bodies: Bodies, all: readonly number[]): Map<number, Looks> {
  const { triangles, open } = bodies;
  const closed = bodies.bodyOf.map((body) => (body >= 0 && open[body] === 0 ? body : -1));
  const tolerance = onSurface * diagonalOf(triangles);
  const cast = windingLines(triangles, closed, bodies.turned, tolerance);
  const samples = Math.min(mostSamples, Math.max(24, mostInAll / all.length));
  const own = trianglesByBody(bodies.bodyOf);
  const looks = new Map<number, Looks>();
  for (const body of all) {
    const [inside, touching] = [new Map<number, number>(), new Map<number, number>()];
    const winds = new Map<number, number>();
    const touched = new Set<number>();
    const crossed: Crossed = (other, sense, ahead, offPlane) => {
      if (other === body) return;
      if (offPlane <= tolerance) touched.add(other);
      else if (ahead) winds.set(other, (winds.get(other) ?? 0) + sense);
    };
    // Every body has triangles.
    const places = placesOn(triangles, own.get(body)!, samples);
    for (let i = 0; i < places.length; i += 3) {
      winds.clear();
      touched.clear();
      cast(places[i], places[i + 1], places[i + 2], crossed);
      for (const other of touched) touching.set(other, (touching.get(other) ?? 0) + 1);
      for (const [other, wind] of winds) {
        if (wind !== 0 && !touched.has(other)) inside.set(other, (inside.get(other) ?? 0) + 1);
      }
    }
    looks.set(body, { count: places.length / 3, inside, touching });
  }
  return looks;
}

/** Places spread over some triangles: corners, edges and faces of few, the middles and a corner of some of many. */
function placesOn(triangles: Float32Array, own: readonly number[], samples: number): number[] {
  const parts = Math.max(1, Math.min(8, Math.floor(Math.sqrt((2 * samples) / own.length)) - 1));
  const stride = Math.max(1, Math.floor((4 * own.length) / samples));
  const places: number[] = [];
  const add = (o: number, i: number, j: number, of: number) => {
    for (let k = 0; k < 3; k++) {
      const a = triangles[o + k];
      places.push(a + ((triangles[o + 3 + k] - a) * i) / of + ((triangles[o + 6 + k] - a) * j) / of);
    }
  };
  for (let n = 0; n < own.length; n += stride) {
    const o = 9 * own[n];
    add(o, 1, 1, 3);
    for (let i = 0; i <= parts; i++) for (let j = 0; i + j <= parts; j++) add(o, i, j, parts);
  }
  return places;
}

function trianglesByBody(bodyOf: Int32Array): Map<number, number[]> {
  const own = new Map<number, number[]>();
  bodyOf.forEach((body, t) => {
    if (body < 0) return;
    const list = own.get(body);
    if (list) list.push(t);
    else own.set(body, [t]);
  });
  return own;
}

function diagonalOf(triangles: Float32Array): number {
  const { min, max } = boundsOf(triangles);
  return Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
}
