/** A label for each voxel, 0 without one; i runs fastest. */
export interface LabelGrid {
  readonly size: readonly [i: number, j: number, k: number];
  readonly labels: Uint16Array;
}

/** All surfaces of a label volume, in voxels: each interface once, for both labels that meet there. */
export interface LabelSurface {
  /** x y z of each point. */
  readonly points: Float64Array;
  /** Where each point may be: within half a voxel of here, along each axis. */
  readonly middles: Float64Array;
  /** Pairs of points that are neighbours on a surface. */
  readonly links: Int32Array;
  /** Four points each, counter-clockwise seen from the second label. */
  readonly quads: Int32Array;
  /** By quad, the label on its inner side and the one on its outer side. */
  readonly sides: Uint16Array;
}

/**
 * Surface nets of many labels: each block of 2 x 2 x 2 voxels that is not all alike holds one point, and each face between
 * two voxels of different labels is a quad between the four points around it. Voxels beyond the volume are 0, so that
 * every surface closes. After S. F. Frisken, JCGT 11(1), 34-54, 2022.
 */
export function labelSurface({ size, labels }: LabelGrid): LabelSurface {
  const [ni, nj, nk] = size;
  const wide = ni + 2;
  const across = ni + 1;
  const net = newNet();
  let lower = new Uint16Array(wide * (nj + 2));
  let upper = new Uint16Array(wide * (nj + 2));
  let below = new Int32Array(across * (nj + 1)).fill(-1);
  let here = new Int32Array(across * (nj + 1)).fill(-1);
  for (let k = 0; k <= nk; k++) {
    [lower, upper] = [upper, lower];
    [below, here] = [here, below];
    upper.fill(0);
    if (k < nk) {
      for (let j = 0; j < nj; j++) {
        const from = (k * nj + j) * ni;
        upper.set(labels.subarray(from, from + ni), (j + 1) * wide + 1);
      }
    }
    placePoints(net, lower, upper, below, here, [ni, nj, k]);
    for (let j = 1; j <= nj; j++) {
      for (let i = 1; i <= ni; i++) {
        const v = j * wide + i;
        if (lower[v] === upper[v]) continue;
        const c = j * across + i;
        addQuad(net, here[c - across - 1], here[c - across], here[c], here[c - 1], lower[v], upper[v]);
      }
    }
    if (k === 0) continue;
    for (let j = 0; j <= nj; j++) {
      for (let i = 0; i <= ni; i++) {
        const v = j * wide + i;
        const c = j * across + i;
        if (j > 0 && lower[v] !== lower[v + 1]) {
          addQuad(net, below[c - across], below[c], here[c], here[c - across], lower[v], lower[v + 1]);
        }
        if (i > 0 && lower[v] !== lower[v + wide]) {
          addQuad(net, below[c - 1], here[c - 1], here[c], below[c], lower[v], lower[v + wide]);
        }
      }
    }
  }
  return finish(net);
}

/** One point in each block of this layer that is not all alike, in the middle of its edges between different labels. */
function placePoints(
  net: Net,
  lower: Uint16Array,
  upper: Uint16Array,
  below: Int32Array,
  here: Int32Array,
  [ni, nj, k]: readonly [number, number, number],
): void {
  const wide = ni + 2;
  const across = ni + 1;
  const own = new Uint16Array(8);
  for (let j = 0; j <= nj; j++) {
    for (let i = 0; i <= ni; i++) {
      const v = j * wide + i;
      const c = j * across + i;
      const first = lower[v];
      const alike =
        lower[v + 1] === first &&
        lower[v + wide] === first &&
        lower[v + wide + 1] === first &&
        upper[v] === first &&
        upper[v + 1] === first &&
        upper[v + wide] === first &&
        upper[v + wide + 1] === first;
      here[c] = -1;
      if (alike) continue;
      for (let corner = 0; corner < 4; corner++) {
        own[corner] = lower[v + (corner & 1) + (corner >> 1) * wide];
        own[corner + 4] = upper[v + (corner & 1) + (corner >> 1) * wide];
      }
      here[c] = addPoint(net, own, i - 0.5, j - 0.5, k - 0.5);
      if (i > 0 && differ(own, 0, 2, 4, 6)) addLink(net, here[c - 1], here[c]);
      if (j > 0 && differ(own, 0, 1, 4, 5)) addLink(net, here[c - across], here[c]);
      if (k > 0 && differ(own, 0, 1, 2, 3)) addLink(net, below[c], here[c]);
    }
  }
}

function differ(own: Uint16Array, a: number, b: number, c: number, d: number): boolean {
  return own[a] !== own[b] || own[a] !== own[c] || own[a] !== own[d];
}

/** The edges of a block: their corners, which differ in one bit. */
const edges = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((corner) =>
  [1, 2, 4].filter((bit) => (corner & bit) === 0).map((bit) => [corner, corner | bit] as const),
);

function addPoint(net: Net, own: Uint16Array, x: number, y: number, z: number): number {
  let [count, sx, sy, sz] = [0, 0, 0, 0];
  for (const [a, b] of edges) {
    if (own[a] === own[b]) continue;
    count++;
    sx += ((a & 1) + (b & 1)) / 2;
    sy += (((a >> 1) & 1) + ((b >> 1) & 1)) / 2;
    sz += ((a >> 2) + (b >> 2)) / 2;
  }
  const at = net.pointCount++;
  if (3 * at + 3 > net.points.length) {
    net.points = grown(net.points);
    net.middles = grown(net.middles);
  }
  net.middles.set([x, y, z], 3 * at);
  net.points.set([x - 0.5 + sx / count, y - 0.5 + sy / count, z - 0.5 + sz / count], 3 * at);
  return at;
}

interface Net {
  points: Float64Array<ArrayBuffer>;
  middles: Float64Array<ArrayBuffer>;
  links: Int32Array<ArrayBuffer>;
  quads: Int32Array<ArrayBuffer>;
  sides: Uint16Array<ArrayBuffer>;
  pointCount: number;
  linkCount: number;
  quadCount: number;
}

const room = 1 << 12;

function newNet(): Net {
  return {
    points: new Float64Array(3 * room),
    middles: new Float64Array(3 * room),
    links: new Int32Array(2 * room),
    quads: new Int32Array(4 * room),
    sides: new Uint16Array(2 * room),
    pointCount: 0,
    linkCount: 0,
    quadCount: 0,
  };
}

function grown<T extends Float64Array | Int32Array | Uint16Array>(array: T): T {
  const wider = new (array.constructor as new (length: number) => T)(2 * array.length);
  wider.set(array);
  return wider;
}

function addLink(net: Net, a: number, b: number): void {
  const o = 2 * net.linkCount++;
  if (o + 2 > net.links.length) net.links = grown(net.links);
  net.links[o] = a;
  net.links[o + 1] = b;
}

function addQuad(net: Net, a: number, b: number, c: number, d: number, inner: number, outer: number): void {
  const q = net.quadCount++;
  if (4 * q + 4 > net.quads.length) {
    net.quads = grown(net.quads);
    net.sides = grown(net.sides);
  }
  net.quads[4 * q] = a;
  net.quads[4 * q + 1] = b;
  net.quads[4 * q + 2] = c;
  net.quads[4 * q + 3] = d;
  net.sides[2 * q] = inner;
  net.sides[2 * q + 1] = outer;
}

function finish({ points, middles, links, quads, sides, pointCount, linkCount, quadCount }: Net): LabelSurface {
  return {
    points: points.subarray(0, 3 * pointCount),
    middles: middles.subarray(0, 3 * pointCount),
    links: links.subarray(0, 2 * linkCount),
    quads: quads.subarray(0, 4 * quadCount),
    sides: sides.subarray(0, 2 * quadCount),
  };
}
