/** Which planes each triangle crosses. */
export interface Spans {
  /** Two numbers a triangle: the first plane that crosses it, and one past the last. */
  readonly range: Uint16Array;
  /** How many triangles cross each plane. */
  readonly crossings: Uint32Array;
}

/**
 * Finds the planes (rising z) that each triangle crosses. A corner on a plane counts as above it, so a triangle
 * crosses the planes with lowest corner < z <= highest corner, and none is ever crossed in a mere point.
 */
export function findSpans(triangles: Float32Array, planes: Float64Array): Spans {
  const count = triangles.length / 9;
  const range = new Uint16Array(2 * count);
  const crossings = new Uint32Array(planes.length);
  if (planes.length === 0) return { range, crossings };
  const bottom = planes[0];
  const layers = planes.length;
  const guess = guessTable(planes);
  const perMm = (guess.length - 1) / (planes[layers - 1] - bottom || 1);
  const above = (z: number): number => {
    let l = z < bottom ? 0 : guess[Math.min(guess.length - 1, ((z - bottom) * perMm) | 0)];
    // The guess comes from floating point: the table of planes has the last word.
    while (l < layers && planes[l] <= z) l++;
    while (l > 0 && planes[l - 1] > z) l--;
    return l;
  };
  for (let t = 0, i = 2; t < count; t++, i += 9) {
    const a = triangles[i];
    const b = triangles[i + 3];
    const c = triangles[i + 6];
    const low = a < b ? (a < c ? a : c) : b < c ? b : c;
    const high = a > b ? (a > c ? a : c) : b > c ? b : c;
    const first = above(low);
    if (first === layers || planes[first] > high) continue;
    const end = above(high);
    range[2 * t] = first;
    range[2 * t + 1] = end;
    for (let l = first; l < end; l++) crossings[l]++;
  }
  return { range, crossings };
}

/** For equal steps of z, the first plane at or above the start of the step. */
function guessTable(planes: Float64Array): Uint16Array {
  const steps = Math.min(4 * planes.length, 1 << 16);
  const table = new Uint16Array(steps + 1);
  const bottom = planes[0];
  const step = (planes[planes.length - 1] - bottom) / steps;
  for (let s = 0, l = 0; s <= steps; s++) {
    while (l < planes.length - 1 && planes[l] < bottom + s * step) l++;
    table[s] = l;
  }
  return table;
}
