/** Edges without a partner that runs back, and V - E + F, by maps of coordinate texts: slow, plain, independent. */
export function topologyOf(triangles: Float32Array): { unpaired: number; euler: number } {
  const points = new Set<string>();
  const edges = new Map<string, number>();
  const text = (i: number) => `${triangles[i] + 0},${triangles[i + 1] + 0},${triangles[i + 2] + 0}`;
  for (let i = 0; i < triangles.length; i += 9) {
    const corners = [text(i), text(i + 3), text(i + 6)];
    corners.forEach((from, k) => {
      points.add(from);
      const key = `${from} ${corners[(k + 1) % 3]}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    });
  }
  let unpaired = 0;
  for (const [key, count] of edges) {
    const [from, to] = key.split(' ');
    if (count !== 1 || edges.get(`${to} ${from}`) !== 1) unpaired++;
  }
  return { unpaired, euler: points.size - edges.size / 2 + triangles.length / 9 };
}
