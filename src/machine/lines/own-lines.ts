import { dialectOf } from '../../firmware/dialects.ts';
import { expectedLimits } from '../../firmware/expected-lines.ts';
import type { Standing } from '../../firmware/line-table.ts';
import type { Profile } from '../../printer/profile.ts';

/** Lines of the profile itself: judged with the profile, and left alone where the profile puts them. */
export interface OwnLines {
  /** Where this line may stand because the profile writes it there; empty for lines that are not its own. */
  readonly standings: (line: string) => readonly Standing[];
}

export function ownLines(profile: Profile | null): OwnLines {
  const exact = new Map<string, Standing[]>();
  const loose: { readonly pattern: RegExp; readonly where: Standing }[] = [];
  const add = (lines: readonly string[], where: Standing, index = 0) => {
    for (const template of lines) {
      const line = template.replaceAll('{tool}', String(index));
      if (line.includes('{')) loose.push({ pattern: patternOf(line), where });
      else exact.set(line, [...(exact.get(line) ?? []), where]);
    }
  };
  if (profile !== null) {
    const { expects } = dialectOf(profile.dialect);
    const modes = [...expects.modes, ...expectedLimits(expects, profile.motion)];
    add([...modes, ...profile.homing.commands, ...profile.start], 'before the first strand');
    add(profile.end, 'after the last strand');
    add(expects.waits, 'anywhere');
    for (const { select, deselect, dispenser, pressure, index } of profile.tools) {
      add([...select, ...deselect, ...(pressure?.command ?? [])], 'between strands', index);
      if (dispenser.by !== 'plunger') add([...dispenser.open, ...dispenser.close], 'anywhere', index);
    }
    for (const { on, off } of profile.lamps) add([...on, ...off], 'between strands');
    const bed = profile.bedCommand;
    if (bed !== null) add([...bed.set, ...bed.wait, ...bed.off], 'between strands');
  }
  return {
    standings: (line) => {
      const known = exact.get(line) ?? [];
      return [...known, ...loose.filter(({ pattern }) => pattern.test(line)).map(({ where }) => where)];
    },
  };
}

const patternOf = (line: string): RegExp =>
  new RegExp(`^${line.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[-+\\d. ]+')}$`);
