import { options } from 'preact';
import { whenFree } from './when-free.ts';

let held = 0;
let waiting: (() => void) | null = null;

options.debounceRendering = (renderAll) => {
  if (held > 0) waiting = renderAll;
  else queueMicrotask(renderAll);
};

/**
 * Keeps the page's tables and buttons as they are until the returned function is called, once: drawing them takes the machine
 * (without a graphics card, the very same cores) from the picture of a print that has just arrived.
 */
export function holdRendering(): () => void {
  held++;
  return () => {
    held--;
    if (held > 0 || !waiting) return;
    whenFree(waiting);
    waiting = null;
  };
}

/** Draws what is held back, now: somebody is about to use it. */
export function drawHeld(): void {
  const due = waiting;
  waiting = null;
  due?.();
}
