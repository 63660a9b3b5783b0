import type { Finding } from '../../finding/finding.ts';
import { decimals } from '../../finding/number-words.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { expectedSettings } from './expected/expected-settings.ts';
import type { Scenes } from './expected/scenes.ts';
import { refuse } from './readback-finding.ts';
import { noteEvent, restOf, type Setting, type Settings, settingTolerance } from './settings.ts';

/**
 * Temperatures and pressures that are set before each strand and after the last, as planned and as the byte reader
 * finds them. Only what the file can tell is compared: machines whose heaters or regulators the operator sets
 * have no command for it.
 */
const mostFindings = 10;

/** Adds a finding for each strand before which other temperatures or pressures are set than planned. */
export function compareSettings(
  findings: Finding[],
  program: Program,
  profile: Profile,
  scenes: Scenes,
  { events, strands, tools }: GcodeReading,
): void {
  const planned: Settings = new Map();
  const found: Settings = new Map();
  const plan = expectedSettings(program, profile, scenes);
  const names = tools.map(({ id }) => id);
  const before = findings.length;
  let next = 0;
  for (let gap = 0; gap < plan.length && findings.length - before < mostFindings; gap++) {
    const first = next;
    const until = gap < strands.count ? strands.firstMotion[gap] : Number.POSITIVE_INFINITY;
    while (next < events.length && events[next].motion <= until) noteEvent(found, events[next++], names, profile);
    for (const note of plan[gap]) note(planned);
    if (next > first || plan[gap].length > 0) compareNow(findings, planned, found, profile, gap, plan.length - 1);
  }
}

function compareNow(
  findings: Finding[],
  planned: Settings,
  found: Settings,
  profile: Profile,
  gap: number,
  strands: number,
): void {
  const when = gap < strands ? `before strand ${gap}` : 'after the last strand';
  const where = gap < strands ? { strand: gap } : {};
  for (const name of new Set([...planned.keys(), ...found.keys()])) {
    const rest: Setting = { value: restOf(name, profile), awaited: true, taken: [] };
    const [expected, is] = [planned, found].map((settings) => settings.get(name) ?? rest);
    if (!isSame(expected.taken, is.taken)) {
      const [found, expectedKeys] = [is.taken, expected.taken].map(
        (values) => values.map((value) => decimals(value, 2)).join(', then ') || 'nothing',
      );
      findings.push(refuse('setting', where, `${when} the file sets ${name} to ${found}, planned ${expectedKeys}`));
    } else if (expected.awaited && !is.awaited && expected.value !== rest.value) {
      findings.push(
        refuse('setting-wait', where, `${when} the machine does not wait for ${name} ${decimals(expected.value, 2)}`),
      );
    }
    // Told once: what follows is compared anew.
    expected.taken.length = 0;
    is.taken.length = 0;
    is.awaited = expected.awaited;
  }
}

function isSame(planned: readonly number[], found: readonly number[]): boolean {
  return planned.length === found.length && planned.every((value, i) => Math.abs(value - found[i]) <= settingTolerance);
}
