import { dirname, resolve } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import type { LiveHub, PlanRefusal } from '../../serve/live.ts';
import { watchFiles } from '../files/watch-files.ts';
import { type PlannedView, planForView } from './plan-for-view.ts';

/**
 * Plans a job again whenever one of the `files` of its plan changes: the job, meshes, inks, the printer. `put` gets each
 * new plan with its number, from 1; the stream then announces it, or the refusal of one. Returns what ends it.
 */
export function followJob(
  path: string,
  files: readonly string[],
  live: LiveHub,
  put: (planned: PlannedView, turn: number) => void,
): () => void {
  let watched = files;
  let turn = 0;
  return watchFiles(
    () => watched,
    async () => {
      try {
        const planned = await planForView(path);
        watched = planned.files;
        turn++;
        put(planned, turn);
        live.publish({ event: 'plan', data: { turn, refusal: null } });
      } catch (error) {
        // A file that the job names by now, missing or wrong, is waited for too.
        if (error instanceof InputError && error.where.file !== undefined) {
          watched = [...new Set([...watched, resolve(error.where.file), resolve(dirname(path), error.where.file)])];
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
