import { createLocalLoader, refusalOf } from './local-loader.ts';
import { RefusedError } from './refusal.ts';
import type { Loader } from './wire.ts';

/** A loader in the page itself: a page from the disk may not start a worker from a file. */
export function inPageLoader(): Loader {
  const loader = createLocalLoader((print) => print);
  return {
    ...loader,
    async open(source, printer) {
      // Let the page paint its "Reading" first.
      await new Promise((resolve) => setTimeout(resolve, 30));
      try {
        return await loader.open(source, printer);
      } catch (error) {
        throw new RefusedError(refusalOf(error));
      }
    },
  };
}
