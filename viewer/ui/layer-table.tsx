import { useEffect, useRef } from 'preact/hooks';
import { categoryColour, categoryGlyph } from '../colour/categories.ts';
import { brief } from '../colour/colouring.ts';
import { rgbToCss } from '../colour/oklab.ts';
import { clock, percent } from '../data/find/words.ts';
import { layerCsv } from '../data/layer-csv.ts';
import { strandOf } from '../data/print.ts';
import type { App } from '../state/app.ts';
import { setLayers } from '../state/moves.ts';
import { download } from '../state/save-picture.ts';
import { moveInList } from './parts/roving.ts';

/** Longer tables are shown around the current layer only: thousands of rows would hold up every key press. */
const longest = 80;

/** Each layer's numbers: what a screen reader reads in place of the picture. */
export function LayerTable({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const high = store.high.value;
  useEffect(() => {
    const row = body.current?.querySelector<HTMLElement>('[aria-current]');
    const box = row?.closest<HTMLElement>('.table');
    if (row && box && (row.offsetTop < box.scrollTop + 30 || row.offsetTop > box.scrollTop + box.clientHeight - 30)) {
      box.scrollTop = row.offsetTop - box.clientHeight / 2;
    }
  }, [high, print]);
  if (!print) return null;
  if (print.layers.length === 0) {
    return <p class="quiet no-layers">No ink flows as the file is read: there is no layer.</p>;
  }
  const hasViability = print.layers.some(({ lowestViability }) => Number.isFinite(lowestViability));
  const hasDose = print.layers.some(({ dose }) => Number.isFinite(dose));
  const first =
    print.layers.length > longest ? Math.min(Math.max(0, high - longest / 2), print.layers.length - longest) : 0;
  const shown = print.layers.slice(first, first + longest);
  const strand = strandOf(print, store.selected.value);
  const picked = strand >= 0 ? print.strands.layer[strand] : -1;
  return (
    <div class="layer-panel">
      <div class="table" data-scrolls role="region" aria-label="Layer table" onKeyDown={moveInList}>
        <table aria-rowcount={print.layers.length + 1}>
          {shown.length < print.layers.length && (
            <caption>
              Layers {first + 1} to {first + shown.length} of {print.layers.length}; the others come with the highest
              layer shown.
            </caption>
          )}
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">Layer</th>
              <th scope="col">z mm</th>
              <th scope="col">Inks</th>
              <th scope="col">mm</th>
              <th scope="col">µL</th>
              <th scope="col">min:s</th>
              {hasViability && (
                <th scope="col" title="Lowest viability of any strand on the layer">
                  Alive
                </th>
              )}
              {hasDose && (
                <th scope="col" title="Light dose, mJ/cm²">
                  Dose
                </th>
              )}
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((layer, i) => {
              const index = first + i;
              const within = index >= store.low.value && index <= high;
              return (
                <tr
                  key={index}
                  aria-rowindex={index + 2}
                  aria-current={index === high ? 'true' : undefined}
                  class={[within ? '' : 'outside', index === picked ? 'picked' : ''].filter(Boolean).join(' ')}
                >
                  <th scope="row">
                    <button
                      type="button"
                      class="link"
                      data-stop
                      tabIndex={index === Math.min(Math.max(high, first), first + shown.length - 1) ? 0 : -1}
                      onClick={() =>
                        setLayers(app, store.single.value ? index : Math.min(store.low.value, index), index)
                      }
                    >
                      {index + 1}
                      {index === picked && (
                        <>
                          <span aria-hidden="true"> ◂</span>
                          <span class="visually-hidden"> holds the selected strand</span>
                        </>
                      )}
                    </button>
                  </th>
                  <td>{layer.z.toFixed(2)}</td>
                  <td>
                    {layer.inks.map((ink) => (
                      <span
                        key={ink}
                        style={{ color: rgbToCss(categoryColour(store.theme.value, ink)) }}
                        title={print.inks[ink]?.name}
                      >
                        <span aria-hidden="true">{categoryGlyph(ink)}</span>
                        <span class="visually-hidden">{print.inks[ink]?.name} </span>
                      </span>
                    ))}
                  </td>
                  <td>{brief(layer.lengthMm)}</td>
                  <td>{brief(layer.volumeUl)}</td>
                  <td>{clock(layer.timeS)}</td>
                  {hasViability && <td>{percent(layer.lowestViability)}</td>}
                  {hasDose && <td>{brief(layer.dose)}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <button
        type="button"
        class="button small csv"
        onClick={() =>
          download(
            new Blob([layerCsv(print)], { type: 'text/csv' }),
            `${print.name.replace(/\.[^.]+$/, '')}-layers.csv`,
          )
        }
      >
        Save as CSV
      </button>
    </div>
  );
}
