/**
 * The positive x where the positive, increasing function f reaches `target` (> 0), to about 1e-13 relative: a secant
 * in log-log coordinates, where flow laws are nearly straight, kept inside a bracket. `guess` must be positive. Ends
 * after 200 evaluations with the best x found; NaN when no x between 1e-300 and 1e300 reaches the target.
 */
export function solveIncreasing(f: (x: number) => number, target: number, guess: number): number {
  const goal = Math.log(target);
  const residual = (x: number) => Math.log(f(Math.exp(x))) - goal;
  let low = Math.log(guess);
  let lowResidual = residual(low);
  if (lowResidual === 0) return guess;
  const direction = lowResidual < 0 ? 1 : -1;
  let high = low;
  let highResidual = lowResidual;
  for (let step = 0.7; highResidual * direction < 0; step *= 2) {
    low = high;
    lowResidual = highResidual;
    high += direction * step;
    if (Math.abs(high) > 690) return Number.NaN;
    highResidual = residual(high);
  }
  return Math.exp(narrow(residual, [low, lowResidual], [high, highResidual]));
}

type Point = readonly [x: number, residual: number];

function narrow(residual: (x: number) => number, first: Point, second: Point): number {
  let [below, above] = first[1] < 0 ? [first, second] : [second, first];
  let before = first;
  let last = second;
  for (let i = 0; i < 200 && last[1] !== 0; i++) {
    const secant = last[0] - (last[1] * (last[0] - before[0])) / (last[1] - before[1]);
    const inside = secant > Math.min(below[0], above[0]) && secant < Math.max(below[0], above[0]);
    const x = inside ? secant : (below[0] + above[0]) / 2;
    const point: Point = [x, residual(x)];
    if (point[1] < 0) below = point;
    else above = point;
    const moved = Math.abs(x - last[0]);
    before = last;
    last = point;
    if (moved < 1e-13 || Math.abs(above[0] - below[0]) < 1e-14) break;
  }
  return last[0];
}
