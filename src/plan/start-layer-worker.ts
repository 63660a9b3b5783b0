import { loadBundle } from './load-bundle.ts';

// The file that a worker thread is started with (`dist/layer-worker.js`).
await loadBundle<typeof import('./layers/layer-worker.ts')>('layers', import.meta.url)
  .run()
  .planRangeInWorker();
