import { dialectOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { CureStep, Step } from '../../program/step.ts';
import { addPoints, emptyGap, type Gap, type Offset, wait, writtenOffset } from './gap.ts';

/** Before, between and after the strands of a program: one gap more than strands. */
export function plannedGaps(program: Program, profile: Profile): Gap[] {
  const gaps = [emptyGap(true)];
  const { homing, start, end } = profile;
  addFrame(gaps[0], [...homing.commands, ...start], profile);
  let tool = '';
  for (const step of program.steps) {
    const gap = gaps[gaps.length - 1];
    const named = step.kind === 'toolChange' ? step.to : 'tool' in step && step.kind !== 'pressure' ? step.tool : tool;
    if (named !== tool) {
      const changed = [...(profileTool(profile, tool)?.deselect ?? []), ...(profileTool(profile, named)?.select ?? [])];
      addFrame(gap, changed, profile);
      tool = named;
      if (gaps.length === 1 && gap.points.length === 0) {
        gap.crossing = profile.safeZ * 1e6 - writtenOffset(profile, tool)[2];
      }
    }
    const dispenser = profileTool(profile, tool)?.dispenser;
    addStep(gaps, gap, step, dispenser, profile, writtenOffset(profile, tool));
  }
  addFrame(gaps[gaps.length - 1], end, profile);
  return gaps;
}

function profileTool({ tools }: Profile, id: string): Profile['tools'][number] | undefined {
  return tools.find((tool) => tool.id === id);
}

/** Lines of the profile: they may move the machine in their own way, and wait. */
function addFrame(gap: Gap, lines: readonly string[], profile: Profile): void {
  gap.framed = true;
  const seconds = dialectOf(profile.dialect).dwellUnit === 's' ? 1 : 0.001;
  for (const line of lines) {
    const dwell = /^G4 P([\d.]+)$/.exec(line);
    if (dwell !== null) wait(gap, Number(dwell[1]) * seconds);
  }
}

function addStep(
  gaps: Gap[],
  gap: Gap,
  step: Step,
  dispenser: Profile['tools'][number]['dispenser'] | undefined,
  profile: Profile,
  offset: Offset,
): void {
  const plunger = dispenser?.by === 'plunger';
  switch (step.kind) {
    case 'travel':
    case 'wipe':
      addPoints(gap, step.points, offset, step.speed);
      return;
    case 'prime':
    case 'purge':
      if (dispenser?.by === 'plunger') {
        gap.restingUl += step.volumeUl;
        gap.flows.push({ flow: step.flow, digit: 0 });
      } else if (dispenser !== undefined && dispenser.open.length > 0) wait(gap, step.volumeUl / step.flow);
      else gap.pauses++;
      return;
    case 'dwell':
      wait(gap, step.seconds);
      return;
    case 'cure':
      addCure(gap, step, profile);
      return;
    case 'pause':
      gap.pauses++;
      return;
    case 'strand': {
      const next = emptyGap(false);
      gaps.push(next);
      const { openS } = step;
      wait(gap, step.start.preflow + (openS ?? 0));
      const coasts = step.end.coast > 0;
      // A dot has no way: all its waits stand in one place.
      if (plunger || !coasts) wait(openS === undefined ? next : gap, step.end.postflow);
      if (plunger) {
        gap.restingUl += step.start.prime;
        next.restingUl -= step.end.relax;
        gap.flows.push({ flow: step.flow, digit: 0 });
        next.flows.push({ flow: step.flow, digit: 0 });
      }
      return;
    }
    case 'layer':
    case 'well':
    case 'toolChange':
    case 'temperature':
    case 'pressure':
    case 'message':
      return;
    default:
      step satisfies never;
  }
}

function addCure(gap: Gap, step: CureStep, profile: Profile): void {
  gap.cures++;
  if (step.wavelength === 0) {
    wait(gap, step.seconds);
    return;
  }
  const lamp = profile.lamps.find(({ id }) => id === step.lamp);
  if (lamp === undefined) return;
  if (lamp.on.length === 0) {
    gap.pauses++;
    return;
  }
  addFrame(gap, [...lamp.on, ...lamp.off], profile);
  if (lamp.blocking) return;
  wait(gap, step.seconds);
  gap.lit++;
}
