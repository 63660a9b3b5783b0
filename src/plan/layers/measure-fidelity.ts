import { rememberLayers } from '../../check/fidelity/alike.ts';
import { type Asked, askedOf } from '../../check/fidelity/asked.ts';
import { islandsOnEachOther } from '../../check/fidelity/cells/islands.ts';
import type { LayerFigures } from '../../check/fidelity/figures.ts';
import { type LayerIslands, type MeasuredLayer, measureLayer, partGrid } from '../../check/fidelity/measure-layer.ts';
import type { Strand } from '../../laydown/strand.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Outline } from '../../slice/outline.ts';
import type { LayerTask, PartTask } from './layer-task.ts';

/** What was measured of a range of layers. */
export interface MeasuredRange {
  /** What the strands carry out of the sections, layer by layer. */
  readonly figures: readonly LayerFigures[];
  /** What lies at the seams between ranges: the islands of the lowest and of the highest layer. */
  readonly seams: readonly [lowest: LayerIslands, highest: LayerIslands];
}

/** Measures consecutive layers against their sections, lowest first. */
export interface FidelityMeter {
  readonly measure: (index: number, sections: readonly Outline[], strands: readonly Strand[]) => LayerFigures;
  /** Islands of the first and of the last layer measured: the layers beyond are measured elsewhere. */
  readonly seams: () => readonly [lowest: LayerIslands, highest: LayerIslands];
}

export function fidelityMeter(task: LayerTask, memory: Memory): FidelityMeter {
  const grids = task.parts.map((part) => partGrid(part.bounds, Math.min(...widthsOf(task, part)), part.precedence));
  const alike = rememberLayers();
  let below: LayerIslands | null = null;
  let lowest: LayerIslands = [];
  return {
    measure: (index, sections, strands) => {
      const byPart = new Map<string, Strand[]>(task.parts.map(({ name }) => [name, []]));
      for (const strand of strands) byPart.get(strand.part)?.push(strand);
      const parts = task.parts.map((part, i) => ({
        section: sections[i],
        // Every part was given a list above.
        strands: byPart.get(part.name)!,
        asked: askedOn(task, part, index),
      }));
      const { figures, islands }: MeasuredLayer = memory.recall(
        'fidelity',
        (id) => [
          grids,
          parts.map((part) => [id(part.section), part.strands.map(id), part.asked]),
          below?.map((part) => id(part)) ?? null,
        ],
        () => measureLayer(grids, parts, below, alike),
      );
      if (below === null) lowest = islands;
      below = islands;
      return figures;
    },
    seams: () => [lowest, below ?? []],
  };
}

/** The figures of all layers; those of the lowest layer of a range are linked to the layer below it, planned elsewhere. */
export function joinFigures(ranges: readonly MeasuredRange[]): LayerFigures[] {
  return ranges.flatMap(({ figures, seams: [lowest] }, r) => {
    if (r === 0 || figures.length === 0) return figures;
    const [, below] = ranges[r - 1].seams;
    const parts = figures[0].parts.map((part, i) => ({ ...part, links: islandsOnEachOther(below[i], lowest[i]) }));
    return [{ parts }, ...figures.slice(1)];
  });
}

/** Widths of the strands that a part may get. */
function widthsOf(task: LayerTask, { sequence, alternate, shell }: PartTask): number[] {
  return [...sequence, ...(alternate ?? []), ...(shell ? [shell.ink] : [])].map((ink) => task.widths[ink]);
}

export function askedOn(task: LayerTask, part: PartTask, index: number): Asked {
  const { top, height } = task.plan;
  const own = [part.sequence[index % part.sequence.length], ...(part.alternate ?? [])];
  const inks = part.shell ? [...own, part.shell.ink] : own;
  const middle = top[index] - height[index] / 2;
  const widest = inks.reduce((a, b) => (task.widths[b] > task.widths[a] ? b : a));
  return askedOf({
    laydown: part.laydown,
    contours: part.contours,
    hasShell: part.shell !== undefined,
    crossSection: part.crossSection,
    width: task.widths[widest],
    spread: task.spreads[widest],
    height: height[index],
    way: task.heightMm > 0 ? Math.min(1, Math.max(0, middle / task.heightMm)) : 0,
  });
}
