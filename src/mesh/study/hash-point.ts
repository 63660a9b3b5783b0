/**
 * 32 bits of a point from the bits of its three floats. Round numbers have few bits set, all at the top: each coordinate
 * is multiplied and folded down before the next comes, or points on a coarse grid would all fall on a few values.
 */
export function hashPoint(x: number, y: number, z: number): number {
  let h = Math.imul(plain(x) ^ 0x3c6ef372, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ plain(y), 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13) ^ plain(z), 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
  return h ^ (h >>> 15);
}

/** Float bits with minus zero as zero: they are the same place. */
export function plain(bits: number): number {
  return bits === -0x80000000 ? 0 : bits;
}
