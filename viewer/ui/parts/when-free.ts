/** Calls back once the page has nothing more urgent to do, at the latest after a fifth of a second; returns how to call it off. */
export function whenFree(callback: () => void): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(callback, 20);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(callback, { timeout: 200 });
  return () => cancelIdleCallback(request);
}
