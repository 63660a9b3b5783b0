import { loadPolygons } from '../region/clipper-polygons.ts';
import { nmPerMm, type Outline } from '../slice/outline.ts';
import { layDown } from './lay-down.ts';
import { laydownSchema } from './laydown-settings.ts';
import { planeBounds } from './paths/plane-bounds.ts';
import { type PatternId, patternIds, patternOf } from './patterns/pattern-table.ts';
import type { Strand } from './strand.ts';

/** What a pattern lays on a square, to be drawn. mm; the square reaches from 0 to `side` along x and y. */
export interface PatternSample {
  readonly pattern: PatternId;
  readonly description: string;
  readonly side: number;
  /** Width of its strands. */
  readonly width: number;
  /** The lowest layers: the strands of each as x0 y0 x1 y1 …, closed ones with their first point once more. */
  readonly layers: readonly (readonly Float32Array[])[];
}

const side = 8;
const width = 0.4;
const height = 0.32;
const spacing = 1.2;
const count = 2;

/** Every pattern, laid down as in a print: strands of 0.4 mm at a spacing of 1.2 mm, two layers of ten. */
export async function samplePatterns(): Promise<PatternSample[]> {
  const polygons = await loadPolygons();
  const far = side * nmPerMm;
  const points = Int32Array.of(0, 0, far, 0, far, far, 0, far);
  const outline: Outline = { kind: 'closed', points, ringEnds: Uint32Array.of(4) };
  return patternIds.map((pattern) => {
    const layers = Array.from({ length: count }, (_, index) =>
      layDown({
        outline,
        settings: laydownSchema.parse({ pattern, spacing }),
        contours: 0,
        thinWalls: true,
        width,
        height,
        ink: 'ink',
        part: 'sample',
        layer: { index, count: 10, top: height * (index + 1), constructHeight: 10 * height },
        partBounds: planeBounds(outline.points),
        polygons,
      }).strands.map(pathOf),
    );
    return { pattern, description: patternOf(pattern).description, side, width, layers };
  });
}

function pathOf({ points, closed }: Strand): Float32Array {
  const all = closed ? [...points, points[0], points[1]] : points;
  return Float32Array.from(all, (nm) => nm / nmPerMm);
}
