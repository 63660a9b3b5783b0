import { effect } from '@preact/signals';
import type { Loader } from '../data/load/wire.ts';
import { type Store, tell } from '../state/store.ts';
import { foldEvent, noLive } from './follow.ts';

/**
 * Listens to the live stream. EventSource reconnects by itself and tells the server where it left off. The needle moves
 * only while the file being printed is the very file that is shown.
 */
export function followLive(store: Store, loader: Pick<Loader, 'sha256'>, url: string): () => void {
  const source = new EventSource(url);
  store.live.value = noLive;
  for (const name of ['job', 'pos', 'state', 'temp', 'log']) {
    source.addEventListener(name, (event) => {
      const data = parse((event as MessageEvent<string>).data);
      const live = foldEvent(store.live.value ?? noLive, name, data, performance.now());
      store.live.value = live;
      if (name === 'log' && live.log !== '') tell(store, live.log);
      if (name === 'job') void compare(store, loader, live.sha256);
    });
  }
  // Another file shown may be the one that is printed, or no longer be it.
  const stopComparing = effect(() => {
    const printed = store.live.peek()?.sha256 ?? '';
    if (store.print.value && printed !== '') void compare(store, loader, printed);
  });
  source.onopen = () => {
    const live = store.live.value ?? noLive;
    // Nothing may have happened while the connection was gone.
    store.live.value = { ...live, connected: live.heardAt > 0 };
  };
  source.onerror = () => {
    store.live.value = { ...(store.live.value ?? noLive), connected: false };
  };
  return () => {
    stopComparing();
    source.close();
  };
}

async function compare(store: Store, loader: Pick<Loader, 'sha256'>, printed: string): Promise<void> {
  const print = store.print.peek();
  store.following.value = false;
  const shown = await loader.sha256();
  if (print !== store.print.peek()) return;
  if (shown !== '' && shown === printed) store.following.value = true;
  else tell(store, 'The printer prints another file than the one shown; it is not followed.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
