import { noWell } from '../../finding/well-name.ts';
import type { Job } from '../../job/job.ts';
import type { Program } from '../../program/program.ts';
import type { Step } from '../../program/step.ts';
import { headerTool, type LoadedTool } from '../../program/tools/loaded-tool.ts';
import { totalProgram } from '../../program/total-program.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { CalibrationAsk, Trial } from './calibration-ask.ts';

export interface WeighingInput {
  readonly ask: CalibrationAsk;
  readonly job: Job;
  readonly loaded: LoadedTool;
  readonly trials: readonly Trial[];
  readonly vessel: PlacedVessel;
}

/** Extrusions into a dish on a balance's pan, each as long as the other; the print waits before and after each. */
export function weighingProgram({ ask, job, loaded, trials, vessel }: WeighingInput): Program {
  const { profile } = ask;
  const { tool, temperature } = loaded;
  const [{ x, y }] = vessel.wells;
  const above = [x, y, profile.safeZ].map((mm) => Math.round(mm * 1e6));
  const target = { of: 'tool', tool: tool.id } as const;
  const steps: Step[] = [];
  if (temperature !== null) steps.push({ kind: 'temperature', target, celsius: temperature, wait: true });
  steps.push({ kind: 'toolChange', from: null, to: tool.id });
  steps.push({
    kind: 'travel',
    points: Int32Array.from(above),
    speed: profile.motion.travelSpeed,
    why: 'approach',
  });
  for (const trial of trials) steps.push(...weighingSteps(trial, loaded));
  if (temperature !== null) steps.push({ kind: 'temperature', target, celsius: null, wait: false });
  return {
    header: {
      name: job.name,
      printer: profile.id,
      vessel: vessel.id,
      wells: [noWell],
      place: [],
      tools: [headerTool({ ...loaded, pressure: trials[0].kPa })],
      hashes: {},
      layers: 0,
      totals: totalProgram(steps, [loaded]),
    },
    steps,
    findings: [],
  };
}

function weighingSteps({ label, kPa, flowUl, seconds }: Trial, { tool }: LoadedTool): Step[] {
  const manual = kPa !== null && tool.pressure?.set === 'manual';
  const asked = manual ? `set ${tool.id} to ${kPa} kPa, ` : '';
  const set: Step[] = kPa === null ? [] : [{ kind: 'pressure', tool: tool.id, kPa }];
  return [
    ...set,
    { kind: 'pause', message: `Sample ${label}: ${asked}put a tared dish under ${tool.id}` },
    { kind: 'purge', tool: tool.id, volumeUl: flowUl * seconds, flow: flowUl },
    { kind: 'pause', message: `Sample ${label}: take the dish away and weigh it` },
  ];
}
