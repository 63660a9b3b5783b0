import { changing, type Finding } from '../../finding/finding.ts';
import type { Job } from '../../job/job.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import type { LayerPlan } from '../../slice/layer-plan.ts';

/** Below this a height ends with a layer: float noise of any exporter, mm. */
export const noiseMm = 0.002;
/** Above this share of the height the ink differs by so much from the part's volume that a note would be overlooked. */
export const largeShare = 0.1;

/**
 * What whole layers leave of a construct's height, or add to it: up to half a layer, which the volume of its highest
 * section turns into ink.
 */
export function heightRest(
  heightMm: number,
  { count, top }: LayerPlan,
  heights: Job['layers'],
  layers: readonly ConstructLayer[],
): Finding[] {
  // Work that is too much to plan ends before its last layer, and is refused.
  if (count === 0 || layers.length < count) return [];
  const restMm = heightMm - top[count - 1];
  const areaMm2 = Object.values(layers[count - 1].inks).reduce((sum, ink) => sum + ink.areaMm2, 0);
  const volumeUl = Math.abs(restMm) * areaMm2;
  if (Math.abs(restMm) < noiseMm || volumeUl === 0) return [];
  const [tall, stack, rest] = [heightMm, top[count - 1], Math.abs(restMm)].map((mm) => Number(mm.toFixed(3)));
  const ul = Number(volumeUl.toPrecision(3));
  const said =
    restMm > 0 ? `the top ${rest} mm (${ul} µL) are not printed` : `${rest} mm (${ul} µL) are printed on top of it`;
  const height = fitting(heightMm, count, heights);
  return [
    {
      gate: 'plan',
      code: 'height-rest',
      severity: Math.abs(restMm) > largeShare * heightMm ? 'warn' : 'note',
      where: { layer: count - 1 },
      what: `The construct is ${tall} mm tall and its ${count === 1 ? 'one layer is' : `${count} layers are`} ${stack} mm: ${said}.`,
      ...(height === null ? { fix: 'Change a layer height where this matters.' } : layersFit(height)),
      numbers: { restMm, volumeUl: restMm > 0 ? -volumeUl : volumeUl },
    },
  ];
}

/** To take layers of one height, mm, that leaves no rest. */
export function layersFit(height: number): Pick<Finding, 'fix' | 'changes'> {
  const what = `Layers of ${height} mm`;
  return {
    fix: `${what} fit, where this matters.`,
    ...changing([{ what, path: ['layers', 'height'], value: height }]),
  };
}

/**
 * The height of as many layers that fit, mm, in as few decimals as leave no rest of them; null where zones set the
 * heights, and no one height would do.
 */
function fitting(heightMm: number, count: number, { first, zones }: Job['layers']): number | null {
  if (zones.length > 0 || (first !== undefined && count < 2)) return null;
  const [tall, many] = first === undefined ? [heightMm, count] : [heightMm - first, count - 1];
  const rounded = [4, 5, 6].map((decimals) => Number((tall / many).toFixed(decimals)));
  return rounded.find((height) => Math.abs(tall - many * height) < noiseMm / 2) ?? rounded[2];
}
