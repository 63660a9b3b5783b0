import type { JobChange } from '../../finding/finding.ts';
import type { ProfileTool } from '../../printer/profile.ts';

/** The cartridge at the near end of a window, °C, where its tool holds that; none where nothing controls it. */
export function temperatureIn(
  [low, high]: readonly [number, number],
  { temperature }: Pick<ProfileTool, 'temperature'>,
  ink: string,
  now: number,
): JobChange[] {
  if (temperature === null) return [];
  const [least, most] = [Math.max(low, temperature[0]), Math.min(high, temperature[1])];
  if (least > most) return [];
  const value = now < least ? least : now > most ? most : now;
  return value === now ? [] : [{ what: `${value} °C instead of ${now} °C`, path: ['inks', ink, 'temperature'], value }];
}
