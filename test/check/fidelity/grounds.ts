import { type Asked, askedOf } from '../../../src/check/fidelity/asked.ts';
import { lossColumn, lossColumns, lossKind, type PartFigures } from '../../../src/check/fidelity/figures.ts';
import { gateFidelity } from '../../../src/check/fidelity/gate-fidelity.ts';
import { type LayerIslands, measureLayer, partGrid } from '../../../src/check/fidelity/measure-layer.ts';
import type { Judgement } from '../../../src/finding/finding.ts';
import { laydownSchema } from '../../../src/laydown/laydown-settings.ts';
import type { Strand } from '../../../src/laydown/strand.ts';
import type { Outline } from '../../../src/slice/outline.ts';

/** Sections and strands made by the tests themselves, for the gate alone. Lengths in mm. */

export const width = 0.4;
export const height = 0.2;

export function asks(laydown: object, more: { contours?: number; width?: number } = {}): Asked {
  return askedOf({
    laydown: laydownSchema.parse(laydown),
    contours: more.contours ?? 0,
    hasShell: false,
    crossSection: undefined,
    width: more.width ?? width,
    height,
    way: 0.5,
  });
}

export function strandOf(points: readonly (readonly [number, number])[], more: Partial<Strand> = {}): Strand {
  return {
    points: Int32Array.from(points.flatMap(([x, y]) => [Math.round(x * 1e6), Math.round(y * 1e6)])),
    closed: false,
    role: 'fill',
    ink: 'a',
    part: 'p',
    width,
    height,
    area: width * height,
    ...more,
  };
}

/** Level strands half a width inside a rectangle, one width apart (or `spacing`): solid fill that covers it. */
export function hatch(x0: number, y0: number, x1: number, y1: number, spacing = width, more: Partial<Strand> = {}) {
  const room = y1 - y0 - width;
  const gaps = Math.max(1, Math.round(room / spacing));
  const step = spacing === width ? room / gaps : spacing;
  const strands: Strand[] = [];
  for (let y = y0 + width / 2; y <= y1 - width / 2 + 1e-9; y += step) {
    strands.push(
      strandOf(
        [
          [x0 + width / 2, y],
          [x1 - width / 2, y],
        ],
        more,
      ),
    );
  }
  return strands;
}

export interface Layer {
  readonly section: Outline;
  readonly strands: readonly Strand[];
}

const bounds = { minX: -15e6, minY: -15e6, maxX: 15e6, maxY: 15e6 };

export function measured(layers: readonly Layer[], asked: Asked): PartFigures[] {
  const grids = [partGrid(bounds, asked.width, 0)];
  let below: LayerIslands | null = null;
  return layers.map((layer) => {
    const { figures, islands } = measureLayer(grids, [{ ...layer, asked }], below);
    below = islands;
    return figures.parts[0];
  });
}

export function measure(section: Outline, strands: readonly Strand[], asked: Asked): PartFigures {
  return measured([{ section, strands }], asked)[0];
}

export function judged(layers: readonly Layer[], asked: Asked): Judgement[] {
  const figures = measured(layers, asked).map((part) => ({ parts: [part] }));
  return gateFidelity({
    parts: ['p'],
    layers: layers.map(({ strands }) => ({ height, strands })),
    figures,
    asked: layers.map(() => [asked]),
  });
}

export function longest({ losses }: PartFigures, kind: keyof typeof lossKind = 'piece'): number {
  let length = 0;
  for (let i = 0; i < losses.length; i += lossColumns) {
    if (losses[i + lossColumn.kind] === lossKind[kind]) length = Math.max(length, losses[i + lossColumn.length]);
  }
  return length;
}
