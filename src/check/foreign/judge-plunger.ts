import type { Finding } from '../../finding/finding.ts';
import { counted } from '../../finding/number-words.ts';
import { readFactsOf } from '../../firmware/dialects.ts';
import { motionFlag } from '../../gcode/motion.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import { isOurs } from '../../machine/lines/inspect-lines.ts';
import type { Profile } from '../../printer/profile.ts';

/** µL below which a push at a standstill only makes up for rounding. */
const leastUl = 0.5;

interface Pushed {
  readonly tool: string;
  readonly line: number;
  count: number;
  volumeUl: number;
}

/** What plungers on the E word do that lays no ink, or lays it in one place. */
export function judgePlungers(reading: GcodeReading, profile: Profile): Finding[] {
  if (!profile.tools.some(({ dispenser }) => dispenser.by === 'plunger' && dispenser.word === 'E')) return [];
  return [...judgeColdGuard(reading, profile), ...(isOurs(reading) ? [] : judgePushes(reading, profile))];
}

/** A profile that lets cold plungers move is of a machine with a guard: it answers ok to what is too cold, moves on, and leaves its ink out. */
function judgeColdGuard(reading: GcodeReading, profile: Profile): Finding[] {
  if (!profile.start.some((line) => /^M302\b.*(P1|S0)/.test(line))) return [];
  const { motions, events, coldGuards, tools } = reading;
  const celsius = new Map<number, number>();
  let limit = readFactsOf(profile.dialect).reads.guardC;
  let [event, guard] = [0, 0];
  let held: Pushed | null = null;
  for (let i = 0; i < motions.count; i++) {
    for (; guard < coldGuards.length && coldGuards[guard].motion <= i; guard++) limit = coldGuards[guard].belowC;
    for (; event < events.length && events[event].motion <= i; event++) {
      const each = events[event];
      if (each.kind === 'temperature' && each.of === 'tool') celsius.set(each.tool, each.celsius);
    }
    const row = motions.tool[i];
    const volume = motions.volume[i];
    if (!(volume !== 0) || (celsius.get(row) ?? 0) >= limit || limit <= 0 || (held === null && volume < 0)) continue;
    held ??= { tool: tools[row].id, line: motions.line[i], count: 0, volumeUl: 0 };
    if (volume > 0) held.count++;
    // What is drawn back stays where it is, too.
    held.volumeUl += volume;
  }
  if (held === null) return [];
  const { tool, line, count, volumeUl } = held;
  const what = `The plunger of ${tool} is pushed while the guard against cold extrusion may be on (${counted(count, 'motion')}, ${volumeUl.toFixed(1)} µL, the first on line ${line}): the printer answers ok, moves, and leaves that ink in the cartridge.`;
  return [
    {
      gate: 'plan',
      code: 'cold-plunger',
      severity: isOurs(reading) ? 'refuse' : 'warn',
      where: { line, tool },
      what,
      fix: 'Write M302 P1 before the first strand, as the start of the profile does.',
      numbers: { count, volumeUl },
      source: `printer ${profile.id}`,
    },
  ];
}

/** Ink that leaves a needle which stands, beyond what it drew back before: one finding with the first place. */
function judgePushes({ motions, tools }: GcodeReading, { tools: own }: Profile): Finding[] {
  const drawn = new Float64Array(256);
  let drop: Pushed | null = null;
  for (let i = 0; i < motions.count; i++) {
    const volume = motions.volume[i];
    const row = motions.tool[i];
    if (!(volume !== 0) || own[row]?.dispenser.by !== 'plunger') continue;
    if (volume < 0) {
      drawn[row] -= volume;
      continue;
    }
    const excess = Math.max(0, volume - drawn[row]);
    drawn[row] = Math.max(0, drawn[row] - volume);
    if ((motions.flags[i] & motionFlag.plungerOnly) === 0 || excess < leastUl) continue;
    drop ??= { tool: tools[row].id, line: motions.line[i], count: 0, volumeUl: 0 };
    drop.count++;
    drop.volumeUl += excess;
  }
  if (drop === null) return [];
  const { tool, line, count, volumeUl } = drop;
  return [
    {
      gate: 'plan',
      code: 'pushed-at-rest',
      severity: 'note',
      where: { line, tool },
      what: `While the needle stands, ${volumeUl.toFixed(1)} µL more are pushed out than were drawn back (${counted(count, 'place')}, the first on line ${line}).`,
      fix: 'Make sure that the needle stands over waste there, or take the push out.',
      numbers: { count, volumeUl },
    },
  ];
}
