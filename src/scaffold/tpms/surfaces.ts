/**
 * Level functions of triply periodic surfaces, of angles in radians; a unit cell is a whole turn of each. Schoen 1970 and
 * Schwarz 1890 by way of their nodal approximations (von Schnering and Nesper, Z. Phys. B 83, 1991).
 */
export type Level = (x: number, y: number, z: number) => number;

const { sin, cos } = Math;

export const surfaceNames = ['gyroid', 'schwarz-p', 'diamond', 'neovius', 'i-wp'] as const;
export type SurfaceName = (typeof surfaceNames)[number];

export const surfaces: Readonly<Record<SurfaceName, Level>> = {
  gyroid: (x, y, z) => sin(x) * cos(y) + sin(y) * cos(z) + sin(z) * cos(x),
  'schwarz-p': (x, y, z) => cos(x) + cos(y) + cos(z),
  diamond: (x, y, z) =>
    sin(x) * sin(y) * sin(z) + sin(x) * cos(y) * cos(z) + cos(x) * sin(y) * cos(z) + cos(x) * cos(y) * sin(z),
  neovius: (x, y, z) => 3 * (cos(x) + cos(y) + cos(z)) + 4 * cos(x) * cos(y) * cos(z),
  'i-wp': (x, y, z) =>
    2 * (cos(x) * cos(y) + cos(y) * cos(z) + cos(z) * cos(x)) - (cos(2 * x) + cos(2 * y) + cos(2 * z)),
};

/** Network: what lies on one side of the surface. Sheet: what lies close to it on either side. */
export const solidKinds = ['network', 'sheet'] as const;
export type SolidKind = (typeof solidKinds)[number];

/** What is compared with a level: below it is solid. */
export function solidLevel(surface: SurfaceName, kind: SolidKind): Level {
  const level = surfaces[surface];
  return kind === 'network' ? level : (x, y, z) => Math.abs(level(x, y, z));
}

const samples = 56;

/** The level below which a share of a unit cell lies, for shares from 0 to 1: by sorting samples of the cell. */
export function levelByShare(level: Level): (share: number) => number {
  const values = new Float64Array(samples ** 3);
  const angle = (i: number) => (2 * Math.PI * i) / samples;
  let at = 0;
  for (let k = 0; k < samples; k++)
    for (let j = 0; j < samples; j++)
      for (
        let i = 0;
        i < samples;
        i++ // Off the planes of symmetry, so that no sample says what another has said.
      )
        values[at++] = level(angle(i + 0.5), angle(j + 0.21), angle(k + 0.84));
  values.sort();
  return (share) => {
    const place = Math.min(Math.max(share * values.length - 0.5, 0), values.length - 1);
    const low = Math.floor(place);
    const high = Math.min(low + 1, values.length - 1);
    return values[low] + (place - low) * (values[high] - values[low]);
  };
}
