import { duration } from '../../data/find/words.ts';
import { headAtTime, timeAtHead } from '../../data/timeline.ts';
import type { App } from '../../state/app.ts';
import { commandById } from '../../state/command/commands.ts';
import { paces, setHead } from '../../state/moves.ts';
import { lastShownRow } from '../../state/store.ts';
import { EventMarks } from '../event-marks.tsx';
import { CommandButton } from '../toolbar.tsx';

/** Play, and the slider along the print, by move or by time. */
export function MoveBar({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || print.rows === 0) return <footer class="move-bar" aria-hidden="true" />;
  const byTime = store.scrubBy.value === 'time';
  const total = print.totals.timeS;
  const end = store.head.value < print.rows ? store.head.value : lastShownRow(store);
  const now = timeAtHead(print, end);
  const line = print.line[Math.max(0, Math.ceil(end) - 1)];
  return (
    <footer class="move-bar">
      <CommandButton app={app} command={commandById('play')} />
      <label class="field">
        <span class="visually-hidden">Pace</span>
        <select
          aria-label="Pace"
          value={String(store.pace.value)}
          onChange={(event) => {
            store.pace.value = Number(event.currentTarget.value);
          }}
        >
          {paces.map((pace) => (
            <option key={pace} value={String(pace)}>{`${pace}×`}</option>
          ))}
        </select>
      </label>
      <div class="moves">
        <EventMarks app={app} along="print" />
        <input
          type="range"
          aria-label={byTime ? 'Time of the print' : 'Moves of the print'}
          aria-valuetext={byTime ? duration(now) : `Move ${Math.ceil(end)} of ${print.rows}, line ${line}`}
          min={0}
          max={byTime ? total : print.rows}
          step={byTime ? 'any' : 1}
          value={byTime ? now : Math.ceil(end)}
          style={{ '--done': `${(100 * (byTime ? now / total : end / print.rows)).toFixed(2)}%` }}
          onInput={(event) => {
            const value = Number(event.currentTarget.value);
            store.playing.value = false;
            setHead(store, byTime ? headAtTime(print, value) : value);
          }}
        />
      </div>
      <output class="clock">
        {duration(now)} <span class="quiet">of {duration(total)}</span>
      </output>
      <output class="clock wide">
        move {Math.ceil(end).toLocaleString('en')} <span class="quiet">of {print.rows.toLocaleString('en')}</span>
      </output>
      <div class="choice" role="group" aria-label="Slider goes by">
        {(['move', 'time'] as const).map((by) => (
          <button
            type="button"
            key={by}
            class="button"
            aria-pressed={store.scrubBy.value === by}
            onClick={() => {
              store.scrubBy.value = by;
            }}
          >
            {by}
          </button>
        ))}
      </div>
    </footer>
  );
}
