/**
 * A copy of the triangles in which corners nearer than `toleranceMm` to another one take its place, so that a soup whose
 * corners are off by some noise closes again. No chains: a corner moves by at most the tolerance. Corners are taken in
 * the order of their places, so the order of the triangles does not matter.
 */
export function weldCorners(triangles: Float32Array, toleranceMm: number): Float32Array {
  const welded = new Float32Array(triangles.length);
  const cell = 2 * toleranceMm;
  let size = 1024;
  while (size < triangles.length / 3) size *= 2;
  const heads = new Int32Array(size).fill(-1);
  const nexts = new Int32Array(triangles.length / 3);
  const bucketOf = (i: number, j: number, k: number): number => {
    const h = Math.imul(i, 0x9e3779b1) ^ Math.imul(j, 0x85ebca6b) ^ Math.imul(k, 0xc2b2ae35);
    return (h ^ (h >>> 15)) & (size - 1);
  };
  for (const corner of cornersByPlace(triangles)) {
    const at = 3 * corner;
    const x = triangles[at];
    const y = triangles[at + 1];
    const z = triangles[at + 2];
    const i = Math.floor(x / cell);
    const j = Math.floor(y / cell);
    const k = Math.floor(z / cell);
    // All within the tolerance lies in this cell and its neighbours on the nearer sides: eight cells.
    const di = x / cell - i < 0.5 ? -1 : 1;
    const dj = y / cell - j < 0.5 ? -1 : 1;
    const dk = z / cell - k < 0.5 ? -1 : 1;
    let best = -1;
    let bestSquare = toleranceMm * toleranceMm;
    for (let side = 0; side < 8; side++) {
      const bucket = bucketOf(i + (side & 1 ? di : 0), j + (side & 2 ? dj : 0), k + (side & 4 ? dk : 0));
      let looks = mostLooks;
      for (let other = heads[bucket]; other >= 0 && looks-- > 0; other = nexts[other]) {
        const dx = welded[3 * other] - x;
        const dy = welded[3 * other + 1] - y;
        const dz = welded[3 * other + 2] - z;
        const square = dx * dx + dy * dy + dz * dz;
        if (square > bestSquare || (square === bestSquare && best >= 0)) continue;
        best = other;
        bestSquare = square;
      }
    }
    welded[at] = best < 0 ? x : welded[3 * best];
    welded[at + 1] = best < 0 ? y : welded[3 * best + 1];
    welded[at + 2] = best < 0 ? z : welded[3 * best + 2];
    if (best >= 0) continue;
    const bucket = bucketOf(i, j, k);
    nexts[at / 3] = heads[bucket];
    heads[bucket] = at / 3;
  }
  return welded;
}

/** Numbers of the corners by x, then y, then z. */
function cornersByPlace(triangles: Float32Array): Uint32Array {
  const order = Uint32Array.from({ length: triangles.length / 3 }, (_, i) => i);
  return order.sort((a, b) => {
    for (let k = 0; k < 3; k++) {
      const difference = triangles[3 * a + k] - triangles[3 * b + k];
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Corners looked at in one cell: coordinates made to collide cost no more than this. */
const mostLooks = 64;
