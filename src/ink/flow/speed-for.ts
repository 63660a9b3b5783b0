import type { CellLaw } from '../cell-lines.ts';
import { survive } from '../viability.ts';
import type { NozzleFlowCalculator } from './flow-through.ts';

/** What bounds the speed of a strand. Speeds in mm/s, area in mm². */
export interface SpeedRequest {
  readonly flow: NozzleFlowCalculator;
  readonly area: number;
  /** Slowest and fastest speed that the ink and the machine allow. */
  readonly range: readonly [slowest: number, fastest: number];
  /** kPa that the tool can reach. */
  readonly pressureKpa?: number | undefined;
  /** Least fraction alive after the needle, loading included. */
  readonly viability?: number | undefined;
  readonly cells?: { readonly law: CellLaw; readonly viability: number } | undefined;
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
export function speedFor(request: SpeedRequest): ChosenSpeed {
  const [slowest, fastest] = request.range;
  const steps = 64;
  const at = (i: number) => fastest * (slowest / fastest) ** (i / steps);
  let broken: ChosenSpeed['bound'] | null = null;
  for (let i = 0; i <= steps; i++) {
    const now = brokenLimit(request, at(i));
    if (now === null) return broken === null ? unbound(fastest) : edge(request, at(i), at(i - 1));
    broken = now;
  }
  return { speed: null, bound: broken ?? 'range', reason: impossible(request, broken ?? 'range', slowest, fastest) };
}

/** The limit that a speed breaks, pressure before viability, or null. */
function brokenLimit(request: SpeedRequest, speed: number): 'pressure' | 'viability' | null {
  const flow = request.flow.through(speed * request.area);
  if (request.pressureKpa !== undefined && flow.pressureKpa > request.pressureKpa) return 'pressure';
  if (request.viability !== undefined && request.cells !== undefined) {
    if (survive(request.cells.law, flow.exposures).viability * request.cells.viability < request.viability)
      return 'viability';
  }
  return null;
}

function unbound(fastest: number): ChosenSpeed {
  return { speed: fastest, bound: 'range', reason: `${fastest} mm/s is the fastest that ink and machine allow` };
}

function edge(request: SpeedRequest, good: number, bad: number): ChosenSpeed {
  let low = good;
  let high = bad;
  for (let i = 0; i < 40 && high - low > 1e-6 * low; i++) {
    const middle = (low + high) / 2;
    if (brokenLimit(request, middle) === null) low = middle;
    else high = middle;
  }
  const bound = brokenLimit(request, high) ?? 'pressure';
  // Rounded down to what G-code can say, so that the limit is kept by the written speed too.
  const speed = Math.floor(low * 100) / 100 || low;
  const limit =
    bound === 'pressure'
      ? `the pressure would pass ${request.pressureKpa} kPa`
      : `fewer than ${percent(request.viability ?? 0)} of the cells would live`;
  return { speed, bound, reason: `above ${Number(speed.toPrecision(4))} mm/s ${limit}` };
}

function impossible(request: SpeedRequest, bound: string, slowest: number, fastest: number): string {
  const span = `${slowest} to ${fastest} mm/s`;
  if (bound === 'pressure') return `at no speed of ${span} does the pressure stay below ${request.pressureKpa} kPa`;
  return `at no speed of ${span} do ${percent(request.viability ?? 0)} of the cells live`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(3))} %`;
}
