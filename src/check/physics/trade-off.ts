import { nozzleFlowOf } from '../../ink/flow/flow-through.ts';
import { gauges } from '../../ink/flow/needle-table.ts';
import { type Nozzle, nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Job } from '../../job/job.ts';
import { type StrandStep, secondsOf } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { hasFlow, type PhysicsContext, type WithFlow } from './physics-context.ts';
import { highestPressure } from './pressure-limits.ts';
import { type Kind, kindsOf, kindsThrough, viabilityFloor, worstFlow } from './propose-fix.ts';

/** What one ink's flow does at other speeds and through other needles, all else as it is planned. */
export interface TradeOff {
  /** Key in the job's `inks`. */
  readonly ink: string;
  readonly needle: string;
  /** The present point: of `speeds` and of `needles`. */
  readonly now: TradePoint;
  /** Slow to fast. */
  readonly speeds: readonly TradePoint[];
  /** Thin to thick. */
  readonly needles: readonly TradePoint[];
  readonly limits: TradeLimits;
}

/** The worst over all strands of the ink. mm/s, mm, kPa, Pa, s; null where it is unknown. */
export interface TradePoint {
  readonly speed: number;
  readonly inner: number;
  /** Of the table of needles; null for another diameter. */
  readonly gauge: number | null;
  readonly pressureKpa: number;
  readonly bandKpa: readonly [low: number, high: number];
  readonly wallShearPa: number;
  readonly viability: number | null;
  /** Of the whole print, travel and ramps as planned; null for needles that lay other strands. */
  readonly seconds: number | null;
}

/** What the gates judge by; null: no such limit. */
export interface TradeLimits {
  readonly pressureKpa: { readonly low: number; readonly high: number; readonly source: string } | null;
  readonly viability: number | null;
  readonly seconds: number | null;
  /** mm/s window in which the ink prints well. */
  readonly speed: readonly [low: number, high: number] | null;
}

/** Points on the way from slow to fast. */
const steps = 32;

/** One for each ink whose flow law is known and that is printed. `totalS` is the time of the print. */
export function tradeOffs(context: PhysicsContext, totalS: number): TradeOff[] {
  return [...context.tools.values()].flatMap((loaded) => {
    const strands = context.strands.filter((step) => step.tool === loaded.tool.id && step.flow > 0);
    return strands.length === 0 || !hasFlow(loaded) ? [] : [tradeOff(loaded, strands, context, totalS)];
  });
}

function tradeOff(loaded: WithFlow, strands: readonly StrandStep[], context: PhysicsContext, totalS: number): TradeOff {
  const { job, profile } = context;
  const kinds = kindsOf(strands);
  const fastest = Math.max(...kinds.map(({ speed }) => speed));
  const time = timeAt(strands, totalS);
  const most = Math.min(profile.motion.maxSpeed.x, profile.motion.maxSpeed.y, Math.max(4 * fastest, 20));
  const least = Math.min(1, fastest / 4);
  const speeds = Array.from({ length: steps + 1 }, (_, i) => least * (most / least) ** (i / steps));
  const { nozzle, settings } = loaded;
  const here = {
    gauge: settings.nozzle.inner === undefined ? (settings.nozzle.gauge ?? null) : null,
    inner: nozzle.inner,
  };
  const at = (speed: number) => ({ ...here, ...worstOf(loaded, atSpeed(kinds, speed)), speed, seconds: time(speed) });
  const own = settings.width === undefined;
  const needles = otherNeedles(loaded).flatMap(([gauge, needle]) => {
    const trial = kindsThrough(needle.inner, kinds, own);
    const flow = nozzleFlowOf(loaded.material, loaded.celsius, needle);
    if (trial === null || flow === null) return [];
    const worst = worstOf({ ...loaded, nozzle: needle, flow }, trial);
    return [{ gauge, inner: needle.inner, ...worst, speed: fastest, seconds: own ? null : totalS }];
  });
  const now = { ...here, ...worstOf(loaded, kinds), speed: fastest, seconds: totalS };
  return {
    ink: loaded.ink,
    needle: nozzle.label,
    now,
    speeds: [...speeds.filter((speed) => Math.abs(speed - fastest) > 1e-9).map(at), at(fastest)].sort(
      (a, b) => a.speed - b.speed,
    ),
    needles: [...needles, now].sort((a, b) => a.inner - b.inner),
    limits: limitsOf(loaded, job),
  };
}

/** One speed for all strands: that is what a job can say. */
const atSpeed = (kinds: readonly Kind[], speed: number): Kind[] => kinds.map((kind) => ({ ...kind, speed }));

function worstOf(loaded: WithFlow, kinds: readonly Kind[]) {
  const { kPa, band, wallShearPa, viability } = worstFlow(loaded, kinds);
  return { pressureKpa: kPa, bandKpa: band, wallShearPa, viability: Number.isNaN(viability) ? null : viability };
}

/** Every other inner diameter of the table, of the same length and taper; gauges that share one are one. */
function otherNeedles({ nozzle, settings }: LoadedTool): (readonly [gauge: number, needle: Nozzle])[] {
  const { inner: _inner, outer: _outer, ...rest } = settings.nozzle;
  const seen = new Set([nozzle.inner]);
  return gauges.flatMap((gauge) => {
    const { inner } = nozzleOf({ gauge });
    if (seen.has(inner) || (settings.nozzle.shape === 'tapered' && inner >= nozzle.inlet)) return [];
    seen.add(inner);
    return [[gauge, nozzleOf({ ...rest, gauge })] as const];
  });
}

/** Strands take their time in proportion to 1 / speed; ways, ramps and waits stay as planned. */
function timeAt(strands: readonly StrandStep[], totalS: number): (speed: number) => number {
  let printing = 0;
  let way = 0;
  for (const step of strands) {
    const seconds = secondsOf(step);
    printing += seconds;
    way += seconds * (step.askedSpeed ?? step.speed);
  }
  return (speed) => totalS - printing + way / speed;
}

function limitsOf(loaded: LoadedTool, job: Job): TradeLimits {
  const high = highestPressure(loaded, job);
  const { timeOnCells } = job.limits;
  return {
    pressureKpa: high && { low: loaded.tool.pressure?.range[0] ?? 0, high: high.kPa, source: high.source },
    viability: loaded.cells === null ? null : viabilityFloor(job).limit,
    seconds: timeOnCells === undefined || loaded.cells === null ? null : timeOnCells * 60,
    speed: loaded.material.speed ?? null,
  };
}
