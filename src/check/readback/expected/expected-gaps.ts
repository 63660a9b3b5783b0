import { readFactsOf } from '../../../firmware/dialects.ts';
import type { Profile } from '../../../printer/profile.ts';
import { addPoints, emptyGap, type Gap, offsetOf, wait } from '../gap.ts';
import type { Scene, Scenes } from './scenes.ts';

/** Before, between and after the strands of a program: one gap more than strands. */
export function expectedGaps(scenes: Scenes, profile: Profile): Gap[] {
  const { homing, start, end } = profile;
  const gaps = scenes.map((_, i) => emptyGap(i === 0));
  addFrame(gaps[0], [...homing.commands, ...start], profile);
  let offset = offsetOf(null);
  scenes.forEach((gap, i) => {
    for (const scene of gap) {
      if (scene.kind === 'selection') {
        offset = offsetOf(scene.tool);
        if (i === 0 && gaps[0].points.length === 0) gaps[0].crossing = profile.safeZ * 1e6 - offset[2];
      }
      if (scene.kind === 'way') addPoints(gaps[i], scene.points, offset, scene.speed);
      else addScene(gaps[i], gaps[i + 1], scene, profile);
    }
  });
  addFrame(gaps[gaps.length - 1], end, profile);
  return gaps;
}

/** Lines of the profile: they may move the machine in their own way, and wait. */
function addFrame(gap: Gap, lines: readonly string[], profile: Profile): void {
  gap.framed = true;
  const { dwellP } = readFactsOf(profile.dialect).reads;
  for (const line of lines) {
    const dwell = /^G4 P([\d.]+)$/.exec(line);
    if (dwell !== null) wait(gap, Number(dwell[1]) * dwellP);
  }
}

function addScene(gap: Gap, next: Gap | undefined, scene: Exclude<Scene, { kind: 'way' }>, profile: Profile): void {
  switch (scene.kind) {
    case 'selection':
      addFrame(gap, [...(scene.before?.deselect ?? []), ...scene.tool.select], profile);
      return;
    case 'strand':
      addStrand(gap, next ?? gap, scene);
      return;
    case 'rest':
      if (scene.by === 'operator') gap.pauses++;
      else if (scene.by === 'valve') wait(gap, scene.volumeUl / scene.flow);
      else {
        gap.restingUl += scene.volumeUl;
        gap.flows.push({ flow: scene.flow, digit: 0 });
      }
      return;
    case 'wait':
      wait(gap, scene.seconds);
      return;
    case 'bath':
      gap.cures++;
      wait(gap, scene.seconds);
      return;
    case 'light':
      addLight(gap, scene, profile);
      return;
    case 'pause':
      gap.pauses++;
      return;
    case 'temperature':
    case 'pressure':
      return;
    default:
      scene satisfies never;
  }
}

function addStrand(gap: Gap, next: Gap, { step, tool }: Extract<Scene, { kind: 'strand' }>): void {
  const { openS, start, end, flow } = step;
  const plunger = tool.dispenser.by === 'plunger';
  wait(gap, start.preflow + (openS ?? 0));
  // A dot has no way: all its waits stand in one place.
  if (plunger || end.coast <= 0) wait(openS === undefined ? next : gap, end.postflow);
  if (!plunger) return;
  gap.restingUl += start.prime;
  next.restingUl -= end.relax;
  gap.flows.push({ flow, digit: 0 });
  next.flows.push({ flow, digit: 0 });
}

function addLight(gap: Gap, { lamp, cure }: Extract<Scene, { kind: 'light' }>, profile: Profile): void {
  gap.cures++;
  if (lamp.on.length === 0) {
    gap.pauses++;
    return;
  }
  addFrame(gap, [...lamp.on, ...lamp.off], profile);
  if (lamp.blocking) return;
  wait(gap, cure.seconds);
  gap.lit++;
}
