import { useEffect, useRef, useState } from 'preact/hooks';
import { strandOf } from '../data/print.ts';
import { rowAfterLine } from '../data/timeline.ts';
import type { App } from '../state/app.ts';
import { selectStrand } from '../state/moves.ts';
import { lastShownRow } from '../state/store.ts';
import { createLineCache } from './parts/line-cache.ts';
import { VirtualList } from './parts/virtual-list.tsx';

/** px; as the style sheet has it. */
const rowHeight = 19;

/** The whole file, at the selected strand or else at the head; a click selects the strand of that line. */
export function GcodePane({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const [arrived, setArrived] = useState(0);
  const [line, setLine] = useState(0);
  const [cache, setCache] = useState(() => createLineCache(app.loader));
  useEffect(() => setCache(createLineCache(app.loader)), [print]);
  const row = store.selected.value >= 0 ? store.selected.value : Math.max(0, Math.ceil(lastShownRow(store)) - 1);
  const ofHead = print && print.rows > 0 ? print.line[row] : 1;
  // A line that was asked for stands until the head moves.
  useEffect(() => setLine(0), [ofHead, print]);
  if (!print) return null;
  const current = line > 0 ? line : ofHead;
  const pick = (at: number) => {
    const found = Math.max(0, rowAfterLine(print, at) - 1);
    const strand = print.line[found] === at ? strandOf(print, found) : -1;
    if (strand >= 0) {
      selectStrand(app, strand, false);
      store.selected.value = found;
    }
  };
  return (
    <div class="gcode-pane">
      <LineFinder app={app} line={current} lines={print.lines} onLine={setLine} />
      <VirtualList
        label="G-code"
        class="gcode"
        count={print.lines}
        rowHeight={rowHeight}
        at={current - 1}
        again={cache}
        onRange={(first, end) => cache.want(first + 1, end, store.playing.value, () => setArrived((n) => n + 1))}
        row={(index) => {
          const at = index + 1;
          const text = cache.line(at);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: strands are selected by keyboard with N and B
            <div
              key={at}
              class="line"
              data-version={arrived}
              aria-current={at === current ? 'true' : undefined}
              data-kind={kindOf(text)}
              onClick={() => pick(at)}
            >
              <span class="line-number">{at}</span>
              <code>{text}</code>
            </div>
          );
        }}
      />
    </div>
  );
}

interface LineFinderProps {
  readonly app: App;
  readonly line: number;
  readonly lines: number;
  readonly onLine: (line: number) => void;
}

/** Goes to a line by its number, or to the next one that holds a text. */
function LineFinder({ app, line, lines, onLine }: LineFinderProps) {
  const text = useRef<HTMLInputElement>(null);
  const { store } = app;
  useEffect(() => {
    if (store.finding.value) text.current?.focus();
    store.finding.value = false;
  }, [store.finding.value]);
  const find = async (forwards: boolean) => {
    // Drawn before any event.
    const wanted = text.current!.value;
    const found = await app.loader.find(wanted, line, forwards);
    if (found > 0) onLine(found);
    store.announcement.value = found > 0 ? `Line ${found}` : `No line holds ${wanted}`;
    text.current?.setAttribute('aria-invalid', String(found === 0 && wanted !== ''));
  };
  return (
    <form
      class="line-finder"
      onSubmit={(event) => {
        event.preventDefault();
        void find(!(event.submitter as HTMLElement | null)?.dataset['back']);
      }}
    >
      <input
        ref={text}
        type="search"
        class="text-input"
        placeholder="Find"
        aria-label="Find in the G-code"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.shiftKey) return;
          event.preventDefault();
          void find(false);
        }}
      />
      <button type="submit" class="button small" aria-label="Next line that holds it">
        ↓
      </button>
      <button type="submit" class="button small" data-back="1" aria-label="Line before that holds it">
        ↑
      </button>
      <label class="field">
        <span class="quiet">Line</span>
        <input
          type="number"
          class="text-input"
          aria-label="Go to line"
          min={1}
          max={lines}
          value={line}
          onChange={(event) => {
            const wanted = Math.round(Number(event.currentTarget.value));
            if (wanted >= 1) onLine(Math.min(wanted, lines));
          }}
        />
      </label>
    </form>
  );
}

function kindOf(text: string): string {
  if (text.startsWith(';BIO:')) return 'bio';
  if (text.startsWith(';') || text.startsWith('(')) return 'comment';
  return /^\s*(N\d+\s*)?G0?[0-3]\b/i.test(text) ? 'move' : 'command';
}
