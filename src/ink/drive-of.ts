import { cellLawOf } from './cell-lines.ts';
import { nozzleFlowOf } from './flow-through.ts';
import type { Ink } from './ink.ts';
import { type NozzleWish, nozzleOf } from './nozzle.ts';
import { type ChosenSpeed, speedFor } from './speed-for.ts';

/** What is known of a tool before the plan is made. mm, mm², mm/s, kPa, °C. */
export interface DriveWish {
  readonly ink: Ink;
  readonly nozzle: NozzleWish;
  /** °C of the cartridge; absent: as the law was measured. */
  readonly temperature?: number | null;
  /** Cross-section of most strands. */
  readonly area: number;
  /** `auto`: the highest that the limits allow. */
  readonly speed: number | 'auto';
  /** Fastest that the machine moves while printing, mm/s. */
  readonly fastest: number;
  /** kPa that tool, job and ink allow. */
  readonly pressureLimit?: number;
  readonly viabilityLimit?: number;
  readonly cells?: {
    readonly line: string;
    readonly viability: number;
    readonly law?: { readonly a: number; readonly b: number; readonly c: number };
  };
}

/** Pressure and speed of a tool; null where nobody can tell. */
export interface PhysicalDrive {
  readonly pressure: number | null;
  /** kPa */
  readonly band: readonly [low: number, high: number] | null;
  readonly speed: number | null;
  /** Why this speed, for `auto`. */
  readonly reason: string | null;
}

const slowest = 0.5;

/** The speed (when `auto`) and the pressure that drive an ink. Throws InputError for an impossible nozzle. */
export function driveOf(wish: DriveWish): PhysicalDrive {
  const flow = nozzleFlowOf(wish.ink, wish.temperature ?? null, nozzleOf(wish.nozzle));
  if (flow === null) return { pressure: null, band: null, speed: given(wish), reason: null };
  const law = wish.cells === undefined ? null : cellLawOf(wish.cells.line, wish.cells.law);
  const cells = law === null || wish.cells === undefined ? undefined : { law, viability: wish.cells.viability };
  const [least, most] = wish.ink.speed ?? [slowest, wish.fastest];
  const range = [least, Math.max(least, Math.min(most, wish.fastest))] as const;
  const { area, pressureLimit: pressureKpa, viabilityLimit: viability } = wish;
  const chosen: ChosenSpeed | null =
    wish.speed === 'auto' ? speedFor({ flow, area, range, pressureKpa, viability, cells }) : null;
  const speed = chosen === null ? given(wish) : chosen.speed;
  if (speed === null) return { pressure: null, band: null, speed, reason: chosen?.reason ?? null };
  const { pressureKpa: pressure, band } = flow.through(speed * area);
  return { pressure, band, speed, reason: chosen?.reason ?? null };
}

function given({ speed }: DriveWish): number | null {
  return speed === 'auto' ? null : speed;
}
