import { layerNumber } from '../../src/finding/layer-number.ts';
import { eventGlyphs, eventKinds } from '../data/events.ts';
import { stepWordsOf } from '../data/find/step-words.ts';
import { clock } from '../data/find/words.ts';
import type { App } from '../state/app.ts';
import { allEvents, goToEvent, secondsAt, shownEvents } from '../state/events.ts';
import { VirtualList } from './parts/virtual-list.tsx';

/** px; as the style sheet has it. */
const rowHeight = 28;

/** Pauses, pressures, tools, cures, waits and findings in the order of the print; each leads to its moment. */
export function Events({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print) return null;
  const all = allEvents(store);
  if (all.length === 0) return <p class="empty">Nothing happens beside the motion.</p>;
  const events = shownEvents(store);
  const hidden = store.hiddenEvents.value;
  const kinds = eventKinds.filter((kind) => all.some((event) => event.kind === kind));
  const head = Math.min(store.head.value, print.rows);
  const next = events.findIndex(({ row }) => row >= head);
  return (
    <div class="events">
      <div class="chips" role="group" aria-label="Kinds of events">
        {kinds.map((kind) => (
          <button
            type="button"
            class="button small"
            key={kind}
            data-kind={kind}
            aria-pressed={!hidden.has(kind)}
            onClick={() => {
              const kept = new Set(hidden);
              if (!kept.delete(kind)) kept.add(kind);
              store.hiddenEvents.value = kept;
            }}
          >
            <span class="event-glyph" aria-hidden="true">
              {eventGlyphs[kind]}
            </span>
            {kind} <span class="quiet">{all.filter((event) => event.kind === kind).length}</span>
          </button>
        ))}
      </div>
      <VirtualList
        label="Events"
        class="event-list"
        count={events.length}
        rowHeight={rowHeight}
        at={next}
        onChoose={(index) => goToEvent(app, events[index])}
        row={(index) => {
          const event = events[index];
          return (
            <span class="event" data-kind={event.kind}>
              <span class="event-glyph" aria-hidden="true">
                {eventGlyphs[event.kind]}
              </span>
              <span class="event-title" title={event.title}>
                {event.title}
              </span>
              <span class="quiet">
                {clock(secondsAt(store, event))} · {stepWordsOf(store.print.value).one} {layerNumber(event.layer)} ·
                line {event.line}
              </span>
            </span>
          );
        }}
      />
    </div>
  );
}
