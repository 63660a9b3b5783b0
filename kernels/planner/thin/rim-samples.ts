// The rims of an outline as samples: its corners, and in thin stretches points between them.
import { addSample, closeRing, isMarked, mark, nudge, samples, takeSamples, xAt, yAt } from './net';
import { isMarked as isThin, longest } from './stretches';
import { endOf, points, rings, xOf, yOf } from '../outline';
import { span } from '../span';
import { getI32, setI32, take } from '../../room';

/** Points in thin stretches are at most this far apart, nm. */
let step: f64 = 0;

export function sampleRims(stepNm: f64): void {
  step = stepNm;
  takeSamples(countSamples());
  let piece = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    const first = samples;
    let before = 0;
    for (let i = begin; i < end; i++) {
      const pieces = addEdge(i, i + 1 < end ? i + 1 : begin, piece, before);
      piece += pieces;
      if (pieces > 0) before = isThin(piece - 1);
    }
    if (samples > first) {
      closeRing(first);
      if (before == 1) mark(first);
    }
    begin = end;
  }
  separate();
}

function lengthOf(i: i32, j: i32): f64 {
  return span(xOf(j) - xOf(i), yOf(j) - yOf(i));
}

/** At least as many as there will be. */
function countSamples(): i32 {
  let most = points;
  let piece = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    for (let i = begin; i < end; i++) {
      const length = lengthOf(i, i + 1 < end ? i + 1 : begin);
      const pieces = <i32>Math.ceil(length / longest);
      const parts = pieces == 0 ? 0 : <i32>Math.ceil(length / <f64>pieces / step);
      for (let p = 0; p < pieces; p++) if (isThin(piece + p) != 0) most += parts + 1;
      piece += pieces;
    }
    begin = end;
  }
  return most;
}

/** An edge, of which some pieces may lie in thin stretches; how many pieces it has. `before`: whether the last was one. */
function addEdge(i: i32, j: i32, piece: i32, before: i32): i32 {
  const ax = xOf(i);
  const ay = yOf(i);
  const dx = xOf(j) - ax;
  const dy = yOf(j) - ay;
  const length = lengthOf(i, j);
  const pieces = <i32>Math.ceil(length / longest);
  if (pieces == 0) return 0;
  addSample(ax, ay, 1, before | isThin(piece));
  const parts = <i32>Math.ceil(length / <f64>pieces / step);
  for (let p = 0; p < pieces; p++) {
    if (isThin(piece + p) == 0) continue;
    // The first point of a piece is the last of the one before, where that is marked, too.
    for (let part = p > 0 && isThin(piece + p - 1) == 0 ? 0 : 1; part <= parts; part++) {
      if (p * parts + part >= pieces * parts) continue;
      const t = (<f64>p + <f64>part / <f64>parts) / <f64>pieces;
      addSample(Math.round(ax + t * dx), Math.round(ay + t * dy), 0, 1);
    }
  }
  return pieces;
}

/** Where rims touch in a point, one of the two moves by a nanometre: each needs its own place in the triangulation. */
function separate(): void {
  let size = 16;
  while (size < 2 * samples) size *= 2;
  // By place, the number of the point there and one; 0 where none is.
  const taken = take(4 * <usize>size);
  memory.fill(taken, 0, 4 * <usize>size);
  for (let i = 0; i < samples; i++) {
    if (!isMarked(i)) continue;
    while (!enter(taken, size - 1, i)) nudge(i);
  }
}

/** False where another point has this place. */
function enter(taken: usize, mask: i32, i: i32): bool {
  const px = xAt(i);
  const py = yAt(i);
  const mixed = (<i32>px * <i32>0x9e3779b1) ^ (<i32>py * <i32>0x85ebca6b);
  // Low digits of round coordinates are all zero.
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  for (let other = getI32(taken, slot); other != 0; other = getI32(taken, slot)) {
    if (xAt(other - 1) == px && yAt(other - 1) == py) return false;
    slot = (slot + 1) & mask;
  }
  setI32(taken, slot, i + 1);
  return true;
}
