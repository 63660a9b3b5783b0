import type { TopSpeeds } from '../driver.ts';
import type { PlannedMotion } from '../expected-lines.ts';

/** Settings of a GRBL machine, `$$`: by number. */
export type GrblSettings = ReadonlyMap<number, number>;

/** Share by which a setting may differ from what was planned with. */
const tolerance = 0.1;

/**
 * What a GRBL machine has set for acceleration, corners and top speeds, where that is not what times and ramps were
 * planned with: $11 junction deviation (mm), $110 to $112 top speeds (mm/min), $120 to $122 accelerations (mm/s²)
 * (gnea/grbl doc/markdown/settings.md). Faster axes than planned change nothing.
 */
export function settingsOffPlan(settings: GrblSettings, motion: PlannedMotion & TopSpeeds): string[] {
  const { acceleration, junction, maxSpeed } = motion;
  const off = (number: number, planned: number, unit: string): string[] => {
    const found = settings.get(number);
    if (found === undefined || Math.abs(found / planned - 1) <= tolerance) return [];
    return [`$${number} is ${found}, planned with ${Number(planned.toPrecision(4))} ${unit}`];
  };
  const slower = (number: number, mmS: number): string[] => {
    const found = settings.get(number);
    return found === undefined || found >= 60 * mmS * (1 - tolerance) ? [] : off(number, 60 * mmS, 'mm/min');
  };
  return [
    ...(junction.by === 'deviation' ? off(11, junction.distance, 'mm') : []),
    ...slower(110, maxSpeed.x),
    ...slower(111, maxSpeed.y),
    ...slower(112, maxSpeed.z),
    ...off(120, acceleration, 'mm/s²'),
    ...off(121, acceleration, 'mm/s²'),
  ];
}
