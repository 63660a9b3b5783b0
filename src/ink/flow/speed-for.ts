import type { CellLaw } from '../cell-lines.ts';
import { survive } from '../viability.ts';
import type { NozzleFlowCalculator } from './flow-through.ts';

/** What bounds the speed of a strand. Speeds in mm/s, area in mm². */
export interface SpeedWish {
  readonly flow: NozzleFlowCalculator;
  readonly area: number;
  /** Slowest and fastest speed that the ink and the machine allow. */
  readonly range: readonly [slowest: number, fastest: number];
  /** kPa that the tool can reach. */
  readonly pressureKpa?: number;
  /** Least fraction alive after the needle, loading included. */
  readonly viability?: number;
  readonly cells?: { readonly law: CellLaw; readonly viability: number };
}

export interface ChosenSpeed {
  /** null: no speed in the range keeps the limits. */
  readonly speed: number | null;
  /** What keeps it from being faster (or, with null, what no speed can keep). */
  readonly bound: 'range' | 'pressure' | 'viability';
  readonly reason: string;
}

/**
 * The highest speed that keeps every limit. Harm need not grow with speed (a thin ink is sheared more but for a
 * shorter time), so the whole range is scanned from the fast end and the edge is then narrowed by halving.
 */
export function speedFor(wish: SpeedWish): ChosenSpeed {
  const [slowest, fastest] = wish.range;
  const steps = 64;
  const at = (i: number) => fastest * (slowest / fastest) ** (i / steps);
  let broken: ChosenSpeed['bound'] | null = null;
  for (let i = 0; i <= steps; i++) {
    const now = brokenLimit(wish, at(i));
    if (now === null) return broken === null ? unbound(fastest) : edge(wish, at(i), at(i - 1));
    broken = now;
  }
  return { speed: null, bound: broken ?? 'range', reason: impossible(wish, broken ?? 'range', slowest, fastest) };
}

/** The limit that a speed breaks, pressure before viability, or null. */
function brokenLimit(wish: SpeedWish, speed: number): 'pressure' | 'viability' | null {
  const flow = wish.flow.through(speed * wish.area);
  if (wish.pressureKpa !== undefined && flow.pressureKpa > wish.pressureKpa) return 'pressure';
  if (wish.viability !== undefined && wish.cells !== undefined) {
    if (survive(wish.cells.law, flow.exposures).viability * wish.cells.viability < wish.viability) return 'viability';
  }
  return null;
}

function unbound(fastest: number): ChosenSpeed {
  return { speed: fastest, bound: 'range', reason: `${fastest} mm/s is the fastest that ink and machine allow` };
}

function edge(wish: SpeedWish, good: number, bad: number): ChosenSpeed {
  let low = good;
  let high = bad;
  for (let i = 0; i < 40 && high - low > 1e-6 * low; i++) {
    const middle = (low + high) / 2;
    if (brokenLimit(wish, middle) === null) low = middle;
    else high = middle;
  }
  const bound = brokenLimit(wish, high) ?? 'pressure';
  // Rounded down to what G-code can say, so that the limit is kept by the written speed too.
  const speed = Math.floor(low * 100) / 100 || low;
  const limit =
    bound === 'pressure'
      ? `the pressure would pass ${wish.pressureKpa} kPa`
      : `fewer than ${percent(wish.viability ?? 0)} of the cells would live`;
  return { speed, bound, reason: `above ${Number(speed.toPrecision(4))} mm/s ${limit}` };
}

function impossible(wish: SpeedWish, bound: string, slowest: number, fastest: number): string {
  const span = `${slowest} to ${fastest} mm/s`;
  if (bound === 'pressure') return `at no speed of ${span} does the pressure stay below ${wish.pressureKpa} kPa`;
  return `at no speed of ${span} do ${percent(wish.viability ?? 0)} of the cells live`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}
