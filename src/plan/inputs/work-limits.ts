import { InputError } from '../../finding/input-error.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import { strandsAhead } from '../../laydown/order/strands-ahead.ts';
import { pointsOnLayer } from '../../laydown/paths/points-on-layer.ts';
import type { StrandsAhead } from '../../laydown/patterns/pattern.ts';
import { strandLength } from '../../laydown/strand.ts';
import { volumeAbout } from '../../mesh/study/measure-shells.ts';
import { nmPerMm } from '../../slice/outline.ts';
import type { LayerTask, PartTask } from '../layers/layer-task.ts';

/**
 * What one job may ask for: far more than any printer lays in a week, and little enough for two or three gigabytes and
 * some minutes. Beyond it there is a slip in a unit, so it is refused with its numbers instead of filling the memory.
 */
const workLimits = {
  /** Triangles cut, over all layers: about half a minute for 100 million. */
  cuts: 300_000_000,
  /** Points or samples of a pattern on one layer: 20 bytes each. */
  pointsOnLayer: 20_000_000,
  /** Of all strands in all wells: 150 bytes each. */
  points: 20_000_000,
  /** In all wells: 3.5 kB each, most of it in the steps, the physics and the report. */
  strands: 500_000,
  /** Of all strands in all wells, mm: 23 days at 10 mm/s. */
  lengthMm: 20_000_000,
} as const;

/** Thinner strands are a slip in a unit: the finest needles measure 0.05 mm. */
const thinnestMm = 0.005;

/** Points ahead are those within a pattern: cut and joined along the rim they become up to a tenth more. */
const rimShare = 1.1;

/** What the strands of some layers amount to. */
export interface Work {
  readonly strands: number;
  readonly points: number;
  readonly lengthMm: number;
}

export const noWork: Work = { strands: 0, points: 0, lengthMm: 0 };

export function addWork(a: Work, b: Work): Work {
  return { strands: a.strands + b.strands, points: a.points + b.points, lengthMm: a.lengthMm + b.lengthMm };
}

export function workOf({ strands }: Pick<ConstructLayer, 'strands'>): Work {
  return {
    strands: strands.length,
    points: strands.reduce((sum, { points }) => sum + points.length / 2, 0),
    lengthMm: strands.reduce((sum, strand) => sum + strandLength(strand), 0),
  };
}

export function isTooMuch({ strands, points, lengthMm }: Work): boolean {
  return strands > workLimits.strands || points > workLimits.points || lengthMm > workLimits.lengthMm;
}

/** Throws InputError when strands are more than can be planned; says of what there are too many. */
export function refuseTooMuch(work: Work, wells: number): void {
  if (!isTooMuch(work)) return;
  const { strands, points, lengthMm } = workLimits;
  const limits = `${strands} strands, ${points / 1e6} million points and ${lengthMm / 1e6} km`;
  const inWells = wells > 1 ? ` in ${wells} wells` : '';
  const what =
    work.strands > strands
      ? `more than ${strands} strands`
      : work.points > points
        ? `strands of more than ${points / 1e6} million points`
        : `more than ${lengthMm / 1e6} km of strand`;
  throw new InputError('too-much-work', `the job asks for ${what}${inWells}; one job may hold ${limits}`, {
    fix: 'Look for a slip in a unit (spacing, width, layer height, units of the part), or print fewer wells a job.',
  });
}

/** Throws InputError before anything is laid for patterns, strands and layers that are too fine for the part. */
export function refuseTooFine(task: LayerTask): void {
  const cuts = task.cuts.reduce((sum, each) => sum + each, 0);
  for (const [ink, width] of Object.entries(task.widths)) {
    if (width >= thinnestMm) continue;
    throw new InputError('strand-too-thin', `strands of ${ink} ${width} mm wide are thinner than ${thinnestMm} mm`, {
      where: { ink },
      fix: 'Give the width of the strand (or the inner diameter of the needle) in mm.',
    });
  }
  if (cuts > workLimits.cuts) {
    const text = `${task.plan.count} layers cut the parts' triangles about ${Math.round(cuts / 1e6)} million times; ${workLimits.cuts / 1e6} million is the limit`;
    throw new InputError('too-many-cuts', text, {
      fix: 'Take thicker layers, or export the parts with fewer triangles.',
    });
  }
  for (const part of task.parts) {
    const width = Math.min(...inksOf(part).map((ink) => task.widths[ink]));
    const height = Math.min(...task.plan.height);
    const points = pointsOnLayer(part.laydown, width, height, part.bounds);
    if (points <= workLimits.pointsOnLayer) continue;
    const { minX, minY, maxX, maxY } = part.bounds;
    const size = [maxX - minX, maxY - minY].map((nm) => Number((nm / nmPerMm).toPrecision(4))).join(' x ');
    const text = `${part.laydown.pattern} over ${size} mm takes about ${Math.round(points / 1e6)} million points on each layer of ${part.name}; ${workLimits.pointsOnLayer / 1e6} million is the limit`;
    throw new InputError('pattern-too-fine', text, {
      where: { part: part.name },
      fix: 'Widen its spacing, cell or wavelength, or check the units of the part.',
    });
  }
}

/**
 * Throws InputError, before anything is laid, for parts whose strands are more than can be planned, as far as their
 * volume says. Where parts may carve each other, half of it counts.
 */
export function refuseTooMuchAhead({ parts, plan, widths }: LayerTask): void {
  const carved = parts.length > 1 ? 0.5 : 1;
  const middles = plan.top.map((top, l) => top - plan.height[l] / 2);
  for (const part of parts) {
    const width = Math.max(...inksOf(part).map((ink) => widths[ink]));
    const height = Math.max(...plan.height);
    const ahead = strandsAhead({ settings: part.laydown, width, height, bounds: part.bounds, middles });
    const times = (volumeMm3: number) => (carved * volumeMm3) / height;
    const isBeyond = (volumeMm3: number) =>
      times(volumeMm3) * ahead.lengthMm > workLimits.lengthMm ||
      rimShare * times(volumeMm3) * ahead.points > workLimits.points;
    // The box first: only beyond it the mesh is looked through.
    const { min, max } = part.mesh.bounds;
    const box = (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);
    if (plan.count === 0 || !isBeyond(box)) continue;
    const volumeMm3 = Math.min(box, Math.abs(volumeAbout(part.mesh.triangles, min)));
    if (isBeyond(volumeMm3)) throw tooMuchAhead(part, times(volumeMm3), ahead);
  }
}

function tooMuchAhead({ name, laydown }: PartTask, areaMm2: number, ahead: StrandsAhead): InputError {
  const km = Number(((areaMm2 * ahead.lengthMm) / 1e6).toPrecision(3));
  const millions = Number(((rimShare * areaMm2 * ahead.points) / 1e6).toPrecision(3));
  const { points, lengthMm } = workLimits;
  const tooLong = areaMm2 * ahead.lengthMm > lengthMm;
  const asked = tooLong ? `at least ${km} km of strand` : `up to ${millions} million points`;
  return new InputError(
    'too-much-work',
    `${laydown.pattern} in ${name} takes ${asked}; one job may hold ${points / 1e6} million points and ${lengthMm / 1e6} km.`,
    {
      where: { part: name },
      fix: 'Look for a slip in a unit (spacing, cell, width, layer height, units of the part), or print less of it a job.',
    },
  );
}

function inksOf({ sequence, alternate, shell }: PartTask): string[] {
  return [...sequence, ...(alternate ?? []), ...(shell ? [shell.ink] : [])];
}
