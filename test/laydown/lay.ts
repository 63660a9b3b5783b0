import { type LayDownResult, layDown } from '../../src/laydown/lay-down.ts';
import type { LayDownInput } from '../../src/laydown/lay-down-input.ts';
import { laydownSchema } from '../../src/laydown/laydown-settings.ts';
import { planeBounds } from '../../src/laydown/paths/plane-bounds.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Outline } from '../../src/slice/outline.ts';

export const polygons = await loadPolygons();

/** Lays down one region: strands 0.4 mm wide in layers of 0.32 mm, layer `index` of ten. */
export function lay(
  outline: Outline,
  settings: Record<string, unknown>,
  more: Partial<LayDownInput> & { index?: number } = {},
): LayDownResult {
  const { index = 0, ...rest } = more;
  const height = rest.height ?? 0.32;
  return layDown({
    outline,
    settings: laydownSchema.parse(settings),
    contours: 0,
    thinWalls: true,
    width: 0.4,
    height,
    ink: 'a',
    part: 'part',
    layer: { index, count: 10, top: height * (index + 1), constructHeight: 10 * height },
    partBounds: planeBounds(outline.points),
    polygons,
    ...rest,
  });
}
