import { lastingOf } from '../colour/modes.ts';
import type { Store } from './store.ts';

/** Whether a strand's ink, role, tool and well are all shown. */
export function strandFilter(store: Store): (strand: number) => boolean {
  const print = store.print.value;
  const inks = store.hiddenInks.value;
  const roles = store.hiddenRoles.value;
  const tools = store.hiddenTools.value;
  const wells = store.hiddenWells.value;
  if (!print) return () => true;
  const { ink, role, tool, well } = print.strands;
  return (s) => !inks.has(ink[s]) && !roles.has(role[s]) && !tools.has(tool[s]) && !wells.has(well[s]);
}

/** Whether a row is shown: its strand, and the entry of the legend that its colour belongs to. */
export function rowFilter(store: Store): (strand: number, row: number) => boolean {
  const strandShown = strandFilter(store);
  const colouring = store.colouring.value;
  const hidden = store.hiddenStretches.value;
  if (!colouring || lastingOf(colouring.mode.id) !== null || hidden.size === 0) return strandShown;
  const away = new Uint8Array(256);
  for (const { from, to } of colouring.entries) if (hidden.has(from)) away.fill(1, from, to + 1);
  return (strand, row) => strandShown(strand) && away[colouring.scalar[row]] === 0;
}

/** What lies beyond the plane (normal·p > offset) is cut away: always the side that faces the slanted view. */
export function sectionPlane(store: Store): { normal: [number, number, number]; offset: number; position: number } {
  const section = store.section.value;
  const print = store.print.value;
  if (!section || !print) return { normal: [0, 0, 0], offset: 0, position: 0 };
  const i = { x: 0, y: 1, z: 2 }[section.axis];
  const low = print.bounds.min[i] - (section.axis === 'z' ? (print.layers[0]?.height ?? 0) : 0);
  const position = low + section.at * (print.bounds.max[i] - low);
  const normal: [number, number, number] = [0, 0, 0];
  normal[i] = section.axis === 'z' ? 1 : -1;
  return { normal, offset: normal[i] * position, position };
}

/** Whether the section leaves a point standing. */
export function keptBySection(store: Store): (x: number, y: number, z: number) => boolean {
  if (!store.section.value) return () => true;
  const { normal, offset } = sectionPlane(store);
  return (x, y, z) => normal[0] * x + normal[1] * y + normal[2] * z <= offset;
}
