import { type Sets, sets } from './cells/join.ts';
import { islandColumn, islandColumns, type LayerFigures, lossColumn, lossColumns, lossKind } from './figures.ts';

/** A connected body of one part: islands of neighbouring layers that lie on each other. Lengths mm, areas mm². */
export interface Body {
  readonly part: number;
  readonly volumeUl: number;
  readonly inkUl: number;
  /** Most ink that the settings mean. */
  readonly meantUl: number;
  readonly lostUl: number;
  readonly outsideUl: number;
  readonly strands: number;
  readonly firstLayer: number;
  readonly lastLayer: number;
  /** A place on its widest layer, mm. */
  readonly layer: number;
  readonly x: number;
  readonly y: number;
  /** Longest extent of any of its sections, and its height. */
  readonly length: number;
  readonly heightMm: number;
  readonly pieces: readonly LostPiece[];
}

/** What no strand reaches, over all layers on which its parts lie on each other. */
export interface LostPiece {
  readonly kind: 'piece' | 'tip';
  readonly volumeUl: number;
  /** Longest way through it: on a layer, or from layer to layer. */
  readonly length: number;
  /** Mean thickness of where it is widest. */
  readonly thickness: number;
  readonly firstLayer: number;
  readonly lastLayer: number;
  /** The layer with most of it, how much, and where. */
  readonly layer: number;
  readonly areaMm2: number;
  readonly x: number;
  readonly y: number;
}

/** Part of its box that a tip fills at most: a cone fills a third of its own, a dome half, a pin all. */
const mostOfTip = 0.68;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Joins the layers of one part into bodies. `counts` says of each loss whether it is one after all. */
export function bodiesOf(
  figures: readonly LayerFigures[],
  heights: ArrayLike<number>,
  part: number,
  counts: (layer: number, loss: number) => boolean,
): Body[] {
  const first = firstOf(figures.map(({ parts }) => parts[part].islands.length / islandColumns));
  const joined = sets(first[figures.length]);
  figures.forEach(({ parts }, l) => {
    const { links } = parts[part];
    for (let k = 0; k < links.length; k += 2) joined.join(first[l - 1] + links[k], first[l] + links[k + 1]);
  });
  const bodies = new Map<number, Writable<Body> & { pieces: LostPiece[] }>();
  const widest = new Map<number, number>();
  figures.forEach(({ parts }, l) => {
    const { islands } = parts[part];
    for (let i = 0; i * islandColumns < islands.length; i++) {
      const id = joined.of(first[l] + i);
      const at = (column: number) => islands[islandColumns * i + column];
      const height = heights[l];
      const body = bodies.get(id) ?? emptyBody(part, l);
      bodies.set(id, body);
      body.volumeUl += at(islandColumn.area) * height;
      body.inkUl += at(islandColumn.ink);
      body.meantUl += at(islandColumn.meant);
      body.lostUl += at(islandColumn.lost) * height;
      body.outsideUl += at(islandColumn.outside) * height;
      body.strands += at(islandColumn.strands);
      body.length = Math.max(body.length, at(islandColumn.length));
      if (l > body.lastLayer || body.heightMm === 0) body.heightMm += height;
      body.lastLayer = l;
      if (at(islandColumn.area) <= (widest.get(id) ?? 0)) continue;
      widest.set(id, at(islandColumn.area));
      Object.assign(body, { layer: l, x: at(islandColumn.x), y: at(islandColumn.y) });
    }
  });
  for (const [id, pieces] of piecesByBody(figures, heights, part, first, joined, counts, (id, excusedUl) => {
    // Every id was given a body above.
    bodies.get(id)!.lostUl = Math.max(0, bodies.get(id)!.lostUl - excusedUl);
  })) {
    // Every id was given a body above.
    bodies.get(id)!.pieces.push(...pieces);
  }
  return [...bodies.values()];
}

function firstOf(counts: readonly number[]): Int32Array {
  const first = new Int32Array(counts.length + 1);
  counts.forEach((count, l) => {
    first[l + 1] = first[l] + count;
  });
  return first;
}

function emptyBody(part: number, layer: number): Writable<Body> & { pieces: LostPiece[] } {
  return {
    part,
    volumeUl: 0,
    inkUl: 0,
    meantUl: 0,
    lostUl: 0,
    outsideUl: 0,
    strands: 0,
    firstLayer: layer,
    lastLayer: layer,
    layer,
    x: 0,
    y: 0,
    length: 0,
    heightMm: 0,
    pieces: [],
  };
}

/** One loss on one layer. */
interface Loss {
  readonly layer: number;
  readonly body: number;
  readonly row: Float64Array;
}

function piecesByBody(
  figures: readonly LayerFigures[],
  heights: ArrayLike<number>,
  part: number,
  first: Int32Array,
  joined: Sets,
  counts: (layer: number, loss: number) => boolean,
  excuse: (body: number, volumeUl: number) => void,
): Map<number, LostPiece[]> {
  const losses: Loss[] = [];
  const begin = new Int32Array(figures.length + 1);
  figures.forEach(({ parts }, layer) => {
    const rows = parts[part].losses;
    for (let i = 0; i * lossColumns < rows.length; i++) {
      const row = rows.subarray(lossColumns * i, lossColumns * (i + 1));
      const body = joined.of(first[layer] + row[lossColumn.island]);
      if (counts(layer, i)) losses.push({ layer, body, row });
      else if (row[lossColumn.kind] === lossKind.piece) excuse(body, row[lossColumn.area] * heights[layer]);
    }
    begin[layer + 1] = losses.length;
  });
  const stacks = sets(losses.length);
  for (let layer = 1; layer < figures.length; layer++) {
    for (let i = begin[layer]; i < begin[layer + 1]; i++) {
      for (let k = begin[layer - 1]; k < begin[layer]; k++) if (lieOn(losses[k], losses[i])) stacks.join(k, i);
    }
  }
  const members = new Map<number, Loss[]>();
  losses.forEach((loss, i) => {
    const stack = stacks.of(i);
    const known = members.get(stack);
    if (known) known.push(loss);
    else members.set(stack, [loss]);
  });
  const pieces = new Map<number, LostPiece[]>();
  for (const stack of members.values()) {
    const piece = pieceOf(stack, heights);
    if (piece.kind === 'tip' && stack[0].row[lossColumn.kind] === lossKind.piece) excuse(stack[0].body, piece.volumeUl);
    pieces.set(stack[0].body, [...(pieces.get(stack[0].body) ?? []), piece]);
  }
  return pieces;
}

function lieOn(a: Loss, b: Loss): boolean {
  const { lowU, lowV, highU, highV, kind } = lossColumn;
  return (
    a.body === b.body &&
    a.row[kind] === b.row[kind] &&
    a.row[lowU] <= b.row[highU] &&
    b.row[lowU] <= a.row[highU] &&
    a.row[lowV] <= b.row[highV] &&
    b.row[lowV] <= a.row[highV]
  );
}

function pieceOf(stack: readonly Loss[], heights: ArrayLike<number>): LostPiece {
  let volumeUl = 0;
  let most = stack[0];
  let length = 0;
  const layers = new Map<number, number>();
  for (const loss of stack) {
    const area = loss.row[lossColumn.area];
    volumeUl += area * heights[loss.layer];
    layers.set(loss.layer, (layers.get(loss.layer) ?? 0) + area);
    if (area > most.row[lossColumn.area]) most = loss;
    length = Math.max(length, loss.row[lossColumn.length]);
  }
  const height = [...layers.keys()].reduce((sum, layer) => sum + heights[layer], 0);
  const whole = stack.every(({ row }) => row[lossColumn.whole] === 1);
  const runsOut = whole && volumeUl <= mostOfTip * Math.max(...layers.values()) * height;
  const { row, layer } = most;
  return {
    kind: row[lossColumn.kind] === lossKind.tip || runsOut ? 'tip' : 'piece',
    volumeUl,
    length: row[lossColumn.kind] === lossKind.tip ? length : Math.max(length, height),
    firstLayer: stack[0].layer,
    // A body has a piece at least.
    lastLayer: stack.at(-1)!.layer,
    layer,
    areaMm2: row[lossColumn.area],
    thickness: Math.max(...stack.map((loss) => loss.row[lossColumn.thickness])),
    x: row[lossColumn.x],
    y: row[lossColumn.y],
  };
}
