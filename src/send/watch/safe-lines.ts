import { decimals } from '../../finding/number-words.ts';
import { dwellLine } from '../../firmware/dialect.ts';
import type { Driver } from '../../firmware/driver.ts';
import { fillTemplate, pressureValues } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { dark, distanceLines, type ModalState } from './modal-state.ts';

/** The lines by which a print is made safe, and brought back. Every one may be sent twice without harm. */

/** Closes every valve and switches off every lamp of the printer; heaters keep their targets, motors stay on. */
export function closingLines(profile: Profile | null): string[] {
  if (profile === null) return [];
  const lines: string[] = [];
  for (const tool of profile.tools) {
    if (tool.dispenser.by === 'plunger') continue;
    for (const line of tool.dispenser.close) lines.push(fillTemplate(line, { tool: tool.index, ...pressureValues(0) }));
  }
  for (const lamp of profile.lamps) {
    for (const line of lamp.off) lines.push(fillTemplate(line, { ...dark, tool: profile.tools[0].index }));
  }
  return [...new Set(lines)].filter((line) => !line.includes('{'));
}

/** The needle up above the vessel wall, if its height is known; never lower than it stands. */
export function liftLines(profile: Profile | null, modal: ModalState): string[] {
  if (profile === null || modal.z === null || modal.shifted || !modal.millimetres) return [];
  const word = profile.tools[Math.max(modal.tool, 0)].zWord;
  const feed = Math.round(profile.motion.maxSpeed.z * 60);
  return [...distanceLines(true, modal), `G1 ${word}${decimals(Math.max(modal.z, profile.safeZ), 4)} F${feed}`];
}

/** Waits for what is still moving, closes, lifts, and waits again. */
export function pauseLines(profile: Profile | null, driver: Driver, modal: ModalState): string[] {
  return [driver.sync, ...closingLines(profile), ...liftLines(profile, modal), driver.sync];
}

/** Ink pushed out over the waste before a strand goes on, µL; a valve stands open for as many tenths of a second. */
const primeUl = 2;

/**
 * Over to the waste, where the printer has one: what dried at the tip during a pause goes there and not into the
 * construct. The needle is up already, and it is up again at the end, over the place it came from.
 */
export function primeLines({ waste, ...profile }: Profile, driver: Driver, modal: ModalState): string[] {
  const tool = profile.tools[Math.max(modal.tool, 0)];
  if (waste === undefined || modal.x === null || modal.y === null) return [];
  const travel = Math.round(profile.motion.travelSpeed * 60);
  const lift = Math.round(profile.motion.maxSpeed.z * 60);
  const flow = flowLines(tool, driver, modal);
  if (flow.length === 0) return [];
  return [
    `G1 X${decimals(waste.x, 4)} Y${decimals(waste.y, 4)} F${travel}`,
    `G1 ${tool.zWord}${decimals(waste.z, 4)} F${lift}`,
    ...flow,
    `G1 ${tool.zWord}${decimals(Math.max(modal.z ?? profile.safeZ, profile.safeZ), 4)} F${lift}`,
    `G1 X${decimals(modal.x, 4)} Y${decimals(modal.y, 4)} F${travel}`,
  ];
}

function flowLines(tool: ProfileTool, driver: Driver, modal: ModalState): string[] {
  const { dispenser } = tool;
  if (dispenser.by === 'valve') {
    const fill = (line: string) => fillTemplate(line, { tool: tool.index });
    const dwell = dwellLine(driver.dwellUnit, primeUl / 10);
    return [driver.sync, ...dispenser.open.map(fill), dwell, ...dispenser.close.map(fill)];
  }
  if (dispenser.by === 'flag' || dispenser.meaning !== 'mm' || dispenser.bore === undefined) return [];
  const way = primeUl / (((Math.PI * dispenser.bore ** 2) / 4) * (dispenser.delivery ?? 1));
  const { word } = dispenser;
  if (!driver.extruder) return [];
  const push = `G1 ${word}${decimals(way, 4)} F60`;
  // The position of the plunger is put back, so that the file's own words keep their meaning.
  return modal.eMode === 'M83' ? [push] : [`G92 ${word}0`, push, `G92 ${word}${decimals(modal.e, 4)}`];
}

/**
 * Back to where the needle stood, primed where that can be done, with the modes it had. Hands may have moved it in the
 * pause, so it rises and goes over its place before it comes down. Valves open after that (`reopenLines`).
 */
export function resumeLines(profile: Profile | null, driver: Driver, modal: ModalState): string[] {
  const lines: string[] = [];
  const lift = liftLines(profile, modal);
  if (lift.length > 0) {
    // A lift is only made of a known printer, from a known height.
    const tool = profile!.tools[Math.max(modal.tool, 0)];
    lines.push(...lift);
    if (modal.x !== null && modal.y !== null) {
      // A lift is only made of a known printer.
      lines.push(
        `G1 X${decimals(modal.x, 4)} Y${decimals(modal.y, 4)} F${Math.round(profile!.motion.travelSpeed * 60)}`,
      );
    }
    // A lift is only made of a known printer, from a known height.
    lines.push(...primeLines(profile!, driver, modal));
    lines.push(`G1 ${tool.zWord}${decimals(modal.z!, 4)} F${Math.round(profile!.motion.maxSpeed.z * 60)}`);
    if (!modal.absolute) lines.push(...distanceLines(false, modal));
  }
  lines.push(driver.sync);
  if (modal.feed !== null) lines.push(`G1 F${decimals(modal.feed, 4)}`);
  return lines;
}

/** What was open and lit, to be sent right before the next line of the file: ink flows while the needle stands. */
export function reopenLines(modal: ModalState): string[] {
  return [...modal.open.values()].flat();
}
