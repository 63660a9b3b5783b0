import type { Store } from '../state/store.ts';
import { foldEvent, noLive } from './follow.ts';

/** Listens to the live stream. EventSource reconnects by itself and tells the server where it left off. */
export function followLive(store: Store, url: string): () => void {
  const source = new EventSource(url);
  store.live.value = noLive;
  for (const name of ['job', 'pos', 'state', 'temp', 'log']) {
    source.addEventListener(name, (event) => {
      const data = parse((event as MessageEvent<string>).data);
      store.live.value = foldEvent(store.live.value ?? noLive, name, data, performance.now());
    });
  }
  source.onerror = () => {
    store.live.value = { ...(store.live.value ?? noLive), connected: false };
  };
  return () => source.close();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
