/**
 * Resolves once the browser's graphics run, started from a worker: the first canvas of a browser waits for them (0.3 to
 * 0.9 s without a graphics card), and a worker waits without holding up the page. Where no worker can have a canvas, or
 * none answers in time, the page's own canvas starts them as it always could.
 */
export function warmGraphics(): Promise<void> {
  if (typeof OffscreenCanvas === 'undefined') return Promise.resolve();
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./graphics-worker.ts', import.meta.url), {
      type: 'module',
      name: 'bioweft-graphics',
    });
    const done = () => {
      clearTimeout(timer);
      worker.terminate();
      resolve();
    };
    const timer = setTimeout(done, longestWaitMs);
    worker.onmessage = done;
    worker.onerror = done;
  });
}

const longestWaitMs = 5000;
