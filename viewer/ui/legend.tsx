import { brief, type Colouring, type LegendEntry, unknownColour } from '../colour/colouring.ts';
import { type ModeId, whyEmpty } from '../colour/modes.ts';
import { modesOf } from '../colour/modes-of.ts';
import { rgbToCss } from '../colour/oklab.ts';
import { niceTicks } from '../colour/ramps.ts';
import { bathDepth } from '../data/bath.ts';
import { duration, length, percent, volume } from '../data/find/words.ts';
import { paletteOf } from '../scene/palette.ts';
import type { App } from '../state/app.ts';
import { canRun } from '../state/command/command.ts';
import { commandById } from '../state/command/commands.ts';
import { chooseMode } from '../state/moves.ts';
import { besideOf, hiddenSet } from '../state/store.ts';
import { CommandButton } from './toolbar.tsx';

/** What the colours mean; each entry hides or shows its strands, and hovering brings them out. */
export function Legend({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const colouring = store.colouring.value;
  if (!print || !colouring || !store.legend.value) return null;
  const { mode } = colouring;
  const bath = bathDepth(print);
  return (
    <section class="card legend" aria-label="Legend">
      <label class="mode">
        <span class="quiet">Colour by</span>
        <select
          aria-label="Colour by"
          value={mode.id}
          onChange={(event) => chooseMode(store, event.currentTarget.value as ModeId)}
        >
          {modesOf(print, besideOf(store)).map((other) => {
            const reason = whyEmpty(other, print);
            return (
              <option key={other.id} value={other.id} disabled={reason !== null} title={reason ?? other.about}>
                {other.title}
                {reason ? ' (no data)' : ''}
              </option>
            );
          })}
        </select>
        {mode.kind === 'value' && mode.unit && <span class="unit">{mode.unit}</span>}
      </label>
      {mode.kind === 'value' && <Ramp colouring={colouring} />}
      <WholeSide colouring={colouring} />
      <ul class="entries">
        {colouring.entries.map((entry) => (
          <Entry key={entry.from} app={app} entry={entry} />
        ))}
      </ul>
      <HiddenToo app={app} />
      <p class="about">{mode.about}</p>
      {store.vessel.value && bath !== null && (
        <p class="about bath">
          <span style={{ color: `#${paletteOf(store.theme.value).bath.toString(16)}` }} aria-hidden="true">
            ▬{' '}
          </span>
          Surface of the bath: {brief(bath)} mm above the floor before printing.
        </p>
      )}
    </section>
  );
}

/** Entries of other modes stay hidden, out of sight of this legend: it says so. */
function HiddenToo({ app }: { app: App }) {
  const { store } = app;
  // Drawn only with a print.
  const print = store.print.value!;
  const { mode, hiddenInks, hiddenRoles, hiddenTools, hiddenWells } = store;
  const names = [
    mode.value === 'ink' ? [] : [...hiddenInks.value].map((i) => print.inks[i]?.name),
    mode.value === 'role' ? [] : [...hiddenRoles.value].map((i) => print.roles[i]?.name),
    mode.value === 'tool' ? [] : [...hiddenTools.value].map((i) => print.tools[i]?.name),
    mode.value === 'well' ? [] : [...hiddenWells.value].map((i) => print.wellNames[i]),
  ].flat();
  const command = commandById('show-hidden');
  if (!canRun(command, store)) return null;
  return (
    <p class="hidden-too">
      {names.length > 0 && <span>Also hidden: {few(names)}. </span>}
      <CommandButton app={app} command={command} label />
    </p>
  );
}

/** The first names of many, and how many more. */
function few(names: readonly (string | undefined)[]): string {
  const most = 12;
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

function Entry({ app, entry }: { app: App; entry: LegendEntry }) {
  const { store } = app;
  const set = hiddenSet(store);
  const shown = !set.value.has(entry.from);
  const hover = (on: boolean) => () => {
    store.hover.value = on && shown ? entry : null;
  };
  const toggle = () => {
    const next = new Set(set.value);
    if (shown) next.add(entry.from);
    else next.delete(entry.from);
    store.hover.value = null;
    set.value = next;
    store.announcement.value = `${entry.label} ${shown ? 'hidden' : 'shown'}`;
  };
  const numbers = `${percent(entry.share)} of the length, ${length(entry.lengthMm)}, ${volume(entry.volumeUl)}, ${duration(entry.timeS)}`;
  return (
    <li>
      <button
        type="button"
        class="entry"
        aria-pressed={shown}
        title={numbers}
        onClick={toggle}
        onMouseEnter={hover(true)}
        onMouseLeave={hover(false)}
        onFocus={hover(true)}
        onBlur={hover(false)}
      >
        <span class="glyph" style={{ color: entry.css }} aria-hidden="true">
          {entry.glyph}
        </span>
        <span class="label">
          {entry.label}
          {entry.detail && <span class="quiet"> {entry.detail}</span>}
        </span>
        <span class="share">{percent(entry.share, 0)}</span>
        <span class="numbers quiet">
          {length(entry.lengthMm)} · {volume(entry.volumeUl)} · {duration(entry.timeS)}
        </span>
      </button>
    </li>
  );
}

function Ramp({ colouring }: { colouring: Colouring }) {
  const { low, high, colours, limit } = colouring;
  if (!(high > low)) return null;
  const stops = Array.from({ length: 33 }, (_, i) => rgbToCss(colours[Math.round((i * 253) / 32)])).join(', ');
  const at = (value: number) => `${(100 * (value - low)) / (high - low)}%`;
  const limitShown = limit && limit.value >= low && limit.value <= high;
  return (
    <div
      class="ramp"
      role="img"
      aria-label={`From ${brief(low)} to ${brief(high)}${limit ? `, limit ${brief(limit.value)}` : ''}`}
    >
      <div class="ramp-bar" style={{ background: `linear-gradient(to right, ${stops})` }} />
      {niceTicks(low, high, 4).map((tick) => (
        <span class="tick" key={tick} style={{ left: at(tick) }}>
          {brief(tick)}
        </span>
      ))}
      {limitShown && (
        <span class="limit" style={{ left: at(limit.value) }}>
          <span>limit {brief(limit.value)}</span>
        </span>
      )}
    </div>
  );
}

/** Where no value lies on the limit's other side, the ramp has no place for it. */
function WholeSide({ colouring }: { colouring: Colouring }) {
  const { low, high, limit, entries } = colouring;
  if (!limit || !entries.some(({ from }) => from !== unknownColour)) return null;
  if (high > low && limit.value >= low && limit.value <= high) return null;
  const wrong = limit.wrong === 'above' ? low > limit.value : high < limit.value;
  return (
    <p class="about">
      All on the {wrong ? 'wrong' : 'right'} side of the limit {brief(limit.value)}.
    </p>
  );
}
