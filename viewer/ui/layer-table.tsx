import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { categoryColour, categoryGlyph } from '../colour/categories.ts';
import { brief } from '../colour/colouring.ts';
import { rgbToCss } from '../colour/oklab.ts';
import type { Theme } from '../colour/ramps.ts';
import { capital, type StepWords, stepWordsOf } from '../data/find/step-words.ts';
import { clock, percent } from '../data/find/words.ts';
import { layerCsv } from '../data/layer-csv.ts';
import { type Print, type PrintLayer, strandOf } from '../data/print.ts';
import type { App } from '../state/app.ts';
import { setLayers } from '../state/moves.ts';
import { download } from '../state/save-picture.ts';
import { moveInList } from './parts/roving.ts';

/** Longer tables are shown around the current layer only: thousands of rows would hold up every key press. */
const longest = 80;

/** Which columns the print has. */
interface Columns {
  readonly said: StepWords;
  readonly hasViability: boolean;
  readonly hasDose: boolean;
}

/** Each layer's numbers: what a screen reader reads in place of the picture. */
export function LayerTable({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const low = store.low.value;
  const high = store.high.value;
  const body = useRowInSight(high, print);
  if (!print) return null;
  if (print.layers.length === 0) {
    return <p class="quiet no-layers">No ink flows as the file is read: there is no layer.</p>;
  }
  const said = stepWordsOf(print);
  const columns = {
    said,
    hasViability: print.layers.some(({ lowestViability }) => Number.isFinite(lowestViability)),
    hasDose: print.layers.some(({ dose }) => Number.isFinite(dose)),
  };
  const [first, end] = rowsAround(high, print.layers.length);
  const strand = strandOf(print, store.selected.value);
  const picked = strand >= 0 ? print.strands.layer[strand] : -1;
  const stop = Math.min(Math.max(high, first), end - 1);
  return (
    <div class="layer-panel">
      <div class="table" data-scrolls role="region" aria-label={`${capital(said.one)} table`} onKeyDown={moveInList}>
        <table aria-rowcount={print.layers.length + 1}>
          {end - first < print.layers.length && (
            <caption>
              {capital(said.many)} {first + 1} to {end} of {print.layers.length}; the others come with the{' '}
              {said.highest} shown.
            </caption>
          )}
          <TableHead {...columns} />
          <tbody ref={body}>
            {print.layers.slice(first, end).map((layer, i) => (
              <LayerRow
                key={first + i}
                layer={layer}
                index={first + i}
                isShown={first + i >= low && first + i <= high}
                isHighest={first + i === high}
                isPicked={first + i === picked}
                isStop={first + i === stop}
                inks={<InkGlyphs layer={layer} print={print} theme={store.theme.value} />}
                columns={columns}
                onShow={(index) => setLayers(app, store.single.value ? index : Math.min(store.low.value, index), index)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" class="button small csv" onClick={() => saveTable(print)}>
        Save as CSV
      </button>
    </div>
  );
}

/** Keeps the row of the highest layer shown in sight; for the body of the table. */
function useRowInSight(high: number, print: Print | null): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    const row = body.current?.querySelector<HTMLElement>('[aria-current]');
    const box = row?.closest<HTMLElement>('.table');
    if (row && box && (row.offsetTop < box.scrollTop + 30 || row.offsetTop > box.scrollTop + box.clientHeight - 30)) {
      box.scrollTop = row.offsetTop - box.clientHeight / 2;
    }
  }, [high, print]);
  return body;
}

/** The rows of a table of `count` layers that are laid out, end excluded. */
function rowsAround(layer: number, count: number): readonly [first: number, end: number] {
  const first = count > longest ? Math.min(Math.max(0, layer - longest / 2), count - longest) : 0;
  return [first, Math.min(first + longest, count)];
}

function saveTable(print: Print): void {
  const table = new Blob([layerCsv(print)], { type: 'text/csv' });
  download(table, `${print.name.replace(/\.[^.]+$/, '')}-layers.csv`);
}

function TableHead({ said, hasViability, hasDose }: Columns) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">{capital(said.one)}</th>
        <th scope="col">z mm</th>
        <th scope="col">Inks</th>
        <th scope="col">mm</th>
        <th scope="col">µL</th>
        <th scope="col">min:s</th>
        {hasViability && (
          <th
            scope="col"
            title={said.step === 'layer' ? 'Lowest viability of any strand on the layer' : 'Viability on the strand'}
          >
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
  );
}

interface LayerRowProps {
  readonly layer: PrintLayer;
  /** From 0. */
  readonly index: number;
  readonly isShown: boolean;
  readonly isHighest: boolean;
  /** Whether it holds the selected strand. */
  readonly isPicked: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  readonly inks: ComponentChildren;
  readonly columns: Columns;
  readonly onShow: (index: number) => void;
}

function LayerRow({ layer, index, isShown, isHighest, isPicked, isStop, inks, columns, onShow }: LayerRowProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isHighest ? 'true' : undefined}
      class={[isShown ? '' : 'outside', isPicked ? 'picked' : ''].filter(Boolean).join(' ')}
    >
      <th scope="row">
        <button type="button" class="link" data-stop tabIndex={isStop ? 0 : -1} onClick={() => onShow(index)}>
          {index + 1}
          {isPicked && (
            <>
              <span aria-hidden="true"> ◂</span>
              <span class="visually-hidden"> holds the selected strand</span>
            </>
          )}
        </button>
      </th>
      <td>{layer.z.toFixed(2)}</td>
      <td>{inks}</td>
      <td>{brief(layer.lengthMm)}</td>
      <td>{brief(layer.volumeUl)}</td>
      <td>{clock(layer.timeS)}</td>
      {columns.hasViability && <td>{percent(layer.lowestViability)}</td>}
      {columns.hasDose && <td>{brief(layer.dose)}</td>}
    </tr>
  );
}

function InkGlyphs({ layer, print, theme }: { layer: PrintLayer; print: Print; theme: Theme }) {
  return (
    <>
      {layer.inks.map((ink) => (
        <span key={ink} style={{ color: rgbToCss(categoryColour(theme, ink)) }} title={print.inks[ink]?.name}>
          <span aria-hidden="true">{categoryGlyph(ink)}</span>
          <span class="visually-hidden">{print.inks[ink]?.name} </span>
        </span>
      ))}
    </>
  );
}
