import { fillTemplate, pressureValues } from '../printer/fill-template.ts';
import type { Profile } from '../printer/profile.ts';
import type { Driver } from './drivers/driver.ts';
import type { ModalState } from './modal-state.ts';

/** The lines by which a print is made safe, and brought back. Every one may be sent twice without harm. */

const dark = { wavelength: 0, intensity: 0, pwm: 0, fraction: 0, seconds: 0, ms: 0 };

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
  return ['G90', `G1 ${word}${number(Math.max(modal.z, profile.safeZ))} F${feed}`];
}

/** Waits for what is still moving, closes, lifts, and waits again. */
export function pauseLines(profile: Profile | null, driver: Driver, modal: ModalState): string[] {
  return [driver.sync, ...closingLines(profile), ...liftLines(profile, modal), driver.sync];
}

/** Back to where the needle stood, with the modes and open valves it had. */
export function resumeLines(profile: Profile | null, driver: Driver, modal: ModalState): string[] {
  const lines: string[] = [];
  const lifted = liftLines(profile, modal).length > 0;
  if (lifted) {
    const tool = profile!.tools[Math.max(modal.tool, 0)];
    lines.push(`G1 ${tool.zWord}${number(modal.z!)} F${Math.round(profile!.motion.maxSpeed.z * 60)}`);
    if (!modal.absolute) lines.push('G91');
  }
  lines.push(driver.sync);
  if (modal.feed !== null) lines.push(`G1 F${number(modal.feed)}`);
  for (const open of modal.open.values()) lines.push(...open);
  return lines;
}

function number(value: number): string {
  return String(Number(value.toFixed(4)));
}
