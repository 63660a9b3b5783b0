import { profileById } from '../data/load/shelves.ts';
import type { App } from '../state/app.ts';
import { commandById } from '../state/command/commands.ts';
import { Icon } from './parts/icons.tsx';

const mostOffers = 3;

/** Over the picture: for which machine a foreign file looks written, offered and never acted on. */
export function EvidenceBar({ app, onReread }: { app: App; onReread: () => void }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || store.printer.value !== null || store.evidenceLeft.value) return null;
  // Without a printer a file is read as plain Marlin: for a machine that runs it, nothing would change.
  const [found] = print.evidence.filter(({ printers, points }) => printers.length > 0 && !points.endsWith('Marlin'));
  if (!found) return null;
  const offers = found.printers.slice(0, mostOffers).map((id) => ({ id, name: profileById(id)?.name ?? id }));
  return (
    <section class="card evidence" aria-label="Looks written for another machine">
      <p>
        Line {found.line} says <q>{found.text}</q>: the file looks written for {found.points}. It is read as plain
        Marlin.
      </p>
      <div class="evidence-offers">
        {offers.map(({ id, name }) => (
          <button
            type="button"
            class="button small"
            key={id}
            data-printer={id}
            onClick={() => {
              store.printer.value = id;
              onReread();
            }}
          >
            Read as {name}
          </button>
        ))}
        {found.printers.length > mostOffers && <span class="quiet">others under Read as</span>}
        <button
          type="button"
          class="button small"
          onClick={() => {
            store.evidenceLeft.value = true;
          }}
        >
          Keep it as it is
        </button>
      </div>
    </section>
  );
}

/** In the picture: what the reader or a gate warns of, and that a file without ink shows its ways alone. */
export function PictureBadge({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || print.rows === 0) return null;
  const said = [...(store.report.value?.findings ?? []), ...print.remarks];
  const bad = said.filter(({ severity }) => severity !== 'note');
  const refused = bad.some(({ severity }) => severity === 'refuse');
  const withoutInk = print.strands.count === 0;
  if (bad.length === 0 && !withoutInk) return null;
  return (
    <div class="picture-badge">
      {withoutInk && <span class="card note">No ink flows as the file is read: its travels are shown.</span>}
      {bad.length > 0 && (
        <button
          type="button"
          class={`card badge-button ${refused ? 'refuse' : 'warn'}`}
          title={bad[0].what}
          onClick={() => {
            if (store.panel.value !== 'findings') commandById('panel-findings').run(app);
          }}
        >
          <Icon name={refused ? 'refuse' : 'warn'} />
          {bad.length === 1 ? '1 warning' : `${bad.length} warnings`}
        </button>
      )}
    </div>
  );
}
