import type { planRangeInWorker } from './layers/layer-worker.ts';
import { loadBundle } from './load-bundle.ts';

// The file that a worker thread is started with (`dist/layer-worker.js`): its code is that of the bundle.
await loadBundle<{ planRangeInWorker: typeof planRangeInWorker }>(import.meta.url)
  .run()
  .planRangeInWorker();
