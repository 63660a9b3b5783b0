import { eventsOf, type PrintEvent } from '../data/events.ts';
import type { App } from './app.ts';
import { selectStrand, setHead, setLayers } from './moves.ts';
import type { Store } from './store.ts';

const kept = new WeakMap<object, { report: unknown; events: readonly PrintEvent[] }>();

/** All events of the print that is shown; findings of another file's report are none. */
export function allEvents(store: Store): readonly PrintEvent[] {
  const print = store.print.value;
  if (!print) return [];
  const report = store.reportFits.value ? store.report.value : null;
  const known = kept.get(print);
  if (known && known.report === report) return known.events;
  const events = eventsOf(print, report);
  kept.set(print, { report, events });
  return events;
}

/** Those of the kinds that are not switched off. */
export function shownEvents(store: Store): readonly PrintEvent[] {
  const hidden = store.hiddenEvents.value;
  const all = allEvents(store);
  return hidden.size === 0 ? all : all.filter(({ kind }) => !hidden.has(kind));
}

/** Shows the print as it is when the event happens; a finding selects its strand. */
export function goToEvent(app: App, event: PrintEvent): void {
  const { store } = app;
  store.playing.value = false;
  setLayers(app, Math.min(store.low.value, event.layer), event.layer);
  if (event.strand >= 0) selectStrand(app, event.strand, true);
  else setHead(store, event.row);
  store.announcement.value = `${event.title}, line ${event.line}`;
}

/** Seconds from the start to the event. */
export function secondsAt(store: Store, { row }: PrintEvent): number {
  const print = store.print.value;
  return print && row > 0 ? print.time[Math.min(row, print.rows) - 1] : 0;
}
