import load, { type Clipper2, type PathsD } from 'clipper2-wasm/dist/es/clipper2z.js';
import { emptyOutline, type Outline } from '../slice/outline.ts';
import { offsetRings } from './offset-rings.ts';
import type { Polygons } from './polygons.ts';

// Coordinates go in as whole nanometres, so Clipper rounds to whole units of them: no scaling, no loss.
const precision = 0;
// Rounded corners deviate from the true arc by at most 1 µm.
const arcToleranceNm = 1000;

/** Where the WebAssembly file lies, when it is not beside its script (a bundled page gives its URL). */
export interface PolygonsOptions {
  readonly wasmUrl?: string;
}

/** By the address of its file: planning a small part takes less time than compiling and starting Clipper again. */
const loaded = new Map<string | undefined, Promise<Clipper2>>();
/** Its memory never shrinks: one that a large plan has made larger than this is left to go, bytes. */
const mostKept = 128 << 20;

/** Polygon operations by Clipper2; the WebAssembly module is loaded once a thread, which takes about 20 ms. */
export async function loadPolygons({ wasmUrl }: PolygonsOptions = {}): Promise<Polygons> {
  const known = await loaded.get(wasmUrl);
  if (known !== undefined && known.HEAPU8.length <= mostKept) return clipperPolygons(known);
  // One that could not be loaded, or has stopped for want of memory, is not used again.
  const onAbort = () => void loaded.delete(wasmUrl);
  const clipper = load(wasmUrl === undefined ? { onAbort } : { onAbort, locateFile: () => wasmUrl });
  loaded.set(wasmUrl, clipper);
  clipper.catch(onAbort);
  return clipperPolygons(await clipper);
}

function clipperPolygons(clipper: Clipper2): Polygons {
  const { NonZero, Positive, Negative } = clipper.FillRule;
  const united = (outlines: readonly Outline[], rule: typeof NonZero) =>
    apply(clipper, outlines, (paths) => clipper.UnionSelfD(paths, rule, precision));
  return {
    union: (outlines) => united(outlines, NonZero),
    wound: (outline, way) => united([outline], way === 'positive' ? Positive : Negative),
    difference: (subject, clip) =>
      applyTwo(clipper, subject, clip, (s, c) => clipper.DifferenceD(s, c, NonZero, precision)),
    intersection: (a, b) =>
      isEmpty(b) ? emptyOutline : applyTwo(clipper, a, b, (s, c) => clipper.IntersectD(s, c, NonZero, precision)),
    inset: (outline, distanceNm, join = 'miter') =>
      join === 'round'
        ? apply(clipper, [outline], (paths) => inflateRound(clipper, paths, -distanceNm))
        : insetMitred(clipper, outline, distanceNm),
  };
}

/** The corners are ours, the sweep is Clipper's: its own offset meets every corner in three points and takes twice as long. */
function insetMitred(clipper: Clipper2, outline: Outline, distanceNm: number): Outline {
  if (isEmpty(outline)) return emptyOutline;
  const raw = offsetRings(outline, distanceNm);
  const paths = pathsOf(clipper, [raw]);
  try {
    return takeOutline(clipper.UnionSelfD(paths, clipper.FillRule.Positive, precision));
  } finally {
    paths.delete();
  }
}

function inflateRound(clipper: Clipper2, paths: PathsD, deltaNm: number): PathsD {
  const { Round } = clipper.JoinType;
  return clipper.InflatePathsD(paths, deltaNm, Round, clipper.EndType.Polygon, 2, precision, arcToleranceNm);
}

function isEmpty(outline: Outline): boolean {
  return outline.ringEnds.length === 0;
}

function apply(clipper: Clipper2, outlines: readonly Outline[], operation: (paths: PathsD) => PathsD): Outline {
  if (outlines.every(isEmpty)) return emptyOutline;
  const paths = pathsOf(clipper, outlines);
  try {
    return takeOutline(operation(paths));
  } finally {
    paths.delete();
  }
}

function applyTwo(
  clipper: Clipper2,
  subject: Outline,
  clip: Outline,
  operation: (subject: PathsD, clip: PathsD) => PathsD,
): Outline {
  const clipPaths = pathsOf(clipper, [clip]);
  try {
    return apply(clipper, [subject], (paths) => operation(paths, clipPaths));
  } finally {
    clipPaths.delete();
  }
}

/** Rings as Clipper takes them. */
interface Rings {
  readonly points: ArrayLike<number>;
  readonly ringEnds: Uint32Array;
}

function pathsOf(clipper: Clipper2, outlines: readonly Rings[]): PathsD {
  const paths = new clipper.PathsD();
  const path = new clipper.PathD();
  for (const { points, ringEnds } of outlines) {
    let start = 0;
    for (const end of ringEnds) {
      path.assign(withZ(points, start, end));
      paths.push_back(path);
      start = end;
    }
  }
  path.delete();
  return paths;
}

/** Clipper's points carry a third number, which we leave at 0. */
function withZ(points: ArrayLike<number>, start: number, end: number): Float64Array {
  const triples = new Float64Array(3 * (end - start));
  for (let i = start, k = 0; i < end; i++, k += 3) {
    triples[k] = points[2 * i];
    triples[k + 1] = points[2 * i + 1];
  }
  return triples;
}

/** Copies the result out of the WebAssembly heap and frees it there. */
function takeOutline(paths: PathsD): Outline {
  const rings: Int32Array[] = [];
  let count = 0;
  for (let r = 0, size = paths.size(); r < size; r++) {
    const path = paths.get(r);
    const triples = path.view();
    const ring = new Int32Array((triples.length / 3) * 2);
    for (let i = 0, k = 0; k < triples.length; i += 2, k += 3) {
      ring[i] = triples[k];
      ring[i + 1] = triples[k + 1];
    }
    path.delete();
    rings.push(ring);
    count += ring.length;
  }
  paths.delete();
  const points = new Int32Array(count);
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  for (let r = 0; r < rings.length; r++) {
    points.set(rings[r], at);
    at += rings[r].length;
    ringEnds[r] = at / 2;
  }
  return { kind: 'closed', points, ringEnds };
}
