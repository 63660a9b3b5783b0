import { useEffect, useRef } from 'preact/hooks';
import { layerNumber } from '../../src/finding/layer-number.ts';
import { rgbToCss } from '../colour/oklab.ts';
import { capital, stepWordsOf } from '../data/find/step-words.ts';
import { conditionOf } from '../data/wells.ts';
import { cellAt, layOutCells } from '../overlay/cells.ts';
import { drawCells } from '../overlay/draw-cells.ts';
import { strokesOfLayer } from '../overlay/layer-strokes.ts';
import type { App } from '../state/app.ts';
import { insetsOf } from '../state/insets.ts';
import { rowFilter } from '../state/shown.ts';
import { goToWell } from '../state/wells.ts';
import { labelColours, scaledContext } from './parts/overlay.tsx';
import { useSize } from './parts/use-size.ts';

/** Of the choice of an order below the cells, CSS pixels. */
const choiceHeight = 44;

/** The highest layer shown, of every well side by side: a sweep is read at a glance. A click leads to the well. */
export function Multiples({ app }: { app: App }) {
  const { store } = app;
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const print = store.print.value;
  const colouring = store.colouring.value;
  const layer = store.high.value;
  const order = store.cellOrder.value;
  const head = store.head.value;
  const filter = rowFilter(store);
  const theme = store.theme.value;
  const wells = print?.wells.filter(({ row }) => row >= 0 && !store.hiddenWells.value.has(row)) ?? [];
  const { left, right } = insetsOf(store, size.width);
  const sweeps = wells.some((well) => Number.isFinite(conditionOf(well)));
  const room = { width: size.width - left - right, height: size.height - (sweeps ? choiceHeight : 0) };
  const grid = layOutCells(wells, order, conditionOf, room);
  useEffect(() => {
    // Set before effects run.
    const element = canvas.current!;
    const context = scaledContext(element, size);
    if (context === null || !print || !colouring) return;
    context.translate(left, 0);
    const css = colouring.colours.map(rgbToCss);
    const strokes = strokesOfLayer(print, layer, { scalar: colouring.scalar, css, shown: filter, endRow: head });
    const style = getComputedStyle(element);
    drawCells(context, grid, strokes, {
      ...labelColours(element),
      line: style.getPropertyValue('--line-strong').trim(),
    });
    element.dataset['drawn'] = String(strokes.size);
  }, [print, colouring, layer, order, head, theme, size, left, right, filter]);
  if (!print) return null;
  return (
    <div class="multiples">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${capital(stepWordsOf(print).one)} ${layerNumber(layer)} of ${wells.length} wells, coloured by ${store.mode.value}. The list of wells holds their numbers.`}
        onClick={({ offsetX, offsetY }) => {
          const cell = cellAt(grid, offsetX - left, offsetY);
          if (cell) goToWell(app, cell.well);
        }}
      />
      {sweeps && (
        <div class="choice" role="group" aria-label="Order of the wells">
          {(['place', 'condition'] as const).map((by) => (
            <button
              type="button"
              class="button"
              key={by}
              aria-pressed={order === by}
              onClick={() => {
                store.cellOrder.value = by;
              }}
            >
              by {by}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
