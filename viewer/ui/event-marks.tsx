import { marksAlong, type PrintEvent } from '../data/events.ts';
import type { App } from '../state/app.ts';
import { goToEvent, secondsAt, shownEvents } from '../state/events.ts';

const mostMarks = 120;

/** The events along a slider; a click leads there. The list of events is their counterpart for the keyboard. */
export function EventMarks({ app, along }: { app: App; along: 'layers' | 'print' }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || print.rows === 0) return null;
  const byTime = store.scrubBy.value === 'time';
  const top = print.layers.length - 1;
  const shareOf = (event: PrintEvent): number => {
    if (along === 'layers') return top > 0 ? event.layer / top : 1;
    return byTime ? secondsAt(store, event) / (print.totals.timeS || 1) : Math.min(event.row / print.rows, 1);
  };
  return (
    <div class={`event-marks ${along}`} aria-hidden="true">
      {marksAlong(shownEvents(store), shareOf, mostMarks).map(({ event, share, count }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the list of events is worked by keyboard
        <span
          class="event-mark"
          key={share}
          data-kind={event.kind}
          title={count > 1 ? `${event.title} (and ${count - 1} more here)` : event.title}
          style={{ [along === 'layers' ? 'bottom' : 'left']: `${100 * share}%` }}
          onPointerDown={(pressed) => pressed.stopPropagation()}
          onClick={() => goToEvent(app, event)}
        />
      ))}
    </div>
  );
}
