// Moments of the surface of a body: src/mesh/study/mirror-asymmetry.ts says what they are for.
import { getF64, getI32, setF64, take, takeZeros } from '../room';

// Triangles, nine coordinates each (f32, mm).
let count: i32 = 0;
let triangles: usize = 0;

export function takeTriangles(triangleCount: i32): usize {
  count = triangleCount;
  triangles = take(36 * <usize>count);
  return triangles;
}

function at(t: i32, k: i32): f64 {
  return <f64>load<f32>(triangles + ((<usize>(9 * t + k)) << 2));
}

function areaOf(t: i32): f64 {
  const ux = at(t, 3) - at(t, 0);
  const uy = at(t, 4) - at(t, 1);
  const uz = at(t, 5) - at(t, 2);
  const vx = at(t, 6) - at(t, 0);
  const vy = at(t, 7) - at(t, 1);
  const vz = at(t, 8) - at(t, 2);
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  return Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
}

/** Area of the triangles, and the sums of area by middle: x, y and z (four f64). */
export function surfaceSums(): usize {
  const sums = takeZeros(32);
  for (let t = 0; t < count; t++) {
    const area = areaOf(t);
    setF64(sums, 0, getF64(sums, 0) + area);
    for (let k = 0; k < 3; k++) setF64(sums, k + 1, getF64(sums, k + 1) + (area * (at(t, k) + at(t, k + 3) + at(t, k + 6))) / 3);
  }
  return sums;
}

/** The longest way from a place to the first corner of a triangle, along x, y and z together. */
export function reachFrom(x: f64, y: f64, z: f64): f64 {
  let most: f64 = 0;
  for (let t = 0; t < count; t++) most = Math.max(most, abs(at(t, 0) - x) + abs(at(t, 1) - y) + abs(at(t, 2) - z));
  return most;
}

// Powers 0 to 5 of x + iy, and of its absolute value, at the place looked at.
let real: usize = 0;
let imaginary: usize = 0;
let size: usize = 0;

/**
 * Moments about x, y, z with lengths as shares of `unit`: real and imaginary parts and integrals of absolute values, one
 * after the other (f64). Places in a triangle are u, v and weight (f64), orders b, q and n (i32).
 */
export function momentsOf(
  places: usize,
  placeCount: i32,
  orders: usize,
  orderCount: i32,
  x: f64,
  y: f64,
  z: f64,
  unit: f64,
): usize {
  real = take(48);
  imaginary = take(48);
  size = take(48);
  const moments = takeZeros(24 * <usize>orderCount);
  for (let t = 0; t < count; t++) {
    const area = areaOf(t);
    for (let p = 0; p < placeCount; p++) {
      const u = getF64(places, 3 * p);
      const v = getF64(places, 3 * p + 1);
      const w = 1 - u - v;
      const px = (w * at(t, 0) + u * at(t, 3) + v * at(t, 6) - x) / unit;
      const py = (w * at(t, 1) + u * at(t, 4) + v * at(t, 7) - y) / unit;
      const pz = (w * at(t, 2) + u * at(t, 5) + v * at(t, 8) - z) / unit;
      addPlace(moments, orders, orderCount, px, py, pz, area * getF64(places, 3 * p + 2));
    }
  }
  return moments;
}

function addPlace(moments: usize, orders: usize, orderCount: i32, x: f64, y: f64, z: f64, weight: f64): void {
  const r2 = x * x + y * y;
  const r = Math.sqrt(r2);
  setF64(real, 0, 1);
  setF64(imaginary, 0, 0);
  setF64(size, 0, 1);
  for (let n = 1; n <= 5; n++) {
    setF64(real, n, getF64(real, n - 1) * x - getF64(imaginary, n - 1) * y);
    setF64(imaginary, n, getF64(real, n - 1) * y + getF64(imaginary, n - 1) * x);
    setF64(size, n, getF64(size, n - 1) * r);
  }
  for (let k = 0; k < orderCount; k++) {
    const b = getI32(orders, 3 * k);
    const n = getI32(orders, 3 * k + 2);
    // The power a of ζ and b of ζ̄ is |ζ|^2b times the power a - b of ζ.
    const factor = weight * (b == 0 ? 1 : b == 1 ? r2 : r2 * r2) * (getI32(orders, 3 * k + 1) == 0 ? 1 : z);
    addTo(moments, k, factor * getF64(real, n));
    addTo(moments, orderCount + k, factor * getF64(imaginary, n));
    addTo(moments, 2 * orderCount + k, abs(factor) * getF64(size, n));
  }
}

function addTo(array: usize, i: i32, value: f64): void {
  setF64(array, i, getF64(array, i) + value);
}
