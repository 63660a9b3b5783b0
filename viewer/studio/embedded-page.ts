import type { GivenLibrary } from '../../src/plan/given-files.ts';
import { localDay } from '../../src/plan/inputs/local-day.ts';
import { inflate, textOf } from '../data/load/page-blocks.ts';
import { inPageLoader } from '../data/load/page-loader.ts';
import { bytesOfBase64 } from '../data/model.ts';
import type { ServedJob } from './served-job.ts';
import type { StudioPage } from './studio-page.ts';

/** What `studio --export` puts into the page. */
interface Embedded {
  readonly job: Omit<ServedJob, 'today'>;
  readonly library: GivenLibrary;
  /** By name, base64. */
  readonly files: Readonly<Record<string, string>>;
}

/** The page as a single file, which has no server: job, files and planner lie in it. */
export async function studioPage(): Promise<StudioPage> {
  const [given, script] = await Promise.all(['bioweft-studio', 'bioweft-planner'].map((id) => inflate(textOf(id))));
  const { job, library, files } = JSON.parse(await given.text()) as Embedded;
  const planner = new Blob([script], { type: 'text/javascript' });
  return {
    job: { ...job, today: localDay(new Date()) },
    library,
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOfBase64(text)])),
    makeLoader: inPageLoader,
    // A page from the disk may not start a worker from a file, only from what it holds itself.
    graphics: Promise.resolve(),
    planner: new Worker(URL.createObjectURL(planner), { name: 'bioweft-plan' }),
  };
}
