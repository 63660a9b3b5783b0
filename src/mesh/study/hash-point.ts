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

/** Another 32 bits of the same point, in no simple relation to the first. */
export function hashAgain(hash: number): number {
  const h = Math.imul(hash ^ 0x165667b1, 0x2c1b3c6d);
  return Math.imul(h ^ (h >>> 12), 0x297a2d39) ^ (h >>> 17);
}

/** Float bits with minus zero as zero: they are the same place. */
export function plain(bits: number): number {
  return bits === -0x80000000 ? 0 : bits;
}
