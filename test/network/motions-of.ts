import type { Program } from '../../src/program/program.ts';
import type { Motion } from './sweep-checker.ts';

/** What a program moves, as the checker wants it: tips in mm, widths where ink is laid, the needle's outer radius. */
export function motionsOf({ steps, header }: Program): Motion[] {
  const motions: Motion[] = [];
  let needle = 0;
  let at: number[] | null = null;
  for (const step of steps) {
    if (step.kind === 'toolChange') {
      needle = header.tools.find(({ tool }) => tool === step.to)!.nozzle.outer / 2;
      at = null;
    } else if (step.kind === 'strand') {
      const { points, rise, widths, width } = step.strand;
      const tip = Array.from({ length: points.length / 2 }, (_, i) => [
        (step.xNm + points[2 * i]) / 1e6,
        (step.yNm + points[2 * i + 1]) / 1e6,
        (step.zNm + (rise?.[i] ?? 0)) / 1e6,
      ]);
      motions.push({ tip, widths: tip.map((_, i) => (widths === undefined ? width : widths[i] / 1e6)), needle });
      at = tip.at(-1)!;
    } else if (step.kind === 'travel') {
      const tip: number[][] = at === null ? [] : [at];
      for (let i = 0; i < step.points.length; i += 3)
        tip.push([...step.points.subarray(i, i + 3)].map((nm) => nm / 1e6));
      at = tip.at(-1)!;
      motions.push({ tip, widths: null, needle });
    }
  }
  return motions;
}

/** Way of the needle through the bath from strand to strand, mm: not into it at first, nor out of it at last. */
export function travelInBath(motions: readonly Motion[]): number {
  const isLaid = ({ widths }: Motion) => widths !== null;
  const between = motions.slice(motions.findIndex(isLaid), motions.findLastIndex(isLaid));
  const way = ({ tip }: Motion) =>
    tip.reduce((sum, p, i) => (i === 0 ? 0 : sum + Math.hypot(...[0, 1, 2].map((k) => p[k] - tip[i - 1][k]))), 0);
  return between.filter((motion) => !isLaid(motion)).reduce((sum, motion) => sum + way(motion), 0);
}
