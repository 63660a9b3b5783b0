import { options } from 'preact';
import { whenFree } from './when-free.ts';

let held = 0;
let waiting: (() => void) | null = null;

// What waits is kept until it is drawn, also where that is about to happen: a press in between must find it.
options.debounceRendering = (renderAll) => {
  waiting = renderAll;
  if (held === 0) queueMicrotask(drawHeld);
};

/**
 * Keeps the page's tables and buttons as they are until the returned function is called, once: drawing them takes the machine
 * (without a graphics card, the very same cores) from the picture of a print that has just arrived.
 */
export function holdRendering(): () => void {
  held++;
  return () => {
    held--;
    if (held === 0 && waiting !== null) whenFree(drawHeld);
  };
}

/** Draws what waits, now: somebody is about to use it. */
export function drawHeld(): void {
  const due = waiting;
  waiting = null;
  due?.();
}
