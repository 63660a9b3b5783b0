import type { LaydownSettings, PatternId } from '../job/laydown-settings.ts';
import { layGrid } from './patterns/grid.ts';
import { layParallel } from './patterns/parallel.ts';
import type { Pattern } from './patterns/pattern.ts';
import { layTriangle } from './patterns/triangle.ts';
import type { Weave } from './porosity.ts';

const patterns: Readonly<Record<PatternId, Pattern>> = {
  parallel: layParallel,
  grid: layGrid,
  triangle: layTriangle,
  honeycomb: layParallel,
  concentric: layParallel,
  spiral: layParallel,
  radial: layParallel,
  wave: layParallel,
  gyroid: layParallel,
  'schwarz-p': layParallel,
  diamond: layParallel,
};

export function patternOf(id: PatternId): Pattern {
  return patterns[id];
}

/** How the strands of neighbouring layers meet: it decides what ink they share. */
export function weaveOf(settings: LaydownSettings): Weave {
  switch (settings.pattern) {
    case 'grid':
    case 'triangle':
    case 'honeycomb':
      return settings.pattern;
    case 'parallel':
    case 'wave':
      return settings.angles.some((angle) => (angle - settings.angles[0]) % 180 !== 0) ? 'crossed' : 'stacked';
    default:
      return 'stacked';
  }
}
