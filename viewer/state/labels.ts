import { noWell } from '../../src/finding/well-name.ts';
import { vesselById } from '../data/load/shelves.ts';
import type { Label } from '../overlay/labels.ts';
import { measureLabels } from './measuring.ts';
import type { Store } from './store.ts';

/** What stands written in the picture: what is measured, and the names of the wells that are shown. */
export function labelsOf(store: Store): readonly Label[] {
  return [...measureLabels(store), ...wellLabels(store)];
}

function wellLabels(store: Store): readonly Label[] {
  const print = store.print.value;
  if (!print || !store.vessel.value || print.wells.length === 0) return [];
  const vessel = vesselById(print.header['vessel'] ?? '');
  const hidden = store.hiddenWells.value;
  return print.wells
    .filter(({ row, well }) => well !== noWell && !hidden.has(row))
    .map(({ well, x, y, box }): Label => {
      // Before the well's front, or its construct's where the vessel is unknown.
      const shape = vessel?.wells[well]?.shape;
      const front = shape === undefined ? box.min[1] : y - (shape.kind === 'circle' ? shape.diameter / 2 : shape.y / 2);
      return { at: [x, Math.min(front, box.min[1]), 0], text: well, tone: 'quiet' };
    });
}
