/**
 * Area of a soup's section at height z by scan lines: on each line the crossings of the triangles are sorted and their
 * senses added up, and what is wound around any number of times but zero counts. Shares nothing with the planner.
 */
export function scannedArea(triangles: Float32Array, z: number, lines: number): number {
  const cuts = cutsAt(triangles, z);
  let [low, high] = [Infinity, -Infinity];
  for (const [, y0, , y1] of cuts) {
    low = Math.min(low, y0, y1);
    high = Math.max(high, y0, y1);
  }
  if (!(high > low)) return 0;
  const step = (high - low) / lines;
  const crossings: [x: number, sense: number][][] = Array.from({ length: lines }, () => []);
  for (const [x0, y0, x1, y1] of cuts) {
    // Lines lie in the middles of the steps; one in a hundred thousand off, so that none runs along an edge.
    const first = Math.ceil((Math.min(y0, y1) - low) / step - 0.50001);
    const last = Math.ceil((Math.max(y0, y1) - low) / step - 0.50001) - 1;
    for (let i = Math.max(0, first); i <= Math.min(lines - 1, last); i++) {
      const y = low + (i + 0.50001) * step;
      crossings[i].push([x0 + ((x1 - x0) * (y - y0)) / (y1 - y0), y1 > y0 ? 1 : -1]);
    }
  }
  let area = 0;
  for (const line of crossings) {
    line.sort((a, b) => a[0] - b[0]);
    let winding = 0;
    line.forEach(([x, sense], k) => {
      if (winding !== 0) area += (x - line[k - 1][0]) * step;
      winding += sense;
    });
  }
  return area;
}

/** x0 y0 x1 y1 of the cut of each triangle that reaches across the plane, material to its left. */
function cutsAt(triangles: Float32Array, z: number): [number, number, number, number][] {
  const cuts: [number, number, number, number][] = [];
  for (let t = 0; t < triangles.length; t += 9) {
    const down: number[] = [];
    const up: number[] = [];
    for (let k = 0; k < 3; k++) {
      const [i, j] = [t + 3 * k, t + 3 * ((k + 1) % 3)];
      const [a, b] = [triangles[i + 2] - z, triangles[j + 2] - z];
      if (a < 0 === b < 0) continue;
      const part = a / (a - b);
      const at = [0, 1].map((axis) => triangles[i + axis] + (triangles[j + axis] - triangles[i + axis]) * part);
      (a < 0 ? up : down).push(...at);
    }
    if (down.length === 2 && up.length === 2) cuts.push([down[0], down[1], up[0], up[1]]);
  }
  return cuts;
}
