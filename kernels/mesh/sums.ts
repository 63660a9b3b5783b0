// What one pass over the triangles of a mesh tells: src/mesh/study/edge-sum.ts says what it is for.
import { setF64, setI32, take } from '../room';

// The first corner of the mesh: volumes are taken from there, or they would drown in the distance to the origin.
let rx: f64 = 0;
let ry: f64 = 0;
let rz: f64 = 0;
let volume6: f64 = 0;
let degenerate: i32 = 0;
let edges: i32 = 0;
let unpaired: i32 = 0;
let x0: f32 = 0;
let y0: f32 = 0;
let z0: f32 = 0;
let x1: f32 = 0;
let y1: f32 = 0;
let z1: f32 = 0;

export function startSums(x: f64, y: f64, z: f64): void {
  rx = x;
  ry = y;
  rz = z;
  volume6 = 0;
  degenerate = 0;
  edges = 0;
  unpaired = 0;
  x0 = y0 = z0 = Infinity;
  x1 = y1 = z1 = -Infinity;
}

/** Triangles of nine coordinates (f32), one after the other. */
export function addTriangles(triangles: usize, count: i32): void {
  for (let t = 0; t < count; t++) addTriangle(triangles + 36 * <usize>t);
}

/** Six times the volume (f64), the box (six f64), then degenerate triangles, edges and triangles without a partner (i32). */
export function sums(): usize {
  const at = take(72);
  setF64(at, 0, volume6);
  setF64(at, 1, <f64>x0);
  setF64(at, 2, <f64>y0);
  setF64(at, 3, <f64>z0);
  setF64(at, 4, <f64>x1);
  setF64(at, 5, <f64>y1);
  setF64(at, 6, <f64>z1);
  setI32(at, 14, degenerate);
  setI32(at, 15, edges);
  setI32(at, 16, unpaired);
  return at;
}

function addTriangle(at: usize): void {
  addEdges(at);
  addVolume(at);
  grow(at);
  grow(at + 12);
  grow(at + 24);
}

function addEdges(at: usize): void {
  const pa = hashPoint(at);
  const qa = hashAgain(pa);
  const pb = hashPoint(at + 12);
  const qb = hashAgain(pb);
  const pc = hashPoint(at + 24);
  const qc = hashAgain(pc);
  edges += pa * qb - qa * pb + pb * qc - qb * pc + pc * qa - qc * pa;
  // The same for a triangle wherever it begins; pairs cancel.
  unpaired ^= ((pa + pb + pc) ^ ((qa + qb + qc) * <i32>0x9e3779b1)) * <i32>0x85ebca77;
}

/** As in src/mesh/study/hash-point.ts. */
function hashPoint(at: usize): i32 {
  let h = (plain(at) ^ 0x3c6ef372) * <i32>0x9e3779b1;
  h = (h ^ (h >>> 15) ^ plain(at + 4)) * <i32>0x85ebca77;
  h = (h ^ (h >>> 13) ^ plain(at + 8)) * <i32>0xc2b2ae3d;
  h = (h ^ (h >>> 16)) * 0x27d4eb2f;
  return h ^ (h >>> 15);
}

/** Another 32 bits of the same point, in no simple relation to the first. */
function hashAgain(hash: i32): i32 {
  const h = (hash ^ 0x165667b1) * 0x2c1b3c6d;
  return ((h ^ (h >>> 12)) * 0x297a2d39) ^ (h >>> 17);
}

/** Minus zero and zero are the same place. */
function plain(at: usize): i32 {
  const bits = load<i32>(at);
  return bits == i32.MIN_VALUE ? 0 : bits;
}

function coordinate(at: usize, k: usize): f64 {
  return <f64>load<f32>(at + 4 * k);
}

function addVolume(at: usize): void {
  const ax = coordinate(at, 0) - rx;
  const ay = coordinate(at, 1) - ry;
  const az = coordinate(at, 2) - rz;
  const ux = coordinate(at, 3) - rx - ax;
  const uy = coordinate(at, 4) - ry - ay;
  const uz = coordinate(at, 5) - rz - az;
  const vx = coordinate(at, 6) - rx - ax;
  const vy = coordinate(at, 7) - ry - ay;
  const vz = coordinate(at, 8) - rz - az;
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  volume6 += ax * nx + ay * ny + az * nz;
  if (nx == 0 && ny == 0 && nz == 0) degenerate++;
}

function grow(at: usize): void {
  const x = load<f32>(at);
  const y = load<f32>(at + 4);
  const z = load<f32>(at + 8);
  if (x < x0) x0 = x;
  if (x > x1) x1 = x;
  if (y < y0) y0 = y;
  if (y > y1) y1 = y;
  if (z < z0) z0 = z;
  if (z > z1) z1 = z;
}
