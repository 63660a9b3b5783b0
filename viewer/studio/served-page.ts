import { startWorkerLoader } from '../data/load/worker-loader.ts';
import { warmGraphics } from '../scene/graphics/warm-graphics.ts';
import { servedJob, servedLibrary } from './served-job.ts';
import type { StudioPage } from './studio-page.ts';

/** The page as a server gives it. */
export async function studioPage(): Promise<StudioPage> {
  const [job, library] = await Promise.all([servedJob(), servedLibrary()]);
  return {
    job,
    library,
    files: null,
    makeLoader: startWorkerLoader,
    graphics: warmGraphics(),
    planner: new Worker(new URL('./plan-worker.ts', import.meta.url), { type: 'module', name: 'bioweft-plan' }),
  };
}
