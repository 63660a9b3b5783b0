import type { PatternId } from '../job/laydown-settings.ts';
import { layConcentric } from './patterns/concentric.ts';
import { layGrid } from './patterns/grid.ts';
import { layHoneycomb } from './patterns/honeycomb.ts';
import { layParallel } from './patterns/parallel.ts';
import type { Pattern } from './patterns/pattern.ts';
import { layRadial } from './patterns/radial.ts';
import { laySpiral } from './patterns/spiral.ts';
import { layTpms } from './patterns/tpms.ts';
import { layTriangle } from './patterns/triangle.ts';
import { layWave } from './patterns/wave.ts';

const patterns: Readonly<Record<PatternId, Pattern>> = {
  parallel: layParallel,
  grid: layGrid,
  triangle: layTriangle,
  honeycomb: layHoneycomb,
  concentric: layConcentric,
  spiral: laySpiral,
  radial: layRadial,
  wave: layWave,
  gyroid: layTpms('gyroid'),
  'schwarz-p': layTpms('schwarz-p'),
  diamond: layTpms('diamond'),
};

export function patternOf(id: PatternId): Pattern {
  return patterns[id];
}
