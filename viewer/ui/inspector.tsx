import { useEffect, useState } from 'preact/hooks';
import { layerNumber } from '../../src/finding/layer-number.ts';
import { noWell } from '../../src/finding/well-name.ts';
import { brief } from '../colour/colouring.ts';
import { flowOf } from '../colour/modes.ts';
import { capital, stepWordsOf } from '../data/find/step-words.ts';
import { duration, length, mm, percent, volume } from '../data/find/words.ts';
import { type Print, pointOf, strandOf } from '../data/print.ts';
import { neighboursOf } from '../scene/pick.ts';
import type { App } from '../state/app.ts';
import { selectStrand } from '../state/moves.ts';
import { Icon } from './parts/icons.tsx';

/** What is known of the selected strand. */
export function Inspector({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const row = store.selected.value;
  if (!print || row < 0) return null;
  const strand = strandOf(print, row);
  if (strand < 0) return null;
  const { strands } = print;
  const neighbours = neighboursOf(print, strand, 2.5 * strands.width[strand]);
  return (
    <section class="card inspector" aria-label="Selected strand" data-line={print.line[row]}>
      <header>
        <h2>
          Strand {strands.id[strand] >= 0 ? strands.id[strand] : strand + 1}
          <span class="quiet"> line {print.line[row]}</span>
        </h2>
        <button
          type="button"
          class="button square"
          aria-label="Deselect"
          title="Deselect (Esc)"
          onClick={() => {
            store.selected.value = -1;
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <LineOfFile app={app} line={print.line[row]} />
      <dl>
        {factsOf(print, row, strand).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {neighbours.length > 0 && (
        <p class="neighbours">
          <span class="quiet">Neighbours</span>
          {neighbours.map(({ strand: other, distance }) => (
            <button type="button" class="button small" key={other} onClick={() => selectStrand(app, other, false)}>
              {strands.id[other] >= 0 ? strands.id[other] : other + 1}{' '}
              <span class="quiet">{distance.toFixed(2)} mm</span>
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

/** The very line that lays this part of the strand down. */
function LineOfFile({ app, line }: { app: App; line: number }) {
  const [read, setRead] = useState({ line: 0, text: '' });
  useEffect(() => {
    let wanted = true;
    void app.loader.text(line, line).then(([text]) => {
      if (wanted) setRead({ line, text: text ?? '' });
    });
    return () => {
      wanted = false;
    };
  }, [line, app.store.print.value]);
  return <code class="line-text">{read.line === line ? read.text : ''}</code>;
}

function factsOf(print: Print, row: number, s: number): [string, string][] {
  const { strands } = print;
  const [x, y, z] = pointOf(print, row, 0);
  const facts: [string, string | null][] = [
    ['Ink', print.inks[strands.ink[s]]?.name ?? null],
    ['Well', known(print.wellNames[strands.well[s]])],
    [capital(stepWordsOf(print).one), `${layerNumber(strands.layer[s])}, z ${mm(z)}`],
    // What the cells feel comes before what the strand is: it must be seen without scrolling.
    ['Flow', unit(flowOf(print, s, row), 'µL/s')],
    ['Pressure', unit(strands.kpa[s], 'kPa')],
    ['Wall shear', unit(strands.shear[s], 'Pa')],
    ['Residence', unit(strands.residence[s], 's')],
    ['Viability', numberOr(strands.viability[s], (value) => percent(value))],
    ['Light dose', unit(strands.dose[s], 'mJ/cm²')],
    ['Age', numberOr(strands.age[s], duration)],
    ['Temperature', unit(strands.celsius[s], '°C')],
    ['Shear rate', unit(strands.rate[s], '1/s')],
    ['Part', known(print.parts[strands.part[s]])],
    ['Role', known(print.roles[strands.role[s]]?.name)],
    ['Tool', print.tools[strands.tool[s]]?.name ?? null],
    ['Starts at', `${x.toFixed(2)}, ${y.toFixed(2)}`],
    ['Length', length(strands.lengthMm[s])],
    ['Width × height', `${widths(strands.thinnest[s], strands.width[s])} × ${strands.height[s].toFixed(3)} mm`],
    ['Volume', numberOr(strands.volume[s], volume)],
    ['Speed', `${brief(print.speed[row])} mm/s`],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function widths(thinnest: number, width: number): string {
  const greatest = width.toFixed(3);
  const least = thinnest.toFixed(3);
  return least === greatest ? greatest : `${least} to ${greatest}`;
}

function known(name: string | undefined): string | null {
  return name === undefined || name === noWell || name === '' ? null : name;
}

function unit(value: number, name: string): string | null {
  return numberOr(value, (given) => `${brief(given)} ${name}`);
}

function numberOr(value: number, write: (value: number) => string): string | null {
  return Number.isFinite(value) ? write(value) : null;
}
