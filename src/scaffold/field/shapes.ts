import type { Field } from './field-space.ts';

type Place = readonly [x: number, y: number, z: number];

/** Distance to the surface of a rod with round ends, mm. */
export function capsuleField([ax, ay, az]: Place, [bx, by, bz]: Place, radius: number): Field {
  const [ux, uy, uz] = [bx - ax, by - ay, bz - az];
  const long = ux * ux + uy * uy + uz * uz;
  return (x, y, z) => {
    const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy + (z - az) * uz) / long));
    return Math.hypot(x - ax - t * ux, y - ay - t * uy, z - az - t * uz) - radius;
  };
}

/** Several bodies as one, their creases filled over a length `reach`, mm (0: none). */
export function blended(fields: readonly Field[], reach: number): Field {
  return (x, y, z) => {
    let low = fields[0](x, y, z);
    for (let f = 1; f < fields.length; f++) {
      const next = fields[f](x, y, z);
      const near = Math.max(reach - Math.abs(low - next), 0);
      low = Math.min(low, next) - (reach > 0 ? (near * near) / (4 * reach) : 0);
    }
    return low;
  };
}
