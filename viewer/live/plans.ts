import type { Store } from '../state/store.ts';
import { onDisk } from './disk.ts';

/**
 * Listens to how the job on the disk is planned: `showAnew` shows what the server has by now and gives which plan that
 * is, null where another file is shown. A refusal stands beside the last plan that passed. `shown` is the plan that came
 * with the page.
 */
export function followPlans(store: Store, url: string, shown: number, showAnew: () => Promise<number | null>): void {
  let newest = shown;
  let showing = false;
  const catchUp = async () => {
    if (showing) return;
    showing = true;
    while (shown < newest) shown = (await showAnew()) ?? newest;
    showing = false;
  };
  onDisk(url, 'plan', ({ turn, refusal }) => {
    store.planRefusal.value = refusal;
    newest = turn;
    void catchUp();
  });
}
