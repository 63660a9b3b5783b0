import { enterFloats, enterInts, enterSingles, floatsAt } from '../../kernel/kernel.ts';
import { type MeshKernel, meshKernel } from '../../kernel/mesh-kernel.ts';

/** A body of a construct: its triangles (nine coordinates each, mm) and how far they are moved, mm. */
export interface Body {
  readonly triangles: Float32Array;
  readonly shift: readonly number[];
}

/**
 * How far a construct is from having a vertical plane of mirror symmetry: 0 where it has one, a few hundredths and more
 * where its mirror image is another thing (a letter F, an ear). Every body must have the same plane, since bodies are of
 * different inks.
 *
 * Moments of the surface about the construct's middle, ∫ ζ^a ζ̄^b z^q dA with ζ = x + iy, are turned by a rotation of
 * the plane and become their conjugates in a mirror: with a mirror plane at angle φ every one of them lies on the line
 * of angle (a - b) φ. They depend on the surface, not on how it is cut into triangles, so that coarse meshes of
 * symmetric bodies are symmetric. Of large meshes every nth triangle is taken: for those a hundredth is noise.
 */
export function mirrorAsymmetry(bodies: readonly Body[]): number {
  const surfaces = bodies.map(surfaceOf);
  const middle = middleOf(surfaces);
  const moments = surfaces.map((surface) => momentsOf(surface, middle));
  // Planes that some moment could have; all are tried, since any of them may be small by chance.
  const planes = moments.flatMap((of) =>
    orders.flatMap(({ n }, k) => {
      const size = Math.hypot(of.re[k], of.im[k]);
      if (size < negligible * of.scale[k]) return [];
      const angle = Math.atan2(of.im[k], of.re[k]) / n;
      return Array.from({ length: n }, (_, turn) => angle + (turn * Math.PI) / n);
    }),
  );
  if (planes.length === 0) return 0;
  return Math.min(...planes.map((plane) => Math.max(...moments.map((of) => offLine(of, plane)))));
}

/** What is below this share of the greatest possible says nothing about the plane. */
const negligible = 1e-3;
const mostTriangles = 10_000;
/** Up to so many triangles get sixteen places each. */
const mostFine = 3000;

interface Order {
  /** Powers of x + iy, of its conjugate, and of z. */
  readonly a: number;
  readonly b: number;
  readonly q: number;
  readonly n: number;
}

/** Up to the sixth power in all: the rule of quadrature below is exact for those. */
const orders: readonly Order[] = [0, 1].flatMap((q) =>
  [
    [1, 0],
    [2, 1],
    [3, 2],
    [2, 0],
    [3, 1],
    [3, 0],
    [4, 1],
    [4, 0],
    [5, 0],
  ].map(([a, b]) => ({ a, b, q, n: a - b })),
);

interface Moments {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** The same integrals of absolute values: the greatest they could be. */
  readonly scale: Float64Array;
}

interface Middle {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Longest way from it, mm: lengths are taken as shares of it. */
  readonly size: number;
}

/** The triangles that are taken of a body, each standing for `stride` of them. */
interface Surface extends Body {
  readonly stride: number;
}

function surfaceOf({ triangles, shift }: Body): Surface {
  const count = triangles.length / 9;
  const stride = Math.max(1, Math.ceil(count / mostTriangles));
  if (stride === 1) return { triangles, shift, stride };
  const taken = new Float32Array(9 * Math.ceil(count / stride));
  for (let i = 0, from = 0; i < taken.length; i += 9, from += 9 * stride) {
    for (let k = 0; k < 9; k++) taken[i + k] = triangles[from + k];
  }
  return { triangles: taken, shift, stride };
}

function kernelWith({ triangles }: Surface): MeshKernel {
  const kernel = meshKernel();
  enterSingles(kernel, kernel.takeTriangles(triangles.length / 9), triangles);
  return kernel;
}

/** The middle of all surfaces, and a size. */
function middleOf(surfaces: readonly Surface[]): Middle {
  let [sx, sy, sz, total, size] = [0, 0, 0, 0, 1e-9];
  for (const surface of surfaces) {
    const { shift, stride } = surface;
    const kernel = kernelWith(surface);
    const [area, ax, ay, az] = floatsAt(kernel, kernel.surfaceSums(), 4);
    total += area * stride;
    sx += (ax + area * shift[0]) * stride;
    sy += (ay + area * shift[1]) * stride;
    sz += (az + area * shift[2]) * stride;
  }
  const share = total > 0 ? 1 / total : 0;
  const [x, y, z] = [sx * share, sy * share, sz * share];
  for (const surface of surfaces) {
    const { shift } = surface;
    size = Math.max(size, kernelWith(surface).reachFrom(x - shift[0], y - shift[1], z - shift[2]));
  }
  return { x, y, z, size };
}

/** Four nodes of Gauss and Legendre on 0 to 1, exact to the seventh power; few triangles get 16 places, many get 3. */
const nodes = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263];
const weights = [0.17392742256872692, 0.3260725774312731, 0.3260725774312731, 0.17392742256872692];
const fine = nodes.flatMap((u, i) => nodes.map((v, j) => [u, v * (1 - u), 2 * weights[i] * weights[j] * (1 - u)]));
const coarse = [
  [1 / 6, 1 / 6, 1 / 3],
  [2 / 3, 1 / 6, 1 / 3],
  [1 / 6, 2 / 3, 1 / 3],
];

function momentsOf(surface: Surface, { x, y, z, size }: Middle): Moments {
  const { triangles, shift, stride } = surface;
  const kernel = kernelWith(surface);
  const places = triangles.length / 9 > mostFine ? coarse : fine;
  const [given, powers] = [kernel.take(24 * places.length), kernel.take(12 * orders.length)];
  enterFloats(
    kernel,
    given,
    Float64Array.from(places.flat(), (value, k) => (k % 3 === 2 ? value * stride : value)),
  );
  enterInts(kernel, powers, Int32Array.from(orders.flatMap(({ b, q, n }) => [b, q, n])));
  const about = [x - shift[0], y - shift[1], z - shift[2]] as const;
  const found = kernel.momentsOf(given, places.length, powers, orders.length, ...about, size);
  const all = floatsAt(kernel, found, 3 * orders.length);
  return {
    re: all.subarray(0, orders.length),
    im: all.subarray(orders.length, 2 * orders.length),
    scale: all.subarray(2 * orders.length),
  };
}

/** The greatest part of a moment across the line that a mirror plane at this angle would hold it on. */
function offLine({ re, im, scale }: Moments, plane: number): number {
  let worst = 0;
  for (let k = 0; k < orders.length; k++) {
    if (scale[k] === 0) continue;
    const angle = orders[k].n * plane;
    worst = Math.max(worst, Math.abs(im[k] * Math.cos(angle) - re[k] * Math.sin(angle)) / scale[k]);
  }
  return worst;
}
