import { dirname, resolve } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import type { LiveHub, PlanRefusal } from '../../serve/live.ts';
import { watchFiles } from '../files/watch-files.ts';
import { type PlannedView, planForView } from './plan-for-view.ts';

/**
 * Plans a job anew whenever a file changes that its plan came from: the job, meshes, inks, the printer. `put` gets each
 * plan with its number (`first` is 0); then, or where there is none, the stream says so. Returns what ends it.
 */
export function followJob(
  path: string,
  first: PlannedView,
  live: LiveHub,
  put: (planned: PlannedView, turn: number) => void,
): () => void {
  let { files } = first;
  let turn = 0;
  return watchFiles(
    () => files,
    async () => {
      try {
        const planned = await planForView(path);
        files = planned.files;
        turn++;
        put(planned, turn);
        live.publish({ event: 'plan', data: { turn, refusal: null } });
      } catch (error) {
        // A file that the job names by now, missing or wrong, is waited for too.
        if (error instanceof InputError && error.where.file !== undefined) {
          files = [...new Set([...files, resolve(error.where.file), resolve(dirname(path), error.where.file)])];
        }
        live.publish({ event: 'plan', data: { turn, refusal: refusalOf(error) } });
      }
    },
  );
}

function refusalOf(error: unknown): PlanRefusal {
  if (!(error instanceof InputError)) return { what: error instanceof Error ? error.message : String(error), fix: '' };
  return { what: error.message, fix: error.fix ?? '' };
}
