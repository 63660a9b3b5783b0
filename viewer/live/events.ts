import type { Loader } from '../data/wire.ts';
import type { Store } from '../state/store.ts';
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
      if (name === 'job') void compare(store, loader, live.sha256);
    });
  }
  source.onerror = () => {
    store.live.value = { ...(store.live.value ?? noLive), connected: false };
  };
  return () => source.close();
}

async function compare(store: Store, loader: Pick<Loader, 'sha256'>, printed: string): Promise<void> {
  store.following.value = false;
  const shown = await loader.sha256();
  if (shown !== '' && shown === printed) store.following.value = true;
  else store.announcement.value = 'The printer prints another file than the one shown; it is not followed.';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
