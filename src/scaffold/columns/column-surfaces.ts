import type { Plan } from './plan.ts';

/** What stands on a plan: floors one above the other, their heights given at each corner of the plan, mm. */
export interface Columns {
  readonly plan: Plan;
  /** Height of floor k (0 the lowest) over a corner at x, y; none below the one before. */
  readonly floors: readonly ((x: number, y: number) => number)[];
  /** Label of what stands between floor k and k + 1 over a region; 0 where nothing does. */
  readonly labelOf: (region: string, storey: number) => number;
}

/**
 * Closed surfaces of labels 0 to `most`: prisms over the triangles of a plan, of which only faces between two labels are
 * kept. Every corner is rounded once, so neighbours share their triangles to the bit. Label 0 is what is outside of all.
 */
export function columnSurfaces({ plan, floors, labelOf }: Columns, most: number): Float32Array[] {
  const heights = floors.map((floor) => plan.x.map((x, p) => Math.fround(floor(x, plan.y[p]))));
  const surfaces: number[][] = Array.from({ length: most + 1 }, () => []);
  const add = (inner: number, outer: number, corners: readonly (readonly [point: number, floor: number])[]) => {
    if (inner === outer) return;
    // Where two floors meet, a wall between them runs out: its triangle has two corners in one place.
    const [[a, from], [b, to], [c, high]] = corners;
    if ((a === c && heights[from][a] === heights[high][c]) || (b === c && heights[to][b] === heights[high][c])) return;
    for (const [label, order] of [
      [inner, [0, 1, 2]],
      [outer, [0, 2, 1]],
    ] as const) {
      for (const at of order) {
        const [point, floor] = corners[at];
        surfaces[label].push(plan.x[point], plan.y[point], heights[floor][point]);
      }
    }
  };
  const storeys = floors.length - 1;
  const label = (region: string | undefined, storey: number) =>
    region === undefined || storey < 0 || storey >= storeys ? 0 : labelOf(region, storey);
  plan.regions.forEach((region, t) => {
    const [a, b, c] = [plan.triangles[3 * t], plan.triangles[3 * t + 1], plan.triangles[3 * t + 2]];
    for (let k = 0; k <= storeys; k++) {
      add(label(region, k - 1), label(region, k), [
        [a, k],
        [b, k],
        [c, k],
      ]);
    }
  });
  for (const { a, b, left, right } of edgesOf(plan)) {
    for (let k = 0; k < storeys; k++) {
      const [inner, outer] = [label(left, k), label(right, k)];
      add(inner, outer, [
        [a, k],
        [b, k],
        [b, k + 1],
      ]);
      add(inner, outer, [
        [a, k],
        [b, k + 1],
        [a, k + 1],
      ]);
    }
  }
  return surfaces.map((corners) => Float32Array.from(corners));
}

interface PlanEdge {
  readonly a: number;
  readonly b: number;
  /** Region on its left seen from a to b, and on its right; undefined beyond the plan. */
  readonly left: string;
  readonly right: string | undefined;
}

function edgesOf({ x, triangles, regions }: Plan): PlanEdge[] {
  const regionAlong = new Map<number, string>();
  const key = (a: number, b: number) => a * x.length + b;
  const directed: [number, number][] = [];
  for (let corner = 0; corner < triangles.length; corner++) {
    const first = corner - (corner % 3);
    const [a, b] = [triangles[corner], triangles[first + ((corner + 1) % 3)]];
    regionAlong.set(key(a, b), regions[first / 3]);
    directed.push([a, b]);
  }
  return (
    directed
      // Every edge has a region on its left.
      .map(([a, b]) => ({ a, b, left: regionAlong.get(key(a, b))!, right: regionAlong.get(key(b, a)) }))
      .filter(({ a, b, right }) => right === undefined || a < b)
  );
}
