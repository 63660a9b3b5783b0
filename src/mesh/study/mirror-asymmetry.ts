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
  const middle = middleOf(bodies);
  const moments = bodies.map((body) => momentsOf(body, middle));
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

/** The middle of all surfaces, and a size. */
function middleOf(bodies: readonly Body[]): Middle {
  let [sx, sy, sz, total, size] = [0, 0, 0, 0, 1e-9];
  for (const { triangles: t, shift } of bodies) {
    const step = 9 * strideOf(t);
    for (let i = 0; i < t.length; i += step) {
      const area = areaOf(t, i) * (step / 9);
      total += area;
      sx += area * ((t[i] + t[i + 3] + t[i + 6]) / 3 + shift[0]);
      sy += area * ((t[i + 1] + t[i + 4] + t[i + 7]) / 3 + shift[1]);
      sz += area * ((t[i + 2] + t[i + 5] + t[i + 8]) / 3 + shift[2]);
    }
  }
  const share = total > 0 ? 1 / total : 0;
  const [x, y, z] = [sx * share, sy * share, sz * share];
  for (const { triangles: t, shift } of bodies) {
    const step = 9 * strideOf(t);
    for (let i = 0; i < t.length; i += step) {
      const reach =
        Math.abs(t[i] + shift[0] - x) + Math.abs(t[i + 1] + shift[1] - y) + Math.abs(t[i + 2] + shift[2] - z);
      if (reach > size) size = reach;
    }
  }
  return { x, y, z, size };
}

const strideOf = (triangles: Float32Array): number => Math.max(1, Math.ceil(triangles.length / 9 / mostTriangles));

function areaOf(t: Float32Array, i: number): number {
  const ux = t[i + 3] - t[i];
  const uy = t[i + 4] - t[i + 1];
  const uz = t[i + 5] - t[i + 2];
  const vx = t[i + 6] - t[i];
  const vy = t[i + 7] - t[i + 1];
  const vz = t[i + 8] - t[i + 2];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
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

function momentsOf({ triangles: t, shift }: Body, { x: mx, y: my, z: mz, size }: Middle): Moments {
  const of = {
    re: new Float64Array(orders.length),
    im: new Float64Array(orders.length),
    scale: new Float64Array(orders.length),
  };
  const count = t.length / 9;
  const stride = strideOf(t);
  const places = count > 3000 ? coarse : fine;
  for (let k = 0; k < count; k += stride) {
    const i = 9 * k;
    const area = areaOf(t, i) * stride;
    for (const place of places) {
      const u = place[0];
      const v = place[1];
      const w = 1 - u - v;
      const x = (w * t[i] + u * t[i + 3] + v * t[i + 6] + shift[0] - mx) / size;
      const y = (w * t[i + 1] + u * t[i + 4] + v * t[i + 7] + shift[1] - my) / size;
      const z = (w * t[i + 2] + u * t[i + 5] + v * t[i + 8] + shift[2] - mz) / size;
      addPlace(of, x, y, z, area * place[2]);
    }
  }
  return of;
}

const real = new Float64Array(6);
const imaginary = new Float64Array(6);

function addPlace({ re, im, scale }: Moments, x: number, y: number, z: number, weight: number): void {
  const r2 = x * x + y * y;
  const r = Math.sqrt(r2);
  // Powers 1 to 5 of x + iy.
  real[0] = 1;
  imaginary[0] = 0;
  for (let n = 1; n <= 5; n++) {
    real[n] = real[n - 1] * x - imaginary[n - 1] * y;
    imaginary[n] = real[n - 1] * y + imaginary[n - 1] * x;
  }
  for (let k = 0; k < orders.length; k++) {
    const { b, q, n } = orders[k];
    // The power a of ζ and b of ζ̄ is |ζ|^2b times the power a - b of ζ.
    const factor = weight * (b === 0 ? 1 : b === 1 ? r2 : r2 * r2) * (q === 0 ? 1 : z);
    re[k] += factor * real[n];
    im[k] += factor * imaginary[n];
    scale[k] += Math.abs(factor) * (n === 1 ? r : n === 2 ? r2 : n === 3 ? r2 * r : n === 4 ? r2 * r2 : r2 * r2 * r);
  }
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
