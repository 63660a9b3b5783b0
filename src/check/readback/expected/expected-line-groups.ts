import { readFactsOf } from '../../../firmware/dialects.ts';
import { type ExpectedLines, expectedLimits } from '../../../firmware/expected-lines.ts';
import { fillTemplate } from '../../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../../printer/profile.ts';
import type { Program } from '../../../program/program.ts';
import { endOfStrand } from '../../../program/step.ts';
import type { ExpectedLine, WrittenMove, WrittenWait } from './expected-line.ts';
import type { Lamp, Scene, Scenes } from './scenes.ts';

/** Commands that stand together in the file, nothing but waits for motion between them. */
export interface LineGroup {
  readonly lines: readonly ExpectedLine[];
  /** All motion has ended before the first of them. */
  readonly settled: boolean;
}

interface GroupPlan {
  readonly program: Program;
  readonly profile: Profile;
  readonly expects: ExpectedLines;
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
export function expectedLineGroups(program: Program, profile: Profile, scenes: Scenes): LineGroup[][] {
  const { expects } = readFactsOf(profile.dialect);
  const groups: GroupPlan = {
    program,
    profile,
    expects,
    plan: [],
    tool: null,
    tip: null,
    risen: false,
    opened: new Set(),
    lit: new Set(),
    pressurised: new Set(),
  };
  for (const gap of scenes) {
    groups.plan.push([]);
    if (groups.plan.length === 1) addStart(groups);
    for (const scene of gap) addScene(groups, scene);
  }
  const off = [...groups.pressurised].flatMap(({ pressure }) => pressure?.command ?? []);
  add(groups, [...closing(groups), ...off.map(anyNumbers)], true);
  add(groups, profile.end.map(anyNumbers), true);
  return groups.plan;
}

/** Waits for motion may be said once more or left out where one stands already, modes of extrusion anywhere. */
export function isSilent(line: string, { waits }: ExpectedLines): boolean {
  return waits.includes(line) || line === 'M82' || line === 'M83';
}

function add({ plan, expects }: GroupPlan, lines: LineGroup['lines'], settled: boolean): void {
  const said = lines.filter((line) => typeof line !== 'string' || (line.trim() !== '' && !isSilent(line, expects)));
  const spoken = said.filter((line) => typeof line !== 'string' || !line.startsWith(';'));
  if (spoken.length > 0) plan[plan.length - 1].push({ lines: spoken, settled });
}

function addStart(groups: GroupPlan): void {
  const { profile, expects } = groups;
  const { homing, start, safeZ, motion } = profile;
  const own = [...homing.commands, ...start].map((line) => fillTemplate(line, { safeZ }));
  add(groups, [...expects.modes, ...expectedLimits(expects, motion), ...riseBeforeStart(groups, own), ...own], false);
}

function addScene(groups: GroupPlan, scene: Scene): void {
  switch (scene.kind) {
    case 'selection':
      select(groups, scene.before, scene.tool);
      return;
    case 'way':
      addWay(groups, scene.points, scene.speed);
      return;
    case 'strand':
      groups.tip = endOfStrand(scene.step);
      if (scene.opens) groups.opened.add(scene.tool);
      return;
    case 'rest':
      addRest(groups, scene);
      return;
    case 'light':
      addLight(groups, scene.lamp, scene.cure.seconds);
      return;
    case 'pause':
      addPause(groups, scene.message);
      return;
    case 'pressure':
      if (scene.tool.pressure?.set === 'gcode') groups.pressurised.add(scene.tool);
      return;
    case 'wait':
    case 'bath':
    case 'temperature':
      return;
    default:
      scene satisfies never;
  }
}

/** Before its first travel the needle rises where it is, and crosses to the first point at that height. */
function addWay(groups: GroupPlan, points: ArrayLike<number>, speed: number): void {
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

function select(groups: GroupPlan, before: ProfileTool | null, tool: ProfileTool): void {
  const lines = [
    ...(before === null ? firstRise(groups, tool) : ofTool(before, before.deselect)),
    ...ofTool(tool, tool.select),
  ];
  groups.tool = tool;
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
  return [rise(profile, words, clearOf(program, profile) - (offsetBy === 'planner' ? offset.z : 0))];
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
  return [rise(profile, new Set(loaded.map(({ zWord }) => zWord)), z)];
}

const rise = (profile: Profile, words: ReadonlySet<string>, z: number): WrittenMove => ({
  kind: 'move',
  axes: new Map([...words].map((word) => [word, z])),
  feed: verticalFeed(profile),
  feedMayStand: false,
});

function addRest(groups: GroupPlan, { by, tool, volumeUl, flow }: Extract<Scene, { kind: 'rest' }>): void {
  if (by === 'operator') addPause(groups, null);
  if (by !== 'valve' || tool.dispenser.by === 'plunger') return;
  groups.opened.add(tool);
  const { open, close } = tool.dispenser;
  add(groups, [...ofTool(tool, open), waitOf(groups, volumeUl / flow), ...ofTool(tool, close)], false);
}

function addLight(groups: GroupPlan, lamp: Lamp, seconds: number): void {
  if (lamp.on.length === 0) {
    addPause(groups, null);
    return;
  }
  const { tool } = groups;
  groups.lit.add(lamp.id);
  const wait = lamp.blocking ? [] : [waitOf(groups, seconds)];
  const back = lamp.leavesTool && tool !== null ? [...ofTool(tool, tool.select), ...wayBack(groups)] : [];
  add(groups, [...lamp.on.map(anyNumbers), ...wait, ...lamp.off.map(anyNumbers), ...back], true);
}

/** What the operator is asked to do manually the writer words (null): only the commands are compared then. */
function addPause(groups: GroupPlan, message: string | null): void {
  const lines = groups.expects.pause
    .filter((line) => message?.trim() !== '' || !line.includes('{text}'))
    .map((line): ExpectedLine => {
      const [before, after] = line.split('{text}');
      return after === undefined ? line : { kind: 'text', before, after, message };
    });
  add(groups, [...closing(groups), ...lines, ...wayAfterPause(groups)], true);
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
  return { kind: 'move', axes, feed: verticalFeed(profile), feedMayStand };
}

function across(groups: GroupPlan, speed = groups.profile.motion.travelSpeed): WrittenMove {
  const [x, y] = groups.tip ?? [Number.NaN, Number.NaN];
  const offset = offsetOf(groups);
  const axes = new Map([
    ['X', x / 1e6 - offset.x],
    ['Y', y / 1e6 - offset.y],
  ]);
  return { kind: 'move', axes, feed: speed * 60, feedMayStand: true };
}

const waitOf = ({ profile }: GroupPlan, seconds: number): WrittenWait => ({
  kind: 'wait',
  seconds,
  secondsOfP: readFactsOf(profile.dialect).reads.dwellP,
});

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
