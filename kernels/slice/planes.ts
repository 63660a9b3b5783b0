// The planes at which a mesh is cut, and which of them a triangle crosses.
import { getF64, getI32, setI32, take, takeZeros } from '../room';

export let layers: i32 = 0;
let planes: usize = 0;
let crossings: usize = 0;

// For equal steps of z, the first plane at or above the start of the step.
let guess: usize = 0;
let steps: i32 = 0;
let bottom: f64 = 0;
let stepsPerMm: f64 = 0;

/** Room for planes (f64, mm, rising). */
export function takePlanes(count: i32): usize {
  layers = count;
  planes = take(8 * <usize>count);
  return planes;
}

/** To be called once the planes are there; gives where the counts of `countCrossings` are found (i32 a plane). */
export function indexPlanes(): usize {
  steps = min(4 * layers, 1 << 16);
  guess = take(4 * <usize>(steps + 1));
  bottom = getF64(planes, 0);
  const height = getF64(planes, layers - 1) - bottom;
  stepsPerMm = height > 0 ? <f64>steps / height : 0;
  const step = height / <f64>steps;
  for (let s = 0, l = 0; s <= steps; s++) {
    while (l < layers - 1 && getF64(planes, l) < bottom + <f64>s * step) l++;
    setI32(guess, s, l);
  }
  crossings = takeZeros(4 * <usize>layers);
  return crossings;
}

export function planeOf(l: i32): f64 {
  return getF64(planes, l);
}

export function crossingsOf(l: i32): i32 {
  return getI32(crossings, l);
}

/** The first plane above z. */
export function firstAbove(z: f64): i32 {
  let l = 0;
  if (z >= bottom) {
    const at = (z - bottom) * stepsPerMm;
    l = getI32(guess, at < <f64>steps ? <i32>at : steps);
  }
  // The guess comes from floating point: the table of planes has the last word.
  while (l < layers && planeOf(l) <= z) l++;
  while (l > 0 && planeOf(l - 1) > z) l--;
  return l;
}

export function lowest(triangle: usize): f64 {
  return <f64>min(load<f32>(triangle, 8), min(load<f32>(triangle, 20), load<f32>(triangle, 32)));
}

export function highest(triangle: usize): f64 {
  return <f64>max(load<f32>(triangle, 8), max(load<f32>(triangle, 20), load<f32>(triangle, 32)));
}

/** Counts for each plane the triangles (nine f32 each) that cross it. */
export function countCrossings(triangles: usize, count: i32): void {
  for (let t = 0; t < count; t++) {
    const triangle = triangles + 36 * <usize>t;
    const high = highest(triangle);
    for (let l = firstAbove(lowest(triangle)); l < layers && planeOf(l) <= high; l++)
      setI32(crossings, l, crossingsOf(l) + 1);
  }
}
