import { surfacePattern } from './tpms.ts';

// X, Y and Z are 2 pi times a coordinate over the cell.

/** sinX cosY + sinY cosZ + sinZ cosX */
export const gyroid = surfacePattern(
  {
    density: 2.4573,
    fold: 0.089,
    row: (sinY, cosY, sinZ, cosZ) => [cosY, sinZ, sinY * cosZ],
  },
  {
    description: 'level lines of the gyroid surface: curved walls that change from layer to layer',
    spacing: 'mean distance of the walls, area over length; cell = 2.4573 spacings',
  },
);

/** cosX + cosY + cosZ */
export const schwarzP = surfacePattern(
  { density: 1.8856, fold: 0.138, row: (_sinY, cosY, _sinZ, cosZ) => [0, 1, cosY + cosZ] },
  {
    description: 'level lines of the Schwarz P surface: round channels along three axes',
    spacing: 'mean distance of the walls, area over length; cell = 1.8856 spacings',
  },
);

/** sinX sinY sinZ + sinX cosY cosZ + cosX sinY cosZ + cosX cosY sinZ */
export const diamond = surfacePattern(
  {
    density: 3.0449,
    fold: 0.094,
    row: (sinY, cosY, sinZ, cosZ) => [sinY * sinZ + cosY * cosZ, sinY * cosZ + cosY * sinZ, 0],
  },
  {
    description: 'level lines of the Schwarz D surface: channels that branch like the bonds of diamond',
    spacing: 'mean distance of the walls, area over length; cell = 3.0449 spacings',
  },
);
