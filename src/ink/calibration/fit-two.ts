import { flowFor, type Section } from '../flow/nozzle-flow.ts';
import type { Rheology } from '../laws/flow-laws.ts';
import { type Estimate, student95 } from './fit-line.ts';

/** One weighed extrusion: what flowed at a pressure. */
export interface Weighing {
  readonly kPa: number;
  readonly flowUl: number;
}

/** A law of two free parameters: both as numbers that may take any value (logarithms), so that a fit stays a law. */
export interface TwoParameters {
  readonly lawOf: (first: number, second: number) => Rheology;
  readonly start: readonly [first: number, second: number];
  /** What is told of a fit, by its name: positive values. */
  readonly stated: Readonly<Record<string, (first: number, second: number) => number>>;
}

export interface TwoFit {
  readonly law: Rheology;
  readonly parameters: Readonly<Record<string, Estimate>>;
  /** Standard deviation of log flow about the fit, and the t of its 95 %. */
  readonly scatter: number;
  readonly t: number;
}

type Pair = readonly [number, number];

/**
 * Least squares of log flow by Gauss-Newton with damping; intervals of what is told from the covariance of both
 * parameters (t distribution). Null where the weighings do not fix both of them.
 */
export function fitTwo(
  weighings: readonly Weighing[],
  sections: readonly Section[],
  model: TwoParameters,
): TwoFit | null {
  const freedom = weighings.length - 2;
  if (freedom < 1) return null;
  const pressures = [...new Set(weighings.map(({ kPa }) => kPa))];
  const logFlows = (point: Pair): Map<number, number> => {
    const law = model.lawOf(...point);
    return new Map(pressures.map((kPa) => [kPa, Math.log(flowFor(law, sections, kPa * 1e3) * 1e9)]));
  };
  const missing = (point: Pair): number[] => {
    const fitted = logFlows(point);
    // Every pressure was fitted above.
    return weighings.map(({ kPa, flowUl }) => Math.log(flowUl) - fitted.get(kPa)!);
  };
  const best = descend(model.start, missing);
  if (best === null) return null;
  const { point, normal, squares } = best;
  if (!isSound(normal)) return null;
  const scatter = Math.sqrt(squares / freedom);
  const t = student95(freedom);
  const parameters: Record<string, Estimate> = {};
  for (const [name, of] of Object.entries(model.stated)) {
    const log = (x: number, y: number) => Math.log(of(x, y));
    const value = log(...point);
    const reach = t * scatter * errorOf(slopes(log, point), normal);
    parameters[name] = { value: Math.exp(value), low: Math.exp(value - reach), high: Math.exp(value + reach) };
  }
  return { law: model.lawOf(...point), parameters, scatter, t };
}

/**
 * Half of the 95 % interval of each number that weighings at these pressures can tell, as a logarithm, where log flow
 * scatters by 1: the bound of Cramér and Rao at the start of the model, times Student's t. No way of fitting does better.
 */
export function leastReaches(
  kPas: readonly number[],
  sections: readonly Section[],
  model: TwoParameters,
): Readonly<Record<string, number>> {
  const normal = kPas.reduce<Normal>(
    ([a, b, c], kPa) => {
      const logFlow = (x: number, y: number) => Math.log(flowFor(model.lawOf(x, y), sections, kPa * 1e3));
      const [byX, byY] = slopes(logFlow, model.start);
      return [a + byX * byX, b + byX * byY, c + byY * byY];
    },
    [0, 0, 0],
  );
  const t = kPas.length > 2 ? student95(kPas.length - 2) : Number.POSITIVE_INFINITY;
  const reach = ([, of]: [string, (x: number, y: number) => number]) =>
    t *
    errorOf(
      slopes((x, y) => Math.log(of(x, y)), model.start),
      normal,
    );
  return Object.fromEntries(Object.entries(model.stated).map((entry) => [entry[0], reach(entry)]));
}

/** Sums of squares and products of the slopes of log flow by both parameters. */
type Normal = readonly [a: number, b: number, c: number];

const isSound = ([a, b, c]: Normal): boolean => a * c - b * b > 1e-12 * a * c;

/** Error of what has these slopes, for a scatter of 1. */
function errorOf([da, db]: Pair, [a, b, c]: Normal): number {
  return Math.sqrt((da * da * c - 2 * da * db * b + db * db * a) / (a * c - b * b));
}

const step = 1e-4;

function slopes(of: (x: number, y: number) => number, [x, y]: Pair): Pair {
  return [(of(x + step, y) - of(x - step, y)) / (2 * step), (of(x, y + step) - of(x, y - step)) / (2 * step)];
}

const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);

function descend(start: Pair, missing: (point: Pair) => number[]) {
  let point = start;
  let off = missing(point);
  let squares = sumOfSquares(off);
  if (!Number.isFinite(squares)) return null;
  let damping = 1e-3;
  let normal: Normal = [0, 0, 0];
  for (let turn = 0; turn < 60; turn++) {
    const [up, down] = [missing([point[0] + step, point[1]]), missing([point[0] - step, point[1]])];
    const [right, left] = [missing([point[0], point[1] + step]), missing([point[0], point[1] - step])];
    let [a, b, c, da, db] = [0, 0, 0, 0, 0];
    off.forEach((rest, i) => {
      const byX = (down[i] - up[i]) / (2 * step);
      const byY = (left[i] - right[i]) / (2 * step);
      a += byX * byX;
      b += byX * byY;
      c += byY * byY;
      da += byX * rest;
      db += byY * rest;
    });
    if (!Number.isFinite(a + b + c)) return null;
    normal = [a, b, c];
    let moved = false;
    for (let tries = 0; tries < 12 && !moved; tries++) {
      const [aa, cc] = [a * (1 + damping), c * (1 + damping)];
      const determinant = aa * cc - b * b;
      const next: Pair = [
        point[0] + bounded((da * cc - db * b) / determinant),
        point[1] + bounded((db * aa - da * b) / determinant),
      ];
      const trial = missing(next);
      const sum = sumOfSquares(trial);
      if (!(sum < squares)) {
        damping *= 8;
        continue;
      }
      moved = squares - sum > 1e-14 * (1 + squares);
      point = next;
      off = trial;
      squares = sum;
      damping /= 8;
      break;
    }
    if (!moved) break;
  }
  return { point, normal, squares };
}

/** No step beyond a factor of e at once: flows of a yielding ink end suddenly. */
const bounded = (by: number): number => Math.min(1, Math.max(-1, Number.isFinite(by) ? by : 0));
