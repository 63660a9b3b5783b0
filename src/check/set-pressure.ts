import type { Finding } from '../finding/finding.ts';
import type { StrandStep } from '../program/step.ts';
import type { PhysicsContext, ToolPhysics } from './physics-context.ts';
import { highestPressure } from './pressure-limits.ts';
import { placeOf } from './strand-place.ts';

/** A strand and the pressure that is set while it prints. */
interface Driven {
  readonly step: StrandStep;
  readonly kPa: number;
}

/**
 * The pressure that the plan sets on a pressure-driven tool: within the tool's range, above what makes the ink yield,
 * and giving the planned flow within the band of the prediction. At most one finding, the gravest.
 */
export function setPressure(context: PhysicsContext, loaded: ToolPhysics): Finding[] {
  const { machine } = loaded;
  if (machine.kind !== 'pneumatic' && machine.kind !== 'valve') return [];
  const driven = drivenStrands(context, loaded);
  const limit = highestPressure(loaded, context.job);
  const floor = machine.pressure?.range[0] ?? 0;
  const high = limit?.kPa ?? Number.POSITIVE_INFINITY;
  const outside = driven.find(({ kPa }) => kPa < floor || kPa > high);
  const needed = outside === undefined ? undefined : loaded.flow?.through(outside.step.flow).pressureKpa;
  // Where the flow itself needs a pressure out of range, that is what is said.
  if (needed !== undefined && (needed < floor || needed > high)) return [];
  if (outside !== undefined) {
    const source = outside.kPa < floor ? `printer profile, ${loaded.tool.tool} pressure range` : limit!.source;
    return [outOfRange(outside, loaded.tool.tool, [floor, high], needed, source)];
  }
  const { flow } = loaded;
  if (flow === null) return [];
  const still = driven.find(({ kPa }) => kPa <= flow.startPressureKpa);
  if (still !== undefined) return [neverStarts(loaded, still.step, still.kPa)];
  let worst: Driven | null = null;
  let most = 0;
  for (const each of driven) {
    const { pressureKpa, band } = flow.through(each.step.flow);
    const off = Math.abs(Math.log(each.kPa / pressureKpa));
    if ((each.kPa >= band[0] && each.kPa <= band[1]) || off <= most + 1e-9) continue;
    worst = each;
    most = off;
  }
  return worst === null ? [] : [mismatch(loaded, worst.step, worst.kPa)];
}

function drivenStrands({ program }: PhysicsContext, { tool }: ToolPhysics): Driven[] {
  const driven: Driven[] = [];
  let kPa = tool.pressure;
  for (const step of program.steps) {
    if (step.kind === 'pressure' && step.tool === tool.tool) kPa = step.kPa;
    if (step.kind === 'strand' && step.tool === tool.tool && kPa !== null && step.flow > 0) driven.push({ step, kPa });
  }
  return driven;
}

function outOfRange(
  { step, kPa }: Driven,
  tool: string,
  [low, high]: readonly [number, number],
  needed: number | undefined,
  source: string,
): Finding {
  const fix = needed === undefined ? Math.min(Math.max(kPa, low), high) : Math.round(needed);
  return {
    gate: 'flow',
    code: 'set-pressure-outside',
    severity: 'refuse',
    where: placeOf(step),
    what: `The plan sets ${kPa} kPa on ${tool}; it may be ${low} to ${high} kPa.`,
    fix:
      needed === undefined
        ? `Set a pressure of ${low} to ${high} kPa.`
        : `Set ${fix} kPa, which the flow law gives for ${step.flow.toFixed(3)} µL/s, or leave the pressure out.`,
    numbers: { pressureKpa: kPa, lowKpa: low, highKpa: high, fixPressureKpa: fix },
    source,
  };
}

function neverStarts(loaded: ToolPhysics, step: StrandStep, kPa: number): Finding {
  const start = loaded.flow!.startPressureKpa;
  const needed = loaded.flow!.through(step.flow).pressureKpa;
  return {
    gate: 'flow',
    code: 'below-start-pressure',
    severity: 'refuse',
    where: placeOf(step),
    what: `${loaded.ink.id} does not flow at ${kPa} kPa: it yields at ${start.toFixed(1)} kPa in ${loaded.nozzle.label}.`,
    fix: `Set ${Math.ceil(needed)} kPa for ${step.flow.toFixed(3)} µL/s.`,
    numbers: { pressureKpa: kPa, startKpa: start, fixPressureKpa: Math.ceil(needed) },
    source: `ink ${loaded.ink.id}, yield stress`,
  };
}

function mismatch(loaded: ToolPhysics, step: StrandStep, kPa: number): Finding {
  const through = loaded.flow!.through(step.flow);
  const real = loaded.flow!.flowAt(kPa);
  const [low, high] = through.band;
  const speed = Number(((real / step.flow) * (step.askedSpeed ?? step.speed)).toPrecision(3));
  return {
    gate: 'flow',
    code: 'pressure-off',
    severity: 'warn',
    where: placeOf(step),
    what:
      `At ${kPa} kPa the law gives ${real.toFixed(3)} µL/s, the plan needs ${step.flow.toFixed(3)} µL/s: ` +
      `${through.pressureKpa.toFixed(0)} kPa (${low.toFixed(0)} to ${high.toFixed(0)}).`,
    fix: `Set ${Math.round(through.pressureKpa)} kPa, or move at ${speed} mm/s; a calibration settles it.`,
    numbers: {
      pressureKpa: kPa,
      flowUl: real,
      plannedFlowUl: step.flow,
      fixPressureKpa: Math.round(through.pressureKpa),
      fixSpeed: speed,
    },
    source: `ink ${loaded.ink.id}, rheology`,
  };
}
