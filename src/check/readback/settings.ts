import { readFactsOf } from '../../firmware/dialects.ts';
import type { ReadEvent } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';

/** A temperature or a pressure in force. */
export interface Setting {
  value: number;
  /** The machine has waited until the temperature was reached. */
  awaited: boolean;
  /** Values taken since the strand before, in order. */
  readonly taken: number[];
}

/** By what is set: `T0 C`, `bed C`, `T0 kPa`. */
export type Settings = Map<string, Setting>;

/** °C and kPa; the plan's values are rounded as the dialect prints them. */
export const settingTolerance = 0.002;

/** What a setting stands at that nobody has set, °C or kPa. */
export function restOf(name: string, { dialect }: Profile): number {
  return name.endsWith('kPa') ? 0 : readFactsOf(dialect).idleCelsius;
}

/** Takes a value. */
export function note(settings: Settings, name: string, value: number, awaited: boolean, profile: Profile): void {
  const setting = settings.get(name) ?? { value: restOf(name, profile), awaited: true, taken: [] };
  const same = Math.abs(setting.value - value) <= settingTolerance;
  if (!same) setting.taken.push(value);
  setting.awaited = awaited || (same && setting.awaited);
  setting.value = value;
  settings.set(name, setting);
}

/** Takes what a reading has found; a bed with commands of its own is compared as text. */
export function noteEvent(settings: Settings, event: ReadEvent, tools: readonly string[], profile: Profile): void {
  if (event.kind === 'pressure') note(settings, `${tools[event.tool]} kPa`, event.kPa, true, profile);
  if (event.kind !== 'temperature' || (event.of === 'bed' && profile.bedCommand !== null)) return;
  note(settings, `${event.of === 'tool' ? tools[event.tool] : event.of} C`, event.celsius, event.wait, profile);
}
