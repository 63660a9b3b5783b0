import type { LayerFigures } from '../../check/fidelity/figures.ts';
import type { Finding } from '../../finding/finding.ts';
import { percent, short } from '../../finding/number-words.ts';
import { largeShare, layersFit, noiseMm } from './height-rest.ts';
import type { LayerTask } from './layer-task.ts';

/** Below this share of a part what whole layers add or take is not worth a word. */
const leastShare = 0.02;

/** An end of a part that a layer does not meet. */
interface End {
  readonly layer: number;
  readonly says: string;
  /** Printed beyond the part; negative: left out. */
  readonly volumeUl: number;
}

/** Where a part begins and ends above the foot of the construct, and what its layers make of it. */
interface Reach {
  readonly name: string;
  readonly volumeUl: number;
  readonly ends: readonly End[];
  /** Heights at which layers should end: those of its faces, not of its tips. */
  readonly levels: readonly number[];
}

/**
 * What whole layers add to a part, or take from it, where it meets another within a layer: up to half a layer, which is
 * much of a thin part. The foot and the top of the construct are reported elsewhere.
 */
export function partHeights(task: LayerTask, figures: readonly LayerFigures[]): Finding[] {
  const { count } = task.plan;
  if (task.parts.length < 2 || count === 0 || figures.length < count) return [];
  const reaches = task.parts.flatMap((_, i) => reachOf(task, i, figures) ?? []);
  const reported = reaches.filter(({ ends, volumeUl }) => shareOf(ends, volumeUl) >= leastShare);
  if (reported.length === 0) return [];
  const advice = fitting(task, [...new Set(reaches.flatMap(({ levels }) => levels))]);
  return reported.map(({ name, ends, volumeUl }): Finding => {
    const added = sum(ends.map((end) => end.volumeUl));
    const share = shareOf(ends, volumeUl);
    const made = ends.map(({ says }) => says).join(' and ');
    const ink = `${short(Math.abs(added))} µL ${added < 0 ? '' : 'more '}of it (${percent(Math.abs(added) / (volumeUl - added))})`;
    return {
      gate: 'plan',
      code: 'part-height',
      severity: share > largeShare ? 'warn' : 'note',
      where: { layer: ends[0].layer, part: name },
      what: `Layers are whole: ${name} ${made}, so that ${ink} are ${added < 0 ? 'not ' : ''}printed.`,
      ...advice,
      numbers: { volumeUl: added },
    };
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** The greatest share of the part that an end adds or takes: what one end takes and the other adds is in the wrong place. */
function shareOf(ends: readonly End[], printedUl: number): number {
  const part = printedUl - sum(ends.map(({ volumeUl }) => volumeUl));
  return Math.max(0, ...ends.map(({ volumeUl }) => Math.abs(volumeUl) / part));
}

function reachOf({ parts, plan, heightMm }: LayerTask, i: number, figures: readonly LayerFigures[]): Reach | null {
  const { mesh, shiftMm, name } = parts[i];
  const [bottom, top] = [mesh.bounds.min[2] + shiftMm[2], mesh.bounds.max[2] + shiftMm[2]];
  const section = (layer: number) => figures[layer].parts[i].sectionMm2;
  const volumeUl = sum(Array.from({ length: plan.count }, (_, layer) => section(layer) * plan.height[layer]));
  const inside = (layer: number) => plan.plane[layer] > bottom && plan.plane[layer] <= top;
  const cut = Array.from({ length: plan.count }, (_, layer) => layer).filter(inside);
  if (cut.length === 0 || volumeUl === 0) return null;
  const [first, last] = [cut[0], cut[cut.length - 1]];
  const foot = plan.top[first] - plan.height[first];
  const mm = (z: number) => `${Number(z.toFixed(3))} mm`;
  const isFace = (layer: number) => (section(layer) * plan.height[layer]) / 2 >= leastShare * volumeUl;
  const levels = [
    ...(isFace(first) && bottom > noiseMm ? [bottom] : []),
    ...(isFace(last) && top < heightMm - noiseMm ? [top] : []),
  ];
  const meets = (z: number, end: number) => !levels.includes(z) || Math.abs(z - end) < noiseMm;
  const end = (layer: number, verb: string, is: number, meant: number, moreMm: number): End => ({
    layer,
    says: `${verb} at ${mm(is)} instead of ${mm(meant)}`,
    volumeUl: moreMm * section(layer),
  });
  const ends = [
    ...(meets(bottom, foot) ? [] : [end(first, 'begins', foot, bottom, bottom - foot)]),
    ...(meets(top, plan.top[last]) ? [] : [end(last, 'ends', plan.top[last], top, plan.top[last] - top)]),
  ];
  return { name, volumeUl, ends, levels };
}

/** Layers that end at every level: of one height where one does that is not far from the job's, else by zones. */
function fitting({ layers, heightMm }: LayerTask, levels: readonly number[]): Pick<Finding, 'fix' | 'changes'> {
  const uniform =
    layers.first === undefined && layers.zones.length === 0 ? oneHeight(heightMm, levels, layers.height) : null;
  if (uniform !== null) return layersFit(uniform);
  const stops = [...levels, heightMm].sort((a, b) => a - b).filter((z, k, all) => k === 0 || z - all[k - 1] > noiseMm);
  const zones: { until: number; height: number }[] = [];
  for (const stop of stops) {
    const from = zones.at(-1)?.until ?? 0;
    const count = Math.max(1, Math.round((stop - from) / layers.height));
    const height = Number(((Number(stop.toFixed(5)) - from) / count).toFixed(6));
    // A zone ends where its last layer does, to the nanometre.
    zones.push({ until: Number((from + count * height).toFixed(6)), height });
  }
  const [topmost] = zones.slice(-1);
  const lower = zones.slice(0, -1).map(({ until, height }) => `{ until: ${until}, height: ${height} }`);
  return {
    fix: `Layers that end there fit, where this matters: layers: { height: ${topmost.height}, zones: [${lower.join(', ')}] }.`,
  };
}

/** The height nearest to `asked` of which all levels and the whole are multiples. */
function oneHeight(heightMm: number, levels: readonly number[], asked: number): number | null {
  const most = Math.floor(heightMm / (asked * 0.6));
  const heights = Array.from({ length: most }, (_, k) => Number((heightMm / (k + 1)).toFixed(6)))
    .filter((height) => height <= 1.5 * asked)
    .filter((height) =>
      [...levels, heightMm].every((z) => Math.abs(z - height * Math.round(z / height)) < noiseMm / 2),
    );
  const far = (height: number) => Math.abs(Math.log(height / asked));
  return heights.length === 0 ? null : heights.reduce((a, b) => (far(b) < far(a) ? b : a));
}
