import { dwellLine } from '../../firmware/dialect.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import { displayText } from '../../firmware/free-text.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { type CureStep, endOfStrand, type Step, type StrandStep } from '../../program/step.ts';

/** A plain move: exactly these axes to these places (mm, as written), at this feed (mm/min). */
export interface WrittenMove {
  readonly axes: ReadonlyMap<string, number>;
  readonly feed: number;
  /** The line before may have said the same feed already. */
  readonly feedMayStand: boolean;
}

/** Commands that stand together in the file, nothing but waits for motion between them. */
export interface LineGroup {
  readonly lines: readonly (string | RegExp | WrittenMove)[];
  /** All motion has ended before the first of them. */
  readonly settled: boolean;
}

interface GroupPlan {
  readonly program: Program;
  readonly profile: Profile;
  readonly plan: LineGroup[][];
  tool: ProfileTool | null;
  /** Where the program left the tip, nm; null while nobody knows. */
  tip: readonly [number, number, number] | null;
  /** The needle has left the place where the operator put it. */
  risen: boolean;
  readonly opened: Set<ProfileTool>;
  readonly lit: Set<string>;
  readonly pressurised: Set<ProfileTool>;
}

/**
 * Groups of lines before each strand, and after the last one: the start, the rise before the first tool, tool changes,
 * flow at a standstill, light, pauses with the way back to the tip's place, and the switching off of all that was ever on.
 */
export function planLineGroups(program: Program, profile: Profile): LineGroup[][] {
  const groups: GroupPlan = {
    program,
    profile,
    plan: [[]],
    tool: null,
    tip: null,
    risen: false,
    opened: new Set(),
    lit: new Set(),
    pressurised: new Set(),
  };
  const { homing, start } = profile;
  const own = [...homing.commands, ...start].map((line) => fillTemplate(line, { safeZ: profile.safeZ }));
  const { begin: modes, limits } = dialectOf(profile.dialect);
  add(groups, [...modes, ...limits(profile.motion), ...riseBeforeStart(groups, own), ...own], false);
  const first = program.steps.find(({ kind }) => kind === 'toolChange' || kind === 'strand');
  if (first?.kind === 'strand') select(groups, first.tool);
  for (const step of program.steps) planStep(groups, step);
  const off = [...groups.pressurised].flatMap(({ pressure }) => pressure?.command ?? []);
  add(groups, [...closing(groups), ...off.map(anyNumbers)], true);
  add(groups, profile.end.map(anyNumbers), true);
  return groups.plan;
}

/** Waits for motion may be said once more or left out where one stands already, modes of extrusion anywhere. */
export function isSilent(line: string, { dialect }: Profile): boolean {
  return dialectOf(dialect).sync.includes(line) || line === 'M82' || line === 'M83';
}

function add({ plan, profile }: GroupPlan, lines: LineGroup['lines'], settled: boolean): void {
  const said = lines.filter((line) => typeof line !== 'string' || (line.trim() !== '' && !isSilent(line, profile)));
  const spoken = said.filter((line) => typeof line !== 'string' || !line.startsWith(';'));
  if (spoken.length > 0) plan[plan.length - 1].push({ lines: spoken, settled });
}

function planStep(groups: GroupPlan, step: Step): void {
  if ('tool' in step && step.kind !== 'pressure') select(groups, step.tool);
  switch (step.kind) {
    case 'toolChange':
      select(groups, step.to);
      return;
    case 'travel':
    case 'wipe':
      planTravel(groups, step.points, step.speed);
      return;
    case 'strand':
      planStrand(groups, step);
      return;
    case 'prime':
    case 'purge':
      if (step.volumeUl > 0) planPurge(groups, step.volumeUl / step.flow);
      return;
    case 'pressure': {
      const tool = groups.profile.tools.find(({ id }) => id === step.tool);
      if (tool?.pressure?.set === 'gcode') groups.pressurised.add(tool);
      return;
    }
    case 'cure':
      planCure(groups, step);
      return;
    case 'pause':
      add(groups, [...closing(groups), ...pauseLines(groups, step.message), ...wayAfterPause(groups)], true);
      return;
    case 'layer':
    case 'well':
    case 'dwell':
    case 'temperature':
    case 'message':
      return;
    default:
      step satisfies never;
  }
}

/** Before its first travel the needle rises where it is, and crosses to the first point at that height. */
function planTravel(groups: GroupPlan, points: ArrayLike<number>, speed: number): void {
  if (points.length < 3) return;
  if (!groups.risen) {
    groups.tip = placeAt(points, 0);
    const height = Math.max(groups.tip[2], groups.profile.safeZ * 1e6);
    add(groups, [vertical(groups, height, true), across(groups, speed)], false);
  }
  groups.risen = true;
  groups.tip = placeAt(points, Math.floor(points.length / 3) - 1);
}

const placeAt = (points: ArrayLike<number>, i: number): [number, number, number] => [
  points[3 * i],
  points[3 * i + 1],
  points[3 * i + 2],
];

function select(groups: GroupPlan, id: string): void {
  const { tool: before, profile } = groups;
  const next = profile.tools.find((candidate) => candidate.id === id);
  if (next === undefined || next === before) return;
  const lines = [
    ...(before === null ? [] : ofTool(before, before.deselect)),
    ...(before === null ? firstRise(groups, next) : []),
    ...ofTool(next, next.select),
  ];
  groups.tool = next;
  groups.tip = null;
  add(groups, lines, false);
}

/** Every needle rises where it is before the first tool is selected; one alone rises with its first travel. */
function firstRise(
  { program, profile }: GroupPlan,
  { id, select, zWord, offset, offsetBy }: ProfileTool,
): WrittenMove[] {
  const loaded = profile.tools.filter(
    (tool) => tool.id === id || program.header.tools.some((one) => one.tool === tool.id),
  );
  const words = new Set([zWord, ...loaded.map((tool) => tool.zWord)]);
  if (select.length === 0 && words.size === 1) return [];
  const z = clearOf(program, profile) - (offsetBy === 'planner' ? offset.z : 0);
  return [{ axes: new Map([...words].map((word) => [word, z])), feed: verticalFeed(profile), feedMayStand: false }];
}

/** Lines that go sideways, home or take another tool find every needle above all that the program crosses. */
function riseBeforeStart({ program, profile }: GroupPlan, own: readonly string[]): WrittenMove[] {
  const shifts = profile.tools.some(({ offset, offsetBy }) => offsetBy === 'firmware' && (offset.x || offset.y));
  const takesTool = (line: string) => shifts && /^[TD]\d/i.test(line);
  const goes = own.findIndex((line) => takesTool(line) || /^(G0?[0-3]|G5\d)\b.*[XY]|^G28(?! *Z)|^\$H/i.test(line));
  const up = own.findIndex((line) => /^G0?[01] (?!.*[XY])[A-Z]/i.test(line));
  if (profile.homing.z || goes < 0 || (up >= 0 && up < goes)) return [];
  const loaded = profile.tools.filter(({ id }) => program.header.tools.some(({ tool }) => tool === id));
  const z = clearOf(program, profile) - Math.min(0, ...loaded.map(({ offset }) => offset.z));
  const axes = new Map(loaded.map(({ zWord }) => [zWord, z]));
  return [{ axes, feed: verticalFeed(profile), feedMayStand: false }];
}

function planStrand(groups: GroupPlan, step: StrandStep): void {
  const { start, openS = 0 } = step;
  groups.tip = endOfStrand(step);
  groups.plan.push([]);
  const { tool } = groups;
  if (tool === null || start.continues) return;
  const { by } = tool.dispenser;
  if (by === 'valve' || (by === 'flag' && start.preflow + openS > 0)) groups.opened.add(tool);
}

function planPurge(groups: GroupPlan, seconds: number): void {
  const { tool, profile } = groups;
  if (tool === null || tool.dispenser.by === 'plunger') return;
  const { open, close } = tool.dispenser;
  if (open.length === 0) {
    pauseByHand(groups);
    return;
  }
  groups.opened.add(tool);
  add(
    groups,
    [...ofTool(tool, open), dwellLine(dialectOf(profile.dialect).dwellUnit, seconds), ...ofTool(tool, close)],
    false,
  );
}

function planCure(groups: GroupPlan, { wavelength, lamp: id, seconds }: CureStep): void {
  const { profile, tool } = groups;
  const lamp = profile.lamps.find((candidate) => candidate.id === id);
  if (wavelength === 0 || lamp === undefined) return;
  if (lamp.on.length === 0) {
    pauseByHand(groups);
    return;
  }
  groups.lit.add(lamp.id);
  const wait = lamp.blocking ? [] : [dwellLine(dialectOf(profile.dialect).dwellUnit, seconds)];
  const back = lamp.leavesTool && tool !== null ? [...ofTool(tool, tool.select), ...wayBack(groups)] : [];
  add(groups, [...lamp.on.map(anyNumbers), ...wait, ...lamp.off.map(anyNumbers), ...back], true);
}

/** What the operator is told then depends on what he shall do: only the commands are compared. */
function pauseByHand(groups: GroupPlan): void {
  const mark = 'what';
  const lines = dialectOf(groups.profile.dialect).pause(mark);
  const begins = lines.map((line) => (line.includes(mark) ? begin(line.slice(0, line.indexOf(mark))) : line));
  add(groups, [...closing(groups), ...begins, ...wayAfterPause(groups)], true);
}

const begin = (text: string): RegExp => new RegExp(`^${escapeText(text)}`);

function pauseLines({ profile }: GroupPlan, message: string): readonly string[] {
  return dialectOf(profile.dialect).pause(displayText(message));
}

/** Every valve that was ever opened is closed, every lamp that was ever lit is dark. */
function closing({ profile, opened, lit }: GroupPlan): (string | RegExp)[] {
  const shut = [...opened].flatMap((tool) =>
    tool.dispenser.by === 'plunger' ? [] : ofTool(tool, tool.dispenser.close),
  );
  return [...shut, ...profile.lamps.flatMap(({ id, off }) => (lit.has(id) ? off.map(anyNumbers) : []))];
}

/** The operator may have jogged the needle: up, across, and only then down. */
function wayAfterPause(groups: GroupPlan): WrittenMove[] {
  const { tip, program, profile } = groups;
  if (tip === null) return [];
  if (tip[2] >= profile.safeZ * 1e6) return [vertical(groups, tip[2], false)];
  return [
    vertical(groups, Math.round(clearOf(program, profile) * 1e6), false),
    across(groups),
    vertical(groups, tip[2], true),
  ];
}

/** The lines that put the tool away left it high: across, then down. */
function wayBack(groups: GroupPlan): WrittenMove[] {
  return groups.tip === null ? [] : [across(groups), vertical(groups, groups.tip[2], true)];
}

function vertical(groups: GroupPlan, zNm: number, feedMayStand: boolean): WrittenMove {
  const { tool, profile } = groups;
  const axes = new Map([[tool?.zWord ?? 'Z', zNm / 1e6 - offsetOf(groups).z]]);
  return { axes, feed: verticalFeed(profile), feedMayStand };
}

function across(groups: GroupPlan, speed = groups.profile.motion.travelSpeed): WrittenMove {
  const [x, y] = groups.tip ?? [Number.NaN, Number.NaN];
  const offset = offsetOf(groups);
  const axes = new Map([
    ['X', x / 1e6 - offset.x],
    ['Y', y / 1e6 - offset.y],
  ]);
  return { axes, feed: speed * 60, feedMayStand: true };
}

const offsetOf = ({ tool }: GroupPlan): ProfileTool['offset'] =>
  tool?.offsetBy === 'planner' ? tool.offset : { x: 0, y: 0, z: 0 };

const verticalFeed = ({ motion }: Profile): number => 60 * Math.min(motion.travelSpeed, motion.maxSpeed.z);

/** Height above all that the program crosses, mm. */
function clearOf({ steps }: Program, { safeZ }: Profile): number {
  let highest = safeZ * 1e6;
  for (const step of steps) {
    if (step.kind !== 'travel') continue;
    for (let i = 2; i < step.points.length; i += 3) highest = Math.max(highest, step.points[i]);
  }
  return highest / 1e6;
}

const ofTool = (tool: ProfileTool, lines: readonly string[]): (string | RegExp)[] =>
  lines.map((line) => anyNumbers(fillTemplate(line, { tool: tool.index })));

/** Values are compared elsewhere: with what was set, and with the dose. */
function anyNumbers(line: string): string | RegExp {
  if (!line.includes('{')) return line;
  return new RegExp(`^${escapeText(line).replace(/\{\w+\}/g, '[-+\\d. ]+')}$`);
}

const escapeText = (text: string): string => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
