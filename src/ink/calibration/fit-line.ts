import { gaussLegendre } from '../flow/gauss-legendre.ts';

/** A value with the interval that holds the true one in 95 % of such experiments; the ends are null for one sample. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A straight line through points by least squares, errors in y. */
export interface LineFit {
  readonly slope: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Standard deviation of the points from the line, in y; 0 where no degree of freedom is left. */
  readonly scatter: number;
  /** Standard errors; independent of each other, since the mean stands at the middle of the points. */
  readonly slopeError: number;
  readonly meanError: number;
  readonly freedom: number;
}

/** The line through at least two points with different x. */
export function fitLine(xs: readonly number[], ys: readonly number[]): LineFit {
  const count = xs.length;
  const meanX = mean(xs);
  const meanY = mean(ys);
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < count; i++) {
    sxx += (xs[i] - meanX) ** 2;
    sxy += (xs[i] - meanX) * (ys[i] - meanY);
  }
  const slope = sxy / sxx;
  const squares = ys.reduce((sum, y, i) => sum + (y - meanY - slope * (xs[i] - meanX)) ** 2, 0);
  const freedom = count - 2;
  const scatter = freedom > 0 ? Math.sqrt(squares / freedom) : 0;
  const errors = { slopeError: scatter / Math.sqrt(sxx), meanError: scatter / Math.sqrt(count) };
  return { slope, meanX, meanY, scatter, ...errors, freedom };
}

/** Mean of values with its 95 % interval. */
export function fitMean(values: readonly number[]): Estimate & { readonly scatter: number } {
  const value = mean(values);
  if (values.length < 2) return { value, low: null, high: null, scatter: 0 };
  const scatter = Math.sqrt(values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (values.length - 1));
  const reach = (student95(values.length - 1) * scatter) / Math.sqrt(values.length);
  return { value, low: value - reach, high: value + reach, scatter };
}

/** Geometric mean of positive factors with its 95 % interval; `scatter` is that of the logarithms. */
export function fitFactor(factors: readonly number[]): Estimate & { readonly scatter: number } {
  const { value, low, high, scatter } = fitMean(factors.map(Math.log));
  return { value: Math.exp(value), low: low && Math.exp(low), high: high && Math.exp(high), scatter };
}

const quadrature = gaussLegendre(64);

/**
 * The t with 95 % of Student's distribution between -t and t. With x = sqrt(f) tan a the density becomes
 * cos(a)^(f - 1), so the share is a plain integral over the angle.
 */
export function student95(freedom: number): number {
  const f = Math.min(freedom, 1000);
  // A cosine to a high power is 0 but near 0: integrate only where it is not.
  const widest = Math.min(Math.PI / 2, 12 / Math.sqrt(f));
  const all = cosinePower(widest, f - 1);
  let low = 0;
  let high = widest;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (cosinePower(middle, f - 1) < 0.95 * all) low = middle;
    else high = middle;
  }
  return Math.sqrt(f) * Math.tan(low);
}

/** Int_0^to cos(a)^power da */
function cosinePower(to: number, power: number): number {
  let sum = 0;
  for (let i = 0; i < quadrature.nodes.length; i++) {
    sum += quadrature.weights[i] * Math.cos(to * quadrature.nodes[i]) ** power;
  }
  return to * sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
