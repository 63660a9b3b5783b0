import type { Finding } from '../../finding/finding.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import { readGcode } from '../../gcode/reading/read-gcode.ts';
import type { GcodeReading, ReadEvent } from '../../gcode/reading/reading.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { Step } from '../../program/step.ts';
import { refuse } from './readback-finding.ts';

/**
 * Temperatures and pressures that are set before each strand and after the last, as planned and as the byte reader
 * finds them. Only what the file can tell is compared: machines whose heaters or regulators the operator sets
 * have no command for it.
 */
interface Setting {
  value: number;
  /** The machine has waited until the temperature was reached. */
  awaited: boolean;
  /** Values taken since the strand before, in order. */
  readonly taken: number[];
}

type Settings = Map<string, Setting>;

const mostFindings = 10;
/** °C and kPa; the plan's values are rounded as the dialect prints them. */
const tolerance = 0.002;

/** Adds a finding for each strand before which other temperatures or pressures are set than planned. */
export function compareSettings(
  findings: Finding[],
  program: Program,
  profile: Profile,
  { events, strands, tools }: GcodeReading,
): void {
  const planned: Settings = new Map();
  const found: Settings = new Map();
  const plan = planOf(program, profile);
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
    const rest: Setting = { value: name.endsWith('kPa') ? 0 : idleOf(profile), awaited: true, taken: [] };
    const [expected, is] = [planned, found].map((settings) => settings.get(name) ?? rest);
    if (!isSame(expected.taken, is.taken)) {
      const [found, expectedKeys] = [is.taken, expected.taken].map(
        (values) => values.map(round).join(', then ') || 'nothing',
      );
      findings.push(refuse('setting', where, `${when} the file sets ${name} to ${found}, planned ${expectedKeys}`));
    } else if (expected.awaited && !is.awaited && expected.value !== rest.value) {
      findings.push(
        refuse('setting-wait', where, `${when} the machine does not wait for ${name} ${round(expected.value)}`),
      );
    }
    // Told once: what follows is compared anew.
    expected.taken.length = 0;
    is.taken.length = 0;
    is.awaited = expected.awaited;
  }
}

function isSame(planned: readonly number[], found: readonly number[]): boolean {
  return planned.length === found.length && planned.every((value, i) => Math.abs(value - found[i]) <= tolerance);
}

const round = (value: number): string => String(Number(value.toFixed(2)));
const idleOf = ({ dialect }: Profile): number => dialectOf(dialect).idleCelsius;

function note(settings: Settings, name: string, value: number, awaited: boolean, rest: number): void {
  const setting = settings.get(name) ?? { value: rest, awaited: true, taken: [] };
  const same = Math.abs(setting.value - value) <= tolerance;
  if (!same) setting.taken.push(value);
  setting.awaited = awaited || (same && setting.awaited);
  setting.value = value;
  settings.set(name, setting);
}

function noteEvent(settings: Settings, event: ReadEvent, tools: readonly string[], profile: Profile): void {
  if (event.kind === 'pressure') note(settings, `${tools[event.tool]} kPa`, event.kPa, true, 0);
  if (event.kind !== 'temperature' || (event.of === 'bed' && profile.bedCommand !== null)) return;
  note(settings, `${event.of === 'tool' ? tools[event.tool] : event.of} C`, event.celsius, event.wait, idleOf(profile));
}

type Note = (settings: Settings) => void;

/** What is set before each strand, and after the last one. */
function planOf({ steps, header }: Program, profile: Profile): Note[][] {
  const { homing, start, end } = profile;
  const plan: Note[][] = [linesOf([...homing.commands, ...start], profile)];
  const pressures = new Map(header.tools.map(({ tool, pressure }) => [tool, pressure ?? 0]));
  const switched = new Map<string, Note>();
  let tool = '';
  for (const step of steps) {
    const here = plan[plan.length - 1];
    const named = step.kind === 'toolChange' ? step.to : 'tool' in step && step.kind !== 'pressure' ? step.tool : tool;
    if (named !== tool) here.push(...linesOf(changeLines(profile, tool, named), profile));
    tool = named;
    here.push(...notesOf(step, profile, pressures, switched));
    if (step.kind === 'strand') plan.push([]);
  }
  plan[plan.length - 1].push(...switched.values(), ...linesOf(end, profile));
  return plan;
}

/** What one step sets; `switched` gathers how each is switched off at the end. */
function notesOf(step: Step, profile: Profile, pressures: Map<string, number>, switched: Map<string, Note>): Note[] {
  if (step.kind === 'temperature') {
    const of = step.target.of === 'tool' ? toolOf(profile, step.target.tool) : step.target.of;
    if (of === undefined || !tellsTemperature(profile, of, step.celsius)) return [];
    const name = `${typeof of === 'string' ? of : of.id} C`;
    const idle = idleOf(profile);
    if (tellsTemperature(profile, of, null)) switched.set(name, (all) => note(all, name, idle, true, idle));
    const awaited = step.wait && dialectOf(profile.dialect).waitsForTemperature;
    const celsius = step.celsius === null ? idle : Number(step.celsius.toFixed(1));
    return [(all) => note(all, name, celsius, awaited, idle)];
  }
  if (step.kind === 'pressure') {
    pressures.set(step.tool, step.kPa);
    const tool = toolOf(profile, step.tool);
    if (tool?.pressure?.set !== 'gcode' || !tellsPressure(tool.pressure.command ?? [], profile)) return [];
    const name = `${step.tool} kPa`;
    switched.set(name, (all) => note(all, name, 0, true, 0));
    const kPa = printedPressure(step.kPa, tool.pressure.command ?? []);
    return [(all) => note(all, name, kPa, true, 0)];
  }
  if ((step.kind === 'strand' && !opensByLine(step, profile)) || !('tool' in step)) return [];
  const tool = toolOf(profile, step.tool);
  if (tool === undefined || tool.dispenser.by === 'plunger' || step.kind === 'wipe') return [];
  if (!tellsPressure(tool.dispenser.open, profile)) return [];
  const kPa = printedPressure(pressures.get(step.tool) ?? 0, tool.dispenser.open);
  return [(all) => note(all, `${step.tool} kPa`, kPa, true, 0)];
}

/** A strand opens its valve by lines of the profile; the flag of a move does so only after a preflow. */
function opensByLine({ tool, start }: Extract<Step, { kind: 'strand' }>, profile: Profile): boolean {
  if (start.continues) return false;
  return toolOf(profile, tool)?.dispenser.by !== 'flag' || start.preflow > 0;
}

const toolOf = ({ tools }: Profile, id: string): ProfileTool | undefined => tools.find((tool) => tool.id === id);

const isList = (line: string): boolean => /\{kPaList\}$/.test(line);

/** Lists hold one decimal. */
const printedPressure = (kPa: number, lines: readonly string[]): number =>
  lines.some(isList) ? Number(kPa.toFixed(1)) : kPa;

function tellsTemperature(profile: Profile, of: ProfileTool | 'bed' | 'chamber', celsius: number | null): boolean {
  if (of === 'bed' && profile.bedCommand !== null) return false;
  const { temperature } = dialectOf(profile.dialect);
  return temperature({ profile, of, celsius, wait: false, targets: new Map() }).length > 0;
}

function tellsPressure(lines: readonly string[], { dialect }: Profile): boolean {
  const { special } = dialectOf(dialect).reads;
  const reads = (line: string) => special[Number(/^M(\d+) /.exec(line)?.[1]) * 10] === 'pressures';
  return lines.some((line) => /^[GMT]\d.*[A-Z]\{(kPa|psi|bar)\}/.test(line) || (isList(line) && reads(line)));
}

function changeLines(profile: Profile, from: string, to: string): string[] {
  const fill = (tool: ProfileTool | undefined, lines: readonly string[] | undefined) =>
    (lines ?? []).map((line) => fillTemplate(line, { tool: tool?.index ?? 0 }));
  const [before, after] = [toolOf(profile, from), toolOf(profile, to)];
  return [...fill(before, before?.deselect), ...fill(after, after?.select)];
}

/** What lines of the profile itself set. */
function linesOf(lines: readonly string[], profile: Profile): Note[] {
  if (lines.length === 0) return [];
  const { events, tools } = readGcode(new TextEncoder().encode(lines.join('\n')), profile);
  const names = tools.map(({ id }) => id);
  return events
    .filter(({ kind }) => kind === 'temperature' || kind === 'pressure')
    .map((event) => (all: Settings) => noteEvent(all, event, names, profile));
}
