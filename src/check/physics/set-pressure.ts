import { changing, type Finding, type JobChange } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import { isDot } from '../../laydown/strand.ts';
import { plannedFlow, type StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { placeOf } from '../space/strand-place.ts';
import { hasFlow, type PhysicsContext, type WithFlow } from './physics-context.ts';
import { highestPressure } from './pressure-limits.ts';

type Range = readonly [low: number, high: number];

/** A strand and the pressure that is set while it prints. */
interface Driven {
  readonly step: StrandStep;
  readonly kPa: number;
}

/** A set pressure may drive so many times the planned flow, or so small a share of it, without a word. */
const mostUnsaid = 1.2;
/** Beyond this ratio it is refused, where even the near edge of the pressure's band leaves it so far off. */
const mostOff = 1.5;

/**
 * The pressure that the plan sets on a pressure-driven tool: within the tool's range, above what makes the ink yield,
 * and giving the planned flow. At most one finding, the gravest.
 */
export function setPressure(context: PhysicsContext, loaded: LoadedTool): Finding[] {
  const { tool, flow } = loaded;
  if (tool.kind !== 'pneumatic' && tool.kind !== 'valve') return [];
  const driven = drivenStrands(context, loaded);
  const limit = highestPressure(loaded, context.job);
  const floor = tool.pressure?.range[0] ?? 0;
  const high = limit?.kPa ?? Number.POSITIVE_INFINITY;
  const outside = driven.find(({ kPa }) => kPa < floor || kPa > high);
  const needed = outside === undefined ? undefined : flow?.through(plannedFlow(outside.step)).pressureKpa;
  // Where the flow itself needs a pressure out of range, that is what is said.
  if (needed !== undefined && (needed < floor || needed > high)) return [];
  if (outside !== undefined) {
    const source =
      limit === null || outside.kPa < floor ? `printer profile, ${loaded.tool.id} pressure range` : limit.source;
    return [outOfRange(outside, loaded, [floor, high], needed, source)];
  }
  if (!hasFlow(loaded)) return [];
  const still = driven.find(({ kPa }) => kPa <= loaded.flow.startPressureKpa);
  const fixes = (kPa: number, value: number) => pressureFor(loaded, driven, kPa, value, [floor, high]);
  if (still !== undefined) return [neverStarts(loaded, still, fixes)];
  const worst = worstOff(loaded, driven);
  return worst === null ? [] : [mismatch(loaded, worst, isVaried(context, loaded, driven), fixes)];
}

function drivenStrands({ program }: PhysicsContext, { tool, pressure }: LoadedTool): Driven[] {
  const driven: Driven[] = [];
  let kPa = pressure;
  for (const step of program.steps) {
    if (step.kind === 'pressure' && step.tool === tool.id) kPa = step.kPa;
    if (step.kind === 'strand' && step.tool === tool.id && kPa !== null && step.flow > 0) driven.push({ step, kPa });
  }
  return driven;
}

/** The strand whose flow is furthest from the plan's, or null where none is far. */
function worstOff({ flow }: WithFlow, driven: readonly Driven[]): Driven | null {
  let worst: Driven | null = null;
  let most = Math.log(mostUnsaid);
  const real = new Map<number, number>();
  for (const each of driven) {
    const flows = real.get(each.kPa) ?? flow.flowAt(each.kPa);
    real.set(each.kPa, flows);
    const off = Math.abs(Math.log(flows / plannedFlow(each.step)));
    if (off <= most + 1e-9) continue;
    worst = each;
    most = off;
  }
  return worst;
}

/** Whether the experiment is about the pressure: it differs between wells, or is set for some of them. */
function isVaried({ job }: PhysicsContext, { ink }: LoadedTool, driven: readonly Driven[]): boolean {
  if (driven.some(({ kPa }) => kPa !== driven[0].kPa)) return true;
  const names = [...Object.keys(job.sweep ?? {}), ...Object.values(job.wells ?? {}).flatMap((own) => Object.keys(own))];
  return names.some((name) => name === 'pressure' || name === `inks.${ink}.pressure`);
}

const pressureChange = (ink: string, kPa: number, value: number): JobChange => ({
  what: `${value} kPa instead of ${short(kPa)} kPa`,
  path: ['inks', ink, 'pressure'],
  value,
});

/** That pressure, where it lies in the range of the tool and drives every strand near enough to its plan. */
function pressureFor(
  loaded: WithFlow,
  driven: readonly Driven[],
  kPa: number,
  value: number,
  range: Range,
): JobChange[] {
  if (value < range[0] || value > range[1] || value <= loaded.flow.startPressureKpa) return [];
  const off = worstOff(
    loaded,
    driven.map(({ step }) => ({ step, kPa: value })),
  );
  return off === null ? [pressureChange(loaded.ink, kPa, value)] : [];
}

function outOfRange(
  { step, kPa }: Driven,
  { ink, tool: { id } }: LoadedTool,
  [low, high]: Range,
  needed: number | undefined,
  source: string,
): Finding {
  const fix = needed === undefined ? Math.min(Math.max(kPa, low), high) : Math.round(needed);
  return {
    gate: 'flow',
    code: 'set-pressure-outside',
    severity: 'refuse',
    where: placeOf(step),
    what: `The plan sets ${kPa} kPa on ${id}; it may be ${low} to ${high} kPa.`,
    fix:
      needed === undefined
        ? `Set a pressure of ${low} to ${high} kPa.`
        : `Set ${fix} kPa, which the flow law gives for ${plannedFlow(step).toFixed(3)} µL/s, or leave the pressure out.`,
    ...changing(fix >= low && fix <= high ? [pressureChange(ink, kPa, fix)] : []),
    numbers: { pressureKpa: kPa, lowKpa: low, highKpa: high, fixPressureKpa: fix },
    source,
  };
}

type Fixes = (kPa: number, value: number) => JobChange[];

function neverStarts(loaded: WithFlow, { step, kPa }: Driven, fixes: Fixes): Finding {
  const start = loaded.flow.startPressureKpa;
  const needed = loaded.flow.through(plannedFlow(step)).pressureKpa;
  return {
    gate: 'flow',
    code: 'below-start-pressure',
    severity: 'refuse',
    where: placeOf(step),
    what: `${loaded.material.id} does not flow at ${kPa} kPa: it yields at ${start.toFixed(1)} kPa in ${loaded.nozzle.label}.`,
    fix: `Set ${Math.ceil(needed)} kPa for ${plannedFlow(step).toFixed(3)} µL/s.`,
    ...changing(fixes(kPa, Math.ceil(needed))),
    numbers: { pressureKpa: kPa, startKpa: start, fixPressureKpa: Math.ceil(needed) },
    source: `ink ${loaded.material.id}, yield stress`,
  };
}

function mismatch(loaded: WithFlow, { step, kPa }: Driven, varied: boolean, fixes: Fixes): Finding {
  const flow = loaded.flow;
  const planned = plannedFlow(step);
  const { pressureKpa: needed, band } = flow.through(planned);
  const real = flow.flowAt(kPa);
  const ratio = real / planned;
  const least = nearRatio(loaded, kPa, planned);
  const far = Math.max(least, 1 / least) > mostOff && !varied;
  const speed = Number((ratio * (step.askedSpeed ?? step.speed)).toPrecision(3));
  const words = far
    ? ` Even at the near edge of that band it would be ${least.toPrecision(3)} times the plan.`
    : ' Flow, shear, width, survival and supply are reckoned with what this pressure drives.';
  return {
    gate: 'flow',
    code: 'pressure-off',
    severity: far ? 'refuse' : 'warn',
    where: placeOf(step),
    what:
      `At ${kPa} kPa the law gives ${real.toFixed(3)} µL/s, ${ratio.toPrecision(3)} times the ${planned.toFixed(3)} µL/s of the plan, ` +
      `which needs ${needed.toFixed(0)} kPa (${band[0].toFixed(0)} to ${band[1].toFixed(0)}).${words}`,
    fix: `Set ${Math.round(needed)} kPa, or move at ${speed} mm/s; a calibration settles it.`,
    ...changing(varied ? [] : [...fixes(kPa, Math.round(needed)), ...speedFor(loaded, step, speed)]),
    numbers: {
      pressureKpa: kPa,
      flowUl: real,
      plannedFlowUl: planned,
      ratio,
      nearRatio: least,
      lowKpa: band[0],
      highKpa: band[1],
      fixPressureKpa: Math.round(needed),
      fixSpeed: speed,
    },
    source: `ink ${loaded.material.id}, rheology`,
  };
}

/**
 * The ratio of flows if the ink needed, of all pressures in its band, the one nearest to what is set: an ink that needs
 * f times the pressure for every flow gives at P what the law gives at P / f.
 */
function nearRatio({ flow }: WithFlow, kPa: number, planned: number): number {
  const { pressureKpa, band } = flow.through(planned);
  const near = Math.min(Math.max(kPa, band[0]), band[1]);
  return flow.flowAt((kPa * pressureKpa) / near) / planned;
}

/** The speed at which the set pressure drives what is planned, where the job gives the ink one within its window. */
function speedFor({ ink, speed, material }: WithFlow, { strand, askedSpeed }: StrandStep, value: number): JobChange[] {
  const [least, most] = material.speed ?? [0, Number.POSITIVE_INFINITY];
  // A strand that is dosed at rest has no speed of its own.
  if (isDot(strand) || (askedSpeed ?? speed) !== speed || value < least || value > most) return [];
  return [{ what: `${value} mm/s instead of ${short(speed)} mm/s`, path: ['inks', ink, 'speed'], value }];
}
