import { useEffect, useRef, useState } from 'preact/hooks';
import { strandOf } from '../data/print.ts';
import { rowAfterLine } from '../data/timeline.ts';
import type { App } from '../state/app.ts';
import { selectStrand } from '../state/moves.ts';
import { lastShownRow } from '../state/store.ts';

const reach = 60;

/** The file's text around the selected strand, or else around the head; a click selects the strand of that line. */
export function GcodePane({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  const [page, setPage] = useState<{ first: number; text: readonly string[] }>({ first: 1, text: [] });
  const list = useRef<HTMLOListElement>(null);
  const row = store.selected.value >= 0 ? store.selected.value : Math.max(0, Math.ceil(lastShownRow(store)) - 1);
  const line = print && print.rows > 0 ? print.line[row] : 1;
  const within = line >= page.first + 10 && line <= page.first + page.text.length - 10;
  const first = within ? page.first : Math.max(1, line - reach);
  const playing = store.playing.value;

  useEffect(() => {
    if (!print || (within && page.text.length > 0)) return;
    let current = true;
    // While playing, a page of text every frame would be of no use to anybody.
    const timer = setTimeout(
      () => {
        void app.loader.text(first, Math.min(first + 2 * reach, print.lines)).then((text) => {
          if (current) setPage({ first, text });
        });
      },
      playing ? 250 : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [print, first, within, playing]);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    const box = list.current;
    if (current && box) box.scrollTop = current.offsetTop - box.clientHeight / 2;
  }, [line, page]);

  if (!print) return null;
  const pick = (at: number) => {
    const found = Math.max(0, rowAfterLine(print, at) - 1);
    const strand = print.line[found] === at ? strandOf(print, found) : -1;
    if (strand >= 0) {
      selectStrand(app, strand, false);
      store.selected.value = found;
    }
  };
  return (
    <ol class="gcode" ref={list} data-scrolls tabIndex={0} aria-label="G-code">
      {page.text.map((text, i) => {
        const at = page.first + i;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: strands are selected by keyboard with N and B
          <li
            key={at}
            aria-current={at === line ? 'true' : undefined}
            data-kind={kindOf(text)}
            onClick={() => pick(at)}
          >
            <span class="line-number">{at}</span>
            <code>{text}</code>
          </li>
        );
      })}
    </ol>
  );
}

function kindOf(text: string): string {
  if (text.startsWith(';BIO:')) return 'bio';
  if (text.startsWith(';') || text.startsWith('(')) return 'comment';
  return /^\s*(N\d+\s*)?G0?[0-3]\b/i.test(text) ? 'move' : 'command';
}
