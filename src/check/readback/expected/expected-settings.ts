import { readFactsOf } from '../../../firmware/dialects.ts';
import { readGcode } from '../../../gcode/reading/read-gcode.ts';
import { fillTemplate } from '../../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../../printer/profile.ts';
import type { Program } from '../../../program/program.ts';
import { note, noteEvent, restOf, type Settings } from '../settings.ts';
import type { Scene, Scenes } from './scenes.ts';

type Note = (settings: Settings) => void;

interface SettingPlan {
  readonly profile: Profile;
  /** kPa by tool. */
  readonly pressures: Map<string, number>;
  /** How what was set is switched off at the end. */
  readonly switched: Map<string, Note>;
}

/** What is set before each strand, and after the last one, as far as the file can say it. */
export function expectedSettings({ header }: Program, profile: Profile, scenes: Scenes): Note[][] {
  const { homing, start, end } = profile;
  const pressures = new Map(header.tools.map(({ tool, pressure }) => [tool, pressure ?? 0]));
  const plan: SettingPlan = { profile, pressures, switched: new Map() };
  const notes = scenes.map((gap) => gap.flatMap((scene) => notesOf(plan, scene)));
  notes[0].unshift(...linesOf([...homing.commands, ...start], profile));
  notes[notes.length - 1].push(...plan.switched.values(), ...linesOf(end, profile));
  return notes;
}

function notesOf(plan: SettingPlan, scene: Scene): Note[] {
  const { profile, pressures } = plan;
  switch (scene.kind) {
    case 'selection':
      return linesOf([...filled(scene.before, 'deselect'), ...filled(scene.tool, 'select')], profile);
    case 'temperature':
      return temperatureNotes(plan, scene);
    case 'pressure':
      pressures.set(scene.tool.id, scene.kPa);
      return pressureNotes(plan, scene);
    case 'strand':
      return scene.opens ? valveNotes(plan, scene.tool) : [];
    case 'rest':
      return scene.by === 'valve' ? valveNotes(plan, scene.tool) : [];
    case 'way':
    case 'wait':
    case 'bath':
    case 'light':
    case 'pause':
      return [];
    default:
      return scene satisfies never;
  }
}

function temperatureNotes(
  { profile, switched }: SettingPlan,
  { of, celsius, wait }: Extract<Scene, { kind: 'temperature' }>,
): Note[] {
  if (of === 'bed' && profile.bedCommand !== null) return [];
  const { heats, stopsHeating, awaitsHeat } = readFactsOf(profile.dialect).expects;
  const target = typeof of === 'string' ? of : 'tool';
  const name = `${typeof of === 'string' ? of : of.id} C`;
  if (!(celsius === null ? stopsHeating : heats).includes(target)) return [];
  const idle = restOf(name, profile);
  if (stopsHeating.includes(target)) switched.set(name, (all) => note(all, name, idle, true, profile));
  const set = celsius === null ? idle : Number(celsius.toFixed(1));
  return [(all) => note(all, name, set, wait && awaitsHeat, profile)];
}

function pressureNotes(
  { profile, switched }: SettingPlan,
  { tool, kPa }: Extract<Scene, { kind: 'pressure' }>,
): Note[] {
  const lines = tool.pressure?.command ?? [];
  if (tool.pressure?.set !== 'gcode' || !setsPressure(lines, profile)) return [];
  const name = `${tool.id} kPa`;
  switched.set(name, (all) => note(all, name, 0, true, profile));
  return [(all) => note(all, name, printedPressure(kPa, lines), true, profile)];
}

/** Lines that open a valve may set its pressure. */
function valveNotes({ profile, pressures }: SettingPlan, { id, dispenser }: ProfileTool): Note[] {
  if (dispenser.by === 'plunger' || !setsPressure(dispenser.open, profile)) return [];
  const kPa = printedPressure(pressures.get(id) ?? 0, dispenser.open);
  return [(all) => note(all, `${id} kPa`, kPa, true, profile)];
}

const isList = (line: string): boolean => /\{kPaList\}$/.test(line);

/** Lists hold one decimal. */
const printedPressure = (kPa: number, lines: readonly string[]): number =>
  lines.some(isList) ? Number(kPa.toFixed(1)) : kPa;

function setsPressure(lines: readonly string[], { dialect }: Profile): boolean {
  const { special } = readFactsOf(dialect).reads;
  const reads = (line: string) => special[Number(/^M(\d+) /.exec(line)?.[1]) * 10] === 'pressures';
  return lines.some((line) => /^[GMT]\d.*[A-Z]\{(kPa|psi|bar)\}/.test(line) || (isList(line) && reads(line)));
}

function filled(tool: ProfileTool | null, lines: 'select' | 'deselect'): string[] {
  return tool === null ? [] : tool[lines].map((line) => fillTemplate(line, { tool: tool.index }));
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
