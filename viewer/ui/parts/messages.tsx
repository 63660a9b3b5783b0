import { profileNames } from '../../data/load/shelves.ts';
import type { App } from '../../state/app.ts';
import { commandById } from '../../state/command/commands.ts';
import type { Status } from '../../state/store.ts';
import { CommandButton } from '../toolbar.tsx';

/** What stands in the picture's place while there is none, and what lies over it. */
export function Messages({ app }: { app: App }) {
  const { store } = app;
  const status = store.status.value;
  const print = store.print.value;
  if (store.graphics.value === 'none') {
    return (
      <div class="message" role="alert" data-code="no-graphics">
        <h2>This browser draws no picture here</h2>
        <p>It offers no WebGL 2. The layer table, the G-code and the findings are at the side.</p>
      </div>
    );
  }
  if (store.graphics.value === 'lost') {
    return (
      <div class="message" role="alert">
        <h2>The graphics card let go of the picture</h2>
        <p>It comes back by itself as soon as the browser gives the card back. Tables and numbers go on working.</p>
      </div>
    );
  }
  if (status.kind === 'welcome') {
    return (
      <div class="message">
        <h2>Drop a G-code file here</h2>
        <p class="quiet">
          Files of bioweft show what the cells will feel; files of other slicers show what they contain.
        </p>
        <CommandButton app={app} command={commandById('open')} label />
        <Offers app={app} />
      </div>
    );
  }
  if (status.kind === 'loading' && status.again) return null;
  if (status.kind === 'loading') {
    return (
      <div class="message quiet-message" role="status">
        <p>Reading {status.name} …</p>
      </div>
    );
  }
  if (status.kind === 'model') return <ModelMessage app={app} status={status} />;
  if (status.kind === 'refused') {
    return (
      <div class="message" role="alert" data-code={status.refusal.code}>
        <h2>{status.name || 'The file'} cannot be shown</h2>
        <p>{status.refusal.what}</p>
        <p class="quiet">{status.refusal.fix}</p>
        <CommandButton app={app} command={commandById('open')} label />
      </div>
    );
  }
  if (print?.tooLarge) {
    return (
      <div class="message" role="alert" data-code="too-many-moves">
        <h2>Too many moves to draw</h2>
        <p>
          The file holds {print.motions.toLocaleString('en')} motions; up to 20,000,000 can be drawn. Its numbers are
          complete, see above.
        </p>
        <p class="quiet">Cut the file by layers, or plan with coarser curves.</p>
      </div>
    );
  }
  return null;
}

/** The demo, and the files that were shown last. */
function Offers({ app }: { app: App }) {
  const offers = app.store.offers.value;
  const recent = offers.filter(({ kind }) => kind === 'recent');
  const demo = offers.find(({ kind }) => kind === 'demo');
  return (
    <>
      {demo && (
        <button type="button" class="button" data-offer="demo" onClick={() => void app.openOffer(demo)}>
          Open the demo
        </button>
      )}
      {recent.length > 0 && (
        <section class="recent" aria-label="Shown last">
          <h3>Shown last</h3>
          <ul>
            {recent.map((offer) => (
              <li key={offer.source.name + offer.folder}>
                <button type="button" class="link" title={offer.folder} onClick={() => void app.openOffer(offer)}>
                  {offer.name} <span class="quiet">{offer.folder}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function ModelMessage({ app, status }: { app: App; status: Status & { kind: 'model' } }) {
  const { name, triangles, box } = status;
  const size = [0, 1, 2].map((i) => (box.max[i] - box.min[i]).toFixed(1)).join(' × ');
  const command = `bioweft slice ${/^[\w.-]+$/.test(name) ? name : `'${name}'`} --printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G -o out.gcode`;
  return (
    <div class="message model-message" data-code="model">
      <h2>{name} is a model, nothing is planned yet</h2>
      <p class="quiet">
        {triangles === 1 ? '1 triangle' : `${triangles.toLocaleString('en')} triangles`}, {size} mm. This plans it, with
        your printer, ink and nozzle:
      </p>
      <code class="command">{command}</code>
      <button type="button" class="button" onClick={() => app.copyText(command)}>
        Copy the command
      </button>
    </div>
  );
}

/** The printer a foreign file is read as: the same word means different things on different machines. */
export function PrinterChoice({ app, onChoose }: { app: App; onChoose: () => void }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || profileNames.length === 0) return null;
  const named = print.header['printer'];
  const known = named !== undefined && [...store.ownPrinters.value, ...profileNames].some(({ id }) => id === named);
  const ofFile = named ? `${named} (${known ? 'from the file' : 'named by the file, not known here'})` : null;
  return (
    <label class="field">
      <span class="quiet">Read as</span>
      <select
        aria-label="Read as the printer"
        value={store.printer.value ?? ''}
        onChange={(event) => {
          store.printer.value = event.currentTarget.value || null;
          onChoose();
        }}
      >
        <option value="">{ofFile ?? 'any Marlin (not stated in the file)'}</option>
        {[...store.ownPrinters.value, ...profileNames].map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
