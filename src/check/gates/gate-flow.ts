import { changing, type JobChange, type Judgement } from '../../finding/finding.ts';
import { decimals } from '../../finding/number-words.ts';
import type { Job } from '../../job/job.ts';
import { plannedFlow, type StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { driveLimits } from '../physics/drive-limits.ts';
import { lawTrust } from '../physics/law-trust.ts';
import { hasFlow, leastFlow, type PhysicsContext, type WithFlow } from '../physics/physics-context.ts';
import { highestPressure } from '../physics/pressure-limits.ts';
import { changesOf, type Fix, fixText, merged, passesFaster, proposeFixes } from '../physics/propose-fix.ts';
import { setPressure } from '../physics/set-pressure.ts';
import { worstStrand } from '../physics/worst-strand.ts';
import { placeOf } from '../space/strand-place.ts';

/** Refuses what the tool cannot push: pressure or flow out of its range, or an ink that would not even start. */
export function gateFlow(context: PhysicsContext): Judgement[] {
  const findings: Judgement[] = [];
  for (const loaded of context.tools.values()) {
    const strands = context.strands.filter((step) => step.tool === loaded.tool.id && step.flow > 0);
    if (strands.length === 0) continue;
    findings.push(
      ...flowRange(context, loaded, strands),
      ...driveLimits(loaded, strands),
      ...setPressure(context, loaded),
    );
    if (!hasFlow(loaded)) {
      findings.push(withoutLaw(loaded));
      continue;
    }
    const fixes = once(() => proposeFixes(loaded, strands, context.job));
    findings.push(...lawTrust(context, loaded, strands), ...pressureRange(context, loaded, strands, fixes));
  }
  return findings;
}

function once<T>(compute: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= compute());
}

function withoutLaw({ ink, material, tool }: LoadedTool): Judgement {
  return {
    code: 'flow-law-missing',
    severity: 'warn',
    where: { ink: ink, tool: tool.id },
    what: `No flow law is known for ${material.id}: pressure, shear and survival cannot be predicted.`,
    fix: material.measure,
    source: `ink ${material.id}`,
  };
}

function flowRange({ job }: PhysicsContext, loaded: LoadedTool, strands: readonly StrandStep[]): Judgement[] {
  const { tool } = loaded;
  if (tool.flow === null) return [];
  const [low, high] = tool.flow;
  const fastest = worstStrand(strands, (step) => step.flow);
  const slowest = worstStrand(strands, (step) => -leastFlow(step));
  const worst = fastest.flow > high ? fastest : leastFlow(slowest) < low ? slowest : null;
  if (worst === null) return [];
  const tooFast = worst.flow > high;
  const limit = tooFast ? high : low;
  const flow = tooFast ? worst.flow : leastFlow(worst);
  const raw = (limit / flow) * worst.speed;
  // Rounded towards the allowed side, so that the speed told does pass.
  const speed = tooFast ? Math.floor(raw * 100) / 100 : Math.ceil(raw * 100) / 100;
  const count = strands.filter((step) => (tooFast ? step.flow > high : leastFlow(step) < low)).length;
  return [
    {
      code: tooFast ? 'flow-too-high' : 'flow-too-low',
      severity: 'refuse',
      where: placeOf(worst),
      what: `${count} strands flow ${tooFast ? 'up' : 'down'} to ${flow.toFixed(3)} µL/s; ${tool.id} delivers ${low} to ${high} µL/s.`,
      fix: `${speed} mm/s instead of ${decimals(worst.speed, 2)} mm/s on strand ${worst.id}, or a ${tooFast ? 'smaller' : 'larger'} strand.`,
      ...changing(flowingWithin(loaded, strands, [low, high], limit / flow, job)),
      numbers: { flowUl: flow, lowUl: low, highUl: high, strands: count, fixSpeed: speed },
      source: `printer profile, ${tool.id} flow`,
    },
  ];
}

/** The speed of the ink at which all its strands flow so many times as fast, where all of them then pass. */
function flowingWithin(
  loaded: LoadedTool,
  strands: readonly StrandStep[],
  [low, high]: readonly [number, number],
  times: number,
  job: Job,
): JobChange[] {
  const raw = times * loaded.speed;
  const speed = times < 1 ? Math.floor(raw * 100) / 100 : Math.ceil(raw * 100) / 100;
  const real = speed / loaded.speed;
  const isWithin = strands.every((step) => step.flow * real <= high && leastFlow(step) * real >= low);
  if (!isWithin || (loaded.flow !== null && !passesFaster(real, loaded, strands, job))) return [];
  const what = `${speed} mm/s instead of ${decimals(loaded.speed, 2)} mm/s`;
  return [{ what, path: ['inks', loaded.ink, 'speed'], value: speed }];
}

function pressureRange(
  { job }: PhysicsContext,
  loaded: WithFlow,
  strands: readonly StrandStep[],
  fixes: () => Fix[],
): Judgement[] {
  const { tool, nozzle, settings, flow } = loaded;
  const limit = highestPressure(loaded, job);
  const floor = tool.pressure?.range[0] ?? 0;
  const set = settings.pressure;
  // What a pressure of the job's own drives is judged by itself.
  if (set !== undefined && set >= floor && set <= (limit?.kPa ?? Number.POSITIVE_INFINITY)) return [];
  const pressureOf = (step: StrandStep) => flow.through(plannedFlow(step)).pressureKpa;
  const worst = worstStrand(strands, plannedFlow);
  const weakest = worstStrand(strands, (step) => -plannedFlow(step));
  const kPa = pressureOf(worst);
  const [low, high] = flow.through(plannedFlow(worst)).band;
  const common = { where: placeOf(worst), source: limit?.source };
  const stated = `${kPa.toFixed(0)} kPa (${low.toFixed(0)} to ${high.toFixed(0)}) through ${nozzle.label}`;
  if (limit !== null && kPa > limit.kPa) {
    const found = fixes();
    return [
      {
        code: 'pressure-too-high',
        severity: 'refuse',
        ...common,
        what: `${plannedFlow(worst).toFixed(3)} µL/s of ${loaded.material.id} needs ${stated}; the limit is ${limit.kPa} kPa.`,
        fix: fixText(found, 'No needle, speed or temperature passes: take a thinner ink or a larger strand.'),
        ...changesOf(found),
        numbers: { pressureKpa: kPa, bandLowKpa: low, bandHighKpa: high, limitKpa: limit.kPa, ...merged(found) },
      },
    ];
  }
  const least = pressureOf(weakest);
  if (least < floor) {
    const found = fixes();
    return [
      {
        code: 'pressure-too-low',
        severity: 'refuse',
        where: placeOf(weakest),
        source: `printer profile, ${tool.id} pressure range`,
        what: `Strand ${weakest.id} needs only ${least.toFixed(1)} kPa; ${tool.id} holds no less than ${floor} kPa.`,
        fix: fixText(found, 'Take a thinner needle or a higher speed.'),
        ...changesOf(found),
        numbers: { pressureKpa: least, limitKpa: floor, ...merged(found) },
      },
    ];
  }
  if (limit === null || high <= limit.kPa) return [];
  return [
    {
      code: 'pressure-near-limit',
      severity: 'warn',
      ...common,
      what: `${loaded.material.id} needs ${stated}: within the tolerance of needle and ink it may pass ${limit.kPa} kPa.`,
      fix: 'Calibrate the flow with the needle to be used, or take the next wider needle.',
      numbers: { pressureKpa: kPa, bandLowKpa: low, bandHighKpa: high, limitKpa: limit.kPa },
    },
  ];
}
