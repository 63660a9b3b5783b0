import { InputError } from '../finding/input-error.ts';
import type { LayerHeights, LayerPlan } from './layer-plan.ts';

/** Layer numbers are kept in 16 bits while slicing. */
const mostLayers = 65_000;
const nm = 1e-6;

/**
 * The layers of a construct `heightMm` tall. A layer is printed when at least half of it lies inside, that is when its
 * mid-plane is not above `heightMm`: so a height of n layers, give or take float noise, makes n layers. A layer
 * belongs to the first zone whose `until` lies more than a nanometre above the layer's bottom. Tops are whole
 * nanometres and do not drift: within a zone they are multiples of its height.
 * Throws `InputError` for heights that are not positive, zones that do not rise, and more than 65 000 layers.
 */
export function stackLayers(heightMm: number, heights: LayerHeights): LayerPlan {
  checkHeights(heights);
  const tops: number[] = [];
  const tall: number[] = [];
  let bottom = 0;
  let zoneBottom = 0;
  let zoneHeight = 0;
  let inZone = 0;
  while (tops.length <= mostLayers) {
    const next = tops.length === 0 ? (heights.first ?? heightAt(heights, 0)) : heightAt(heights, bottom);
    if (next !== zoneHeight) {
      zoneBottom = bottom;
      zoneHeight = next;
      inZone = 0;
    }
    const top = Math.round((zoneBottom + ++inZone * next) / nm) / 1e6;
    if (top - next / 2 > heightMm) return layerPlan(tops, tall, heights);
    tops.push(top);
    tall.push(next);
    bottom = top;
  }
  throw new InputError('too-many-layers', `${heightMm} mm in layers of ${heights.height} mm are too many layers`, {
    fix: `Take thicker layers (at most ${mostLayers} can be planned) or check the units of the mesh.`,
  });
}

function heightAt(heights: LayerHeights, bottom: number): number {
  return heights.zones?.find((zone) => bottom < zone.until - nm)?.height ?? heights.height;
}

function layerPlan(tops: readonly number[], tall: readonly number[], heights: LayerHeights): LayerPlan {
  const top = Float64Array.from(tops);
  const height = Float64Array.from(tall);
  const plane = top.map((z, i) => z - height[i] / 2);
  const zoneHeight = height.slice();
  if (top.length > 1) zoneHeight[0] = heightAt(heights, top[0]);
  return { count: top.length, top, height, plane, zoneHeight };
}

function checkHeights(heights: LayerHeights): void {
  const zones = heights.zones ?? [];
  for (const height of [heights.height, heights.first ?? heights.height, ...zones.map((zone) => zone.height)]) {
    if (height >= 1e-3 && Number.isFinite(height)) continue;
    throw new InputError('layer-height', `a layer height of ${height} mm cannot be printed`, {
      fix: 'Give layer heights in mm, 0.001 or more.',
    });
  }
  zones.forEach((zone, i) => {
    if (zone.until > (i === 0 ? 0 : zones[i - 1].until)) return;
    throw new InputError('layer-zones', `layer zone ${i + 1} ends at ${zone.until} mm, not above the one before it`, {
      fix: 'List the zones from the bottom up, each `until` higher than the last.',
    });
  });
}
