import { getI32, setI32 } from '../room';
import { answerPlace, cell, filled, ny, points, words, x0, y0 } from './grid';

/**
 * How the strand that was taken hangs over what the grid holds, looked at in steps of a cell along its path: the longest
 * piece between two supports and from a support to a loose end (-1 for both: no place of it is supported), and the length,
 * all in cells.
 */
export function hangOf(count: i32, closed: i32): usize {
  let places = 0;
  let first = -1;
  let last = -1;
  let widestGap = 0;
  // How far into the next segment the next place lies; the first one is the strand's first point.
  let into: f64 = 0;
  const end = closed ? count + 1 : count;
  for (let i = 1; i < end; i++) {
    const b = i == count ? 0 : i;
    const ax = <f64>getI32(points, 2 * i - 2);
    const ay = <f64>getI32(points, 2 * i - 1);
    const dx = <f64>getI32(points, 2 * b) - ax;
    const dy = <f64>getI32(points, 2 * b + 1) - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    // Cells count by their centres: the cell of a place is the whole part of its distance from the corner.
    const startX = (ax - x0) / cell;
    const startY = (ay - y0) / cell;
    const alongX = length > 0 ? dx / length / cell : 0;
    const alongY = length > 0 ? dy / length / cell : 0;
    for (; into <= length; into += cell) {
      const column = <i32>Math.floor(startX + alongX * into);
      const row = <i32>Math.floor(startY + alongY * into);
      if (isFilled(row, column)) {
        if (first < 0) first = places;
        else if (places - last - 1 > widestGap) widestGap = places - last - 1;
        last = places;
      }
      places++;
    }
    into -= length;
  }
  if (first < 0) return answer(-1, -1, places);
  const after = places - 1 - last;
  // A closed strand has no loose end: what hangs before and after the seam is one piece.
  const bridge = closed ? max(widestGap, first + after) : widestGap;
  return answer(bridge, closed ? 0 : max(first, after), places);
}

function isFilled(row: i32, column: i32): bool {
  if (row < 0 || row >= ny || column < 0 || column >> 5 >= words) return false;
  return ((getI32(filled, row * words + (column >> 5)) >>> (column & 31)) & 1) == 1;
}

/** In one place for all calls: the grid stays for many of them. */
function answer(bridge: i32, cantilever: i32, places: i32): usize {
  setI32(answerPlace, 0, bridge);
  setI32(answerPlace, 1, cantilever);
  setI32(answerPlace, 2, places);
  return answerPlace;
}
