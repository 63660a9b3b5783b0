import type { PlacedWell } from '../vessel/place-vessel.ts';

/**
 * Wells in serpentine order over the machine: rows from the back to the front, the first from left to right, the next
 * back, and so on. Wells belong to a row when their y agree within 1 mm.
 */
export function serpentine<T extends { readonly place: PlacedWell }>(wells: readonly T[]): T[] {
  const byY = wells.toSorted((a, b) => b.place.y - a.place.y || a.place.x - b.place.x);
  const rows: T[][] = [];
  for (const well of byY) {
    const row = rows.at(-1);
    if (row !== undefined && row[0].place.y - well.place.y < 1) row.push(well);
    else rows.push([well]);
  }
  return rows.flatMap((row, index) => {
    const leftToRight = row.toSorted((a, b) => a.place.x - b.place.x);
    return index % 2 === 0 ? leftToRight : leftToRight.reverse();
  });
}
