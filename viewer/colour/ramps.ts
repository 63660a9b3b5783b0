import { fromLch, mix, type Oklab, type Rgb, toRgb } from './oklab.ts';

export type Theme = 'dark' | 'light';

/**
 * A ramp from deep blue over grey to warm yellow: lightness rises evenly, and hue runs along the axis that people with
 * red-green colour blindness see. Never a rainbow.
 */
export function sequential(theme: Theme, t: number): Rgb {
  const [low, high] =
    theme === 'dark'
      ? [fromLch(0.42, 0.13, 262), fromLch(0.93, 0.14, 96)]
      : [fromLch(0.4, 0.13, 262), fromLch(0.87, 0.15, 90)];
  return toRgb(arc(low, high, t));
}

/** What lies on the wrong side of a limit: vermilion, the darker the further beyond. */
export function beyondLimit(theme: Theme, t: number): Rgb {
  const near = theme === 'dark' ? fromLch(0.74, 0.15, 48) : fromLch(0.68, 0.16, 48);
  const far = theme === 'dark' ? fromLch(0.52, 0.19, 30) : fromLch(0.45, 0.18, 30);
  return toRgb(mix(near, far, t));
}

// A straight line between blue and yellow passes grey; a little green in the middle keeps neighbours apart.
function arc(low: Oklab, high: Oklab, t: number): Oklab {
  const straight = mix(low, high, t);
  const bend = 4 * t * (1 - t);
  return { L: straight.L, a: straight.a - 0.05 * bend, b: straight.b };
}

export interface Limit {
  readonly value: number;
  /** Which side of the value is wrong. */
  readonly wrong: 'above' | 'below';
}

/** Colour of a value within a range; beyond the limit the ramp changes hue. Values outside the range take its ends. */
export function rampColour(theme: Theme, value: number, low: number, high: number, limit: Limit | null): Rgb {
  const span = high - low;
  const t = span > 0 ? Math.min(Math.max((value - low) / span, 0), 1) : 0.5;
  if (limit && (limit.wrong === 'above' ? value > limit.value : value < limit.value)) {
    const end = limit.wrong === 'above' ? high : low;
    const room = Math.abs(end - limit.value);
    return beyondLimit(theme, room > 0 ? Math.min(Math.abs(value - limit.value) / room, 1) : 0);
  }
  return sequential(theme, t);
}

/** Round values for the legend, about `count` of them, all within [low, high]. */
export function niceTicks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low] : [];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  // Ten times the power is always enough.
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw * 0.999)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}
