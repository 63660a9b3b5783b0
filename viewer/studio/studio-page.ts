import type { GivenFiles, GivenLibrary } from '../../src/plan/given-files.ts';
import type { Loader } from '../data/load/wire.ts';
import type { ServedJob } from './served-job.ts';

/** What the studio's page works with, wherever it comes from: a server, or the page itself. */
export interface StudioPage {
  readonly job: ServedJob;
  readonly library: GivenLibrary;
  /** The files that the job names; null where the server is asked for them. Without a server nothing is saved, only downloaded. */
  readonly files: GivenFiles | null;
  readonly makeLoader: () => Loader;
  /** Resolves when the browser's graphics run. */
  readonly graphics: Promise<void>;
  readonly planner: Worker;
}
