import type { PatternId } from '../job/laydown-settings.ts';

/** What `bioweft patterns` tells about a pattern. */
export interface PatternInfo {
  readonly id: PatternId;
  readonly description: string;
  /** What `spacing` is the distance of. */
  readonly spacing: string;
  /** Settings of the lay-down it heeds besides spacing, pore, porosity, contours, margin, overlap and minLength. */
  readonly settings: readonly string[];
}

export const patterns: readonly PatternInfo[] = [
  {
    id: 'parallel',
    description: 'straight lines, one direction a layer from a list of angles (0/90, 0/60/120, …)',
    spacing: 'from line to line',
    settings: ['angles', 'shift', 'solid', 'gradient: z, radius, surface', 'join'],
  },
  {
    id: 'grid',
    description: 'two directions in every layer: square pores that run straight up',
    spacing: 'from line to line of one direction',
    settings: ['angles (the first)', 'gradient: z, radius, surface', 'join'],
  },
  {
    id: 'triangle',
    description: 'three directions in every layer that meet in points: triangular pores that run straight up',
    spacing: 'from line to line of one direction',
    settings: ['angles (the first)', 'gradient: z, radius, surface', 'join'],
  },
  {
    id: 'honeycomb',
    description: 'hexagonal pores that run straight up; every row of cells is one strand',
    spacing: 'from level wall to level wall of a cell',
    settings: ['angles (the first)', 'gradient: z', 'join'],
  },
  {
    id: 'concentric',
    description: 'closed rings that follow the rim inwards',
    spacing: 'from ring to ring',
    settings: ['solid', 'gradient: z, radius, surface'],
  },
  {
    id: 'spiral',
    description: 'one continuous strand from the rim inwards; a wall one strand thick rises as a helix',
    spacing: 'from turn to turn',
    settings: ['solid', 'gradient: z'],
  },
  {
    id: 'radial',
    description: 'spokes from the axis; new ones begin outwards wherever there is room',
    spacing: 'smallest distance between spokes; it grows to twice that before new ones begin',
    settings: ['angles (turn of the spokes)', 'gradient: z', 'join'],
  },
  {
    id: 'wave',
    description: 'sinusoidal strands side by side, one direction a layer: a lattice that stretches',
    spacing: 'from line to line',
    settings: ['angles', 'shift', 'amplitude', 'wavelength', 'gradient: z', 'join'],
  },
  {
    id: 'gyroid',
    description: 'level lines of the gyroid surface: curved walls that change from layer to layer',
    spacing: 'mean distance of the walls, area over length; cell = 2.4573 spacings',
    settings: ['cell', 'join'],
  },
  {
    id: 'schwarz-p',
    description: 'level lines of the Schwarz P surface: round channels along three axes',
    spacing: 'mean distance of the walls, area over length; cell = 1.8856 spacings',
    settings: ['cell', 'join'],
  },
  {
    id: 'diamond',
    description: 'level lines of the Schwarz D surface: channels that branch like the bonds of diamond',
    spacing: 'mean distance of the walls, area over length; cell = 3.0449 spacings',
    settings: ['cell', 'join'],
  },
];
