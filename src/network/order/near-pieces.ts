import type { Plan } from './order-state.ts';
import type { Piece } from './pieces.ts';

/** Nearest ends beside which a piece is tried. */
const besideOwn = 6;
const besideOthers = 12;

/**
 * By piece, those whose ends lie nearest to its own, some of its own chain and some of others: looked for in its cube and
 * those around it, of some ends each.
 */
export function nearPieces({ atoms: { nodes, chainOf } }: Plan, pieces: readonly Piece[]): Int32Array[] {
  const ends = pieces.flatMap(({ nodes: own }, k) => [own[0], own[own.length - 1]].map((node) => ({ k, node })));
  const place = (node: number) => nodes.subarray(4 * node, 4 * node + 3);
  const spread = [0, 1, 2].map((j) => {
    const all = ends.map(({ node }) => place(node)[j]);
    return Math.max(1, all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b)));
  });
  const edge = 2 * Math.cbrt((spread[0] * spread[1] * spread[2]) / ends.length);
  const cubes = new Map<string, { k: number; node: number }[]>();
  const cubeOf = (node: number) => [...place(node)].map((v) => Math.floor(v / edge));
  for (const end of ends) {
    const key = cubeOf(end.node).join(' ');
    const cube = cubes.get(key);
    if (cube === undefined) cubes.set(key, [end]);
    else cube.push(end);
  }
  return pieces.map((piece, own) => {
    const away = new Map<number, number>();
    for (const mine of [piece.nodes[0], piece.nodes[piece.nodes.length - 1]]) {
      const [x, y, z] = place(mine);
      const [i, j, l] = cubeOf(mine);
      for (let n = 0; n < 27; n++) {
        const key = `${i + (n % 3) - 1} ${j + (Math.floor(n / 3) % 3) - 1} ${l + Math.floor(n / 9) - 1}`;
        for (const { k, node } of cubes.get(key) ?? []) {
          if (k === own) continue;
          const mm = Math.hypot(nodes[4 * node] - x, nodes[4 * node + 1] - y, nodes[4 * node + 2] - z);
          if (mm < (away.get(k) ?? Number.POSITIVE_INFINITY)) away.set(k, mm);
        }
      }
    }
    const sorted = [...away].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([k]) => k);
    const isOwn = (k: number) => chainOf[pieces[k].atoms[0]] === chainOf[piece.atoms[0]];
    return Int32Array.of(
      ...sorted.filter(isOwn).slice(0, besideOwn),
      ...sorted.filter((k) => !isOwn(k)).slice(0, besideOthers),
    );
  });
}
