import { effect } from '@preact/signals';
import { headAtTime, timeAtHead } from '../data/timeline.ts';
import { liveHead } from '../live/follow.ts';
import { setHead } from './moves.ts';
import type { Store } from './store.ts';

/** Moves the head while playing, or along with a live print; nothing runs while neither is on. */
export function playAlong(store: Store): void {
  let frame = 0;
  let before = 0;
  const step = (now: number) => {
    frame = 0;
    const print = store.print.peek();
    if (!print) return;
    const live = store.live.peek();
    if (store.playing.peek()) {
      const seconds = (Math.min(now - before, 100) / 1000) * store.pace.peek();
      const head = headAtTime(print, timeAtHead(print, Math.min(store.head.peek(), print.rows)) + seconds);
      setHead(store, head);
      if (head >= print.rows) store.playing.value = false;
    } else if (live?.connected && store.following.peek()) setHead(store, liveHead(print, live, performance.now()));
    else return;
    before = now;
    frame = requestAnimationFrame(step);
  };
  effect(() => {
    const runs = store.playing.value || (store.live.value?.connected === true && store.following.value);
    if (!runs || !store.print.value || frame !== 0) return;
    before = performance.now();
    frame = requestAnimationFrame(step);
  });
}
