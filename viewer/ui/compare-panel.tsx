import { stepWords, stepWordsOf } from '../data/find/step-words.ts';
import { duration, length, volume } from '../data/find/words.ts';
import type { Print } from '../data/print.ts';
import type { App } from '../state/app.ts';
import { commandById } from '../state/command/commands.ts';
import { chooseMode } from '../state/moves.ts';
import { CommandButton } from './toolbar.tsx';

/** Two files side by side in numbers; the strands that differ are a colour mode. */
export function ComparePanel({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print) return null;
  const found = store.comparison.value;
  if (!found) {
    return (
      <div class="empty">
        <p>Another file of the same print, before a change or of another program, is set beside this one.</p>
        <CommandButton app={app} command={commandById('compare')} label />
      </div>
    );
  }
  const { other } = found;
  return (
    <div class="table" data-scrolls role="region" aria-label="Comparison">
      <table class="compare">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Number</span>
            </th>
            <th scope="col" title={found.here}>
              {found.here}
            </th>
            <th scope="col" title={found.there}>
              {found.there}
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(print, other).map(([name, here, there]) => (
            <tr key={name} class={here === there ? '' : 'differs'}>
              <th scope="row">{name}</th>
              <td>{here}</td>
              <td>{there}</td>
            </tr>
          ))}
          <tr class={found.onlyHere + found.onlyThere > 0 ? 'differs' : ''}>
            <th scope="row">strands only there</th>
            <td>{found.onlyHere.toLocaleString('en')}</td>
            <td>{found.onlyThere.toLocaleString('en')}</td>
          </tr>
        </tbody>
        <caption>
          {found.same.toLocaleString('en')} strands are in both, to a micrometre.{' '}
          <button type="button" class="link" onClick={() => chooseMode(store, 'compare')}>
            Colour those that differ
          </button>{' '}
          <button type="button" class="link" onClick={() => app.swapCompared()}>
            Show {found.there}
          </button>{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              store.comparison.value = null;
            }}
          >
            End the comparison
          </button>
        </caption>
      </table>
    </div>
  );
}

function rowsOf(here: Print, there: Print): [string, string, string][] {
  const row = (name: string, of: (print: Print) => string): [string, string, string] => [name, of(here), of(there)];
  const isInSpace = [here, there].every((print) => stepWordsOf(print).step === 'strand');
  const inks = [...new Set([...here.inks, ...there.inks].map(({ name }) => name))];
  return [
    // Of strands in space the two are one.
    ...(isInSpace ? [] : [row(stepWords.layer.many, ({ layers }) => String(layers.length))]),
    row('strands', ({ strands }) => strands.count.toLocaleString('en')),
    row('starts', ({ totals }) => totals.starts.toLocaleString('en')),
    row('length', ({ totals }) => length(totals.lengthMm)),
    row('ink', ({ totals }) => volume(totals.volumeUl)),
    ...inks.map((ink) =>
      row(`ink ${ink}`, ({ inks: own }) => volume(own.find(({ name }) => name === ink)?.volumeUl ?? Number.NaN)),
    ),
    row('travel', ({ totals }) => length(totals.travelMm)),
    row('time', ({ totals }) => duration(totals.timeS)),
    row('height', ({ bounds }) => `${bounds.max[2].toFixed(2)} mm`),
    row('lines', ({ lines }) => lines.toLocaleString('en')),
  ];
}
