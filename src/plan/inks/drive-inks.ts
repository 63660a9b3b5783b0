import type { Finding } from '../../finding/finding.ts';
import type { NozzleFlowCalculator } from '../../ink/flow/flow-through.ts';
import { type ChosenSpeed, speedFor } from '../../ink/flow/speed-for.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { Construct } from '../../laydown/construct.ts';
import { isDot } from '../../laydown/strand.ts';
import type { Profile } from '../../printer/profile.ts';
import { nominalSection } from '../../program/nominal-section.ts';
import { driveTool } from '../../program/tools/assign-tools.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { steadyFinding, steadySpeed } from './steady-speed.ts';

export interface DrivenInks {
  readonly tools: readonly LoadedTool[];
  readonly findings: readonly Finding[];
}

/** Viability asked of `speed: auto` where the job sets no limit. */
const leastViability = 0.8;
/** Share by which two flows may differ and be one: below what a balance tells apart. */
const sameFlow = 1e-4;
/** Range of speeds tried where the ink does not say: what extrusion bioprinters are used at, mm/s. */
const usualSpeeds: readonly [number, number] = [0.5, 20];

/**
 * What the flow physics says of each ink on its needle: the speed where the job leaves it open (`auto`), with the
 * reason, and the pressure that gives the flow of its nominal strand (of its widest where a plunger drives it).
 */
export function driveInks(job: Job, profile: Profile, tools: readonly LoadedTool[], construct: Construct): DrivenInks {
  const areas = widestAreas(construct);
  const findings: Finding[] = [];
  const driven = tools.map((loaded) => {
    const { ink, tool, flow } = loaded;
    const { speed: own, pressure: set } = loaded.settings;
    const widest = areas.get(ink);
    const steady = steadyOf(job, profile, loaded, construct);
    if (flow === null || widest === undefined) {
      if (steady === null) return loaded;
      findings.push(steadyFinding(loaded, loaded.speed, Math.min(loaded.speed, steady)));
      return driveTool(loaded, { steady });
    }
    // Under one pressure all strands have the flow of the nominal one; a plunger is hardest pressed by the widest.
    const area = tool.dispenser.by === 'plunger' ? widest : nominalSection(construct, ink, loaded.width);
    // A pressure that the job sets drives its own flow; below the start pressure none, which the flow gate refuses.
    const real = set === undefined || tool.pressure === null ? 0 : flow.flowAt(set);
    let { speed } = loaded;
    if ((own ?? job.speed) === 'auto') {
      const chosen =
        // A real flow comes from a set pressure.
        real > 0 ? speedOfFlow(profile, loaded, real / area, set!) : fastestSpeed(job, profile, loaded, flow, area);
      speed = chosen.speed ?? speed;
      findings.push(chosenSpeed(ink, tool.id, chosen));
    }
    if (steady !== null) {
      findings.push(steadyFinding(loaded, speed, Math.min(speed, steady)));
      speed = Math.min(speed, steady);
    }
    const ratio = real > 0 ? real / (speed * area) : 1;
    const flowRatio = Math.abs(ratio - 1) < sameFlow ? 1 : ratio;
    return driveTool(loaded, { pressure: flow.through(speed * area).pressureKpa, speed, flowRatio });
  });
  return { tools: driven, findings };
}

/** mm/s at most where the job wants ink steady by speed, and a valve lets it flow; null elsewhere. */
function steadyOf(job: Job, profile: Profile, { ink, tool }: LoadedTool, construct: Construct): number | null {
  if (job.steady !== 'speed' || tool.dispenser.by === 'plunger') return null;
  return steadySpeed(construct, ink, profile);
}

/** `auto` under a pressure that the job sets: as fast as its flow fills the nominal strand. */
function speedOfFlow(profile: Profile, { material }: LoadedTool, wanted: number, kPa: number): ChosenSpeed {
  const [least, most] = speedRange(profile, material);
  const speed = Math.min(most, Math.max(least, Number(wanted.toPrecision(4))));
  return {
    speed,
    bound: 'pressure',
    reason: `the flow at ${kPa} kPa fills its strand at ${wanted.toPrecision(4)} mm/s`,
  };
}

/** Speeds that ink and machine allow, mm/s. */
function speedRange({ motion }: Profile, { speed }: Ink): readonly [least: number, most: number] {
  const [least, most] = speed ?? usualSpeeds;
  return [least, Math.max(least, Math.min(most, motion.maxSpeed.x, motion.maxSpeed.y))];
}

function fastestSpeed(
  job: Job,
  profile: Profile,
  { material, tool, cells, cellLaw }: LoadedTool,
  flow: NozzleFlowCalculator,
  area: number,
): ChosenSpeed {
  return speedFor({
    flow,
    area,
    range: speedRange(profile, material),
    pressureKpa: lowest(tool.pressure?.range[1], job.limits.pressure, material.maxPressure),
    viability: cells === null ? undefined : (job.limits.viability ?? leastViability),
    cells: cellLaw === null || cells === null ? undefined : { law: cellLaw, viability: cells.viability },
  });
}

function chosenSpeed(ink: string, tool: string, { speed, reason }: ChosenSpeed): Finding {
  const common = { gate: 'plan', code: 'speed-chosen', where: { ink, tool } } as const;
  if (speed === null) {
    const fix = 'Take a wider needle, a thinner ink or other limits.';
    return { ...common, severity: 'warn', what: `No speed suits ${ink}: ${reason}.`, fix };
  }
  const what = `${ink} is printed at ${Number(speed.toPrecision(4))} mm/s: ${reason}.`;
  return { ...common, severity: 'note', what, numbers: { speed } };
}

function widestAreas(construct: Construct): Map<string, number> {
  const areas = new Map<string, number>();
  for (const { strands } of construct.layers) {
    for (const strand of strands) {
      const { ink, width, height, area } = strand;
      const section = isDot(strand) ? Math.min(area, width * height) : area;
      areas.set(ink, Math.max(areas.get(ink) ?? 0, section));
    }
  }
  return areas;
}

function lowest(...limits: (number | undefined)[]): number | undefined {
  const known = limits.filter((limit) => limit !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
