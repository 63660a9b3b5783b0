import { brief } from '../colour/colouring.ts';
import { clock } from '../data/find/words.ts';
import { conditionOf, sweptSettings } from '../data/wells.ts';
import type { App } from '../state/app.ts';
import { goToWell, showOnly, toggleWell } from '../state/wells.ts';
import { moveInList } from './parts/roving.ts';

/** Every well of the print with its condition and numbers; its name leads to it. */
export function WellList({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print) return null;
  if (print.wells.length === 0) return <p class="empty">The file names no wells.</p>;
  const settings = sweptSettings(print);
  const sweeps = print.wells.some((well) => Number.isFinite(conditionOf(well)));
  const hidden = store.hiddenWells.value;
  return (
    <div class="table" data-scrolls role="region" aria-label="Wells" onKeyDown={moveInList}>
      <table>
        <caption>
          A name leads to the well. <kbd>H</kbd> hides or shows the well in focus, <kbd>O</kbd> shows it alone,{' '}
          <kbd>R</kbd> shows all.
        </caption>
        <thead>
          <tr>
            <th scope="col">Well</th>
            {sweeps && <th scope="col">Cond.</th>}
            {settings.map((key) => (
              <th scope="col" key={key} title={key}>
                {key.split('.').at(-1)}
              </th>
            ))}
            <th scope="col">Strands</th>
            <th scope="col">µL</th>
            <th scope="col">min:s</th>
            <th scope="col">Shown</th>
          </tr>
        </thead>
        <tbody>
          {print.wells.map((well, i) => (
            <tr key={well.well} class={hidden.has(well.row) ? 'outside' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  data-stop
                  data-well={well.well}
                  tabIndex={i === 0 ? 0 : -1}
                  title={well.detail}
                  onClick={() => goToWell(app, well)}
                  onKeyDown={(event) => {
                    const key = event.key.toLowerCase();
                    if (key !== 'h' && key !== 'o') return;
                    event.preventDefault();
                    event.stopPropagation();
                    if (key === 'h') toggleWell(store, well);
                    else showOnly(store, well);
                  }}
                >
                  {well.well}
                </button>
              </th>
              {sweeps && <td>{Number.isFinite(conditionOf(well)) ? conditionOf(well) : '-'}</td>}
              {settings.map((key) => (
                <td key={key}>{well.values[key] ?? '-'}</td>
              ))}
              <td>{well.strands}</td>
              <td>{brief(well.volumeUl)}</td>
              <td>{clock(well.timeS)}</td>
              <td>
                <button
                  type="button"
                  class="button small"
                  tabIndex={-1}
                  disabled={well.row < 0}
                  onClick={() => toggleWell(store, well)}
                >
                  <span class="visually-hidden">{well.well} is </span>
                  {hidden.has(well.row) ? 'hidden' : 'shown'}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
