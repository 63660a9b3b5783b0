import type { Plan } from './order-state.ts';
import type { Piece } from './pieces.ts';

/** Nearest ends beside which a piece is tried. */
const besideOwn = 6;
const besideOthers = 12;

/** Ends of pieces by the cube in which they lie. */
interface Ends {
  /** x y z of each, mm: piece k has 2 k and 2 k + 1. */
  readonly places: Float64Array;
  readonly edge: number;
  readonly cubes: ReadonlyMap<string, number[]>;
}

/**
 * By piece, those whose ends lie nearest to its own, some of its own chain and some of others: looked for in its cube and
 * those around it, of some ends each.
 */
export function nearPieces({ atoms: { nodes, chainOf } }: Plan, pieces: readonly Piece[]): Int32Array[] {
  const ends = endsOf(nodes, pieces);
  const chains = Int32Array.from(pieces, ({ atoms }) => chainOf[atoms[0]]);
  // Of each piece how far it is from the one that is looked at, and for which one that is.
  const away = new Float64Array(pieces.length);
  const seenBy = new Int32Array(pieces.length).fill(-1);
  return pieces.map((_, own) => {
    const found = piecesAround(ends, own, away, seenBy);
    const [beside, others]: [number[], number[]] = [[], []];
    for (const k of found) {
      if (chains[k] === chains[own]) insert(beside, k, away, besideOwn);
      else insert(others, k, away, besideOthers);
    }
    return Int32Array.of(...beside, ...others);
  });
}

function endsOf(nodes: Float64Array, pieces: readonly Piece[]): Ends {
  const places = new Float64Array(6 * pieces.length);
  pieces.forEach(({ nodes: own }, k) => {
    for (let j = 0; j < 3; j++) {
      places[6 * k + j] = nodes[4 * own[0] + j];
      places[6 * k + 3 + j] = nodes[4 * own[own.length - 1] + j];
    }
  });
  let volume = 1;
  for (let j = 0; j < 3; j++) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let p = j; p < places.length; p += 3) {
      least = Math.min(least, places[p]);
      most = Math.max(most, places[p]);
    }
    volume *= Math.max(1, most - least);
  }
  const edge = 2 * Math.cbrt(volume / (2 * pieces.length));
  const cubes = new Map<string, number[]>();
  for (let end = 0; end < 2 * pieces.length; end++) {
    const key = keyOf(cubeOf(places, end, edge));
    const cube = cubes.get(key);
    if (cube === undefined) cubes.set(key, [end]);
    else cube.push(end);
  }
  return { places, edge, cubes };
}

const cubeOf = (places: Float64Array, end: number, edge: number): [number, number, number] => [
  Math.floor(places[3 * end] / edge),
  Math.floor(places[3 * end + 1] / edge),
  Math.floor(places[3 * end + 2] / edge),
];

const keyOf = ([i, j, l]: readonly [number, number, number]): string => `${i} ${j} ${l}`;

/** The pieces with an end in the cubes around those of one, each once; `away` has how far their ends are apart, mm. */
function piecesAround(
  { places, edge, cubes }: Ends,
  own: number,
  away: Float64Array,
  seenBy: Int32Array,
): readonly number[] {
  const found: number[] = [];
  for (let mine = 2 * own; mine < 2 * own + 2; mine++) {
    const [x, y, z] = places.subarray(3 * mine, 3 * mine + 3);
    const [i, j, l] = cubeOf(places, mine, edge);
    for (let n = 0; n < 27; n++) {
      const cube = cubes.get(keyOf([i + (n % 3) - 1, j + (Math.floor(n / 3) % 3) - 1, l + Math.floor(n / 9) - 1]));
      if (cube === undefined) continue;
      for (const end of cube) {
        const k = end >> 1;
        if (k === own) continue;
        const [dx, dy, dz] = [places[3 * end] - x, places[3 * end + 1] - y, places[3 * end + 2] - z];
        const mm = Math.sqrt(dx * dx + dy * dy + dz * dz);
        if (seenBy[k] !== own) found.push(k);
        else if (mm >= away[k]) continue;
        seenBy[k] = own;
        away[k] = mm;
      }
    }
  }
  return found;
}

/** Puts a piece among the nearest, which are `most` at most and in order; of those equally far the lower number. */
function insert(nearest: number[], k: number, away: Float64Array, most: number): void {
  if (nearest.length === most) {
    if (!isNearer(k, nearest[most - 1], away)) return;
    nearest.pop();
  }
  let at = nearest.length;
  while (at > 0 && isNearer(k, nearest[at - 1], away)) at--;
  nearest.splice(at, 0, k);
}

const isNearer = (k: number, other: number, away: Float64Array): boolean =>
  away[k] < away[other] || (away[k] === away[other] && k < other);
