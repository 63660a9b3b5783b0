import { InputError } from '../../finding/input-error.ts';
import { cellLawOf } from '../../ink/cell-lines.ts';
import { nozzleFlowOf } from '../../ink/flow/flow-through.ts';
import { nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { JobInk } from '../../job/job-ink.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { findTool } from '../../printer/profile-tool.ts';
import type { LoadedTool } from './loaded-tool.ts';

/** What the flow physics says of an ink on its nozzle, where the job leaves it open. */
export interface Drive {
  readonly pressure?: number | null;
  /** mm/s, for `speed: auto`. */
  readonly speed?: number;
  /** mm/s at most, whatever the job's speed, where it wants ink laid steadily. */
  readonly steady?: number;
  /** Flow that the job's own pressure drives over the flow of the nominal strand. */
  readonly flowRatio?: number;
}

/** Keys of the inks that the parts use, in the order of the job's `inks`. */
export function inksOfParts(job: Job): string[] {
  const used = new Set<string>();
  const [first] = Object.keys(job.inks);
  for (const part of job.parts) {
    const own = [part.ink, ...(part.sequence ?? []), ...(part.alternate ?? []), part.artery, part.vein];
    const named = own.filter((ink) => ink !== undefined);
    for (const ink of named) used.add(ink);
    if (named.length === 0 && first !== undefined) used.add(first);
    if (part.shell !== undefined) used.add(part.shell.ink);
  }
  return Object.keys(job.inks).filter((ink) => used.has(ink));
}

/** The tool of the printer that holds each ink, by the key of the ink. */
export type Mounted = ReadonlyMap<string, ProfileTool>;

/**
 * One tool for every ink: the tool the job names, else the next free one that suits. `library` holds the ink of each
 * key of the job. Throws InputError where a tool is unknown, taken twice or missing.
 */
export function mountInks(
  job: Job,
  inks: readonly string[],
  profile: Profile,
  library: Readonly<Record<string, Ink>>,
): Mounted {
  const chosen = new Map<string, ProfileTool>();
  for (const ink of inks) {
    const wanted = job.inks[ink].tool;
    if (wanted !== undefined) chosen.set(ink, namedTool(profile, ink, wanted, chosen));
  }
  for (const ink of inks) {
    if (!chosen.has(ink)) chosen.set(ink, freeTool(profile, inks, library, ink, chosen));
  }
  return chosen;
}

/** The tools that the parts of a job use, with the job's settings. */
export function loadTools(job: Job, mounted: Mounted, library: Readonly<Record<string, Ink>>): LoadedTool[] {
  // Every ink was mounted above.
  return inksOfParts(job).map((ink) => loadTool(job, ink, library[ink], mounted.get(ink)!));
}

/** A tool as the flow physics drives it. */
export function driveTool(loaded: LoadedTool, drive: Drive): LoadedTool {
  const { tool, settings } = loaded;
  return {
    ...loaded,
    speed: Math.min(drive.speed ?? loaded.speed, drive.steady ?? Number.POSITIVE_INFINITY),
    pressure: tool.pressure === null ? null : (settings.pressure ?? drive.pressure ?? null),
    flowRatio: drive.flowRatio ?? 1,
  };
}

/** The tools of a job whose wells are all alike. */
export function assignTools(job: Job, profile: Profile, library: Readonly<Record<string, Ink>>): LoadedTool[] {
  return loadTools(job, mountInks(job, inksOfParts(job), profile, library), library);
}

function namedTool(profile: Profile, ink: string, id: string, chosen: Map<string, ProfileTool>): ProfileTool {
  const tool = findTool(profile, id);
  if (tool === null) {
    const ids = profile.tools.map((candidate) => candidate.id).join(', ');
    throw new InputError('tool-unknown', `Ink "${ink}" asks for tool ${id}; ${profile.name} has ${ids}`, {
      where: { ink, tool: id },
      fix: `Set inks.${ink}.tool to one of ${ids}, or leave it out.`,
    });
  }
  for (const [other, taken] of chosen) {
    if (taken.id !== id) continue;
    throw new InputError('tool-taken', `Inks "${other}" and "${ink}" both ask for tool ${id}; a tool holds one ink`, {
      where: { ink, tool: id },
      fix: `Give one of them another tool, or leave out the tool to take the next free one.`,
    });
  }
  return tool;
}

function freeTool(
  profile: Profile,
  inks: readonly string[],
  library: Readonly<Record<string, Ink>>,
  ink: string,
  chosen: Map<string, ProfileTool>,
): ProfileTool {
  const taken = new Set([...chosen.values()].map((tool) => tool.id));
  const free = profile.tools.filter((tool) => !taken.has(tool.id));
  const melt = library[ink]?.kind === 'thermoplastic';
  const suits = free.filter((tool) => (tool.kind === 'thermoplastic') === melt);
  // A melt may also be printed from a heated syringe; a hydrogel never from a thermoplastic head.
  const tool = suits[0] ?? (melt ? free[0] : undefined);
  if (tool !== undefined) return tool;
  const has = profile.tools.map((each) => `${each.id} ${each.kind}`).join(', ');
  const needs = `${inks.length} ${inks.length === 1 ? 'tool' : 'tools'} (${inks.join(', ')})`;
  throw new InputError(
    'tools-missing',
    `The job needs ${needs} and ${profile.name} has ${profile.tools.length} (${has}): no tool is left for "${ink}"`,
    { where: { ink }, fix: `Choose a printer with a tool for each ink, or print "${ink}" as a job of its own.` },
  );
}

function loadTool(job: Job, ink: string, material: Ink, tool: ProfileTool): LoadedTool {
  const settings = job.inks[ink];
  const nozzle = nozzleOf(settings.nozzle);
  const { dispenser } = tool;
  const piston = dispenser.by === 'plunger';
  // Ink flows while the needle stands only where lines open a valve, and goes on after a move only where they close it.
  const opens = dispenser.by === 'valve' || (dispenser.by === 'flag' && dispenser.open.length > 0);
  const temperature = tool.temperature === null ? null : (settings.temperature ?? material.recommended ?? null);
  const celsius = temperature ?? settings.temperature ?? null;
  const { cells = null } = settings;
  return {
    ink,
    material,
    tool,
    settings,
    nozzle,
    cells,
    cellLaw: cells === null ? null : cellLawOf(cells.line, cells.law),
    flow: nozzleFlowOf(material, celsius, nozzle),
    width: laidWidth(settings),
    spread: settings.spread ?? 1,
    speed: speedOf(job, settings, material),
    pressure: tool.pressure === null ? null : (settings.pressure ?? null),
    flowRatio: 1,
    temperature,
    celsius,
    preflow: opens ? (settings.preflow ?? settings.startLag ?? tool.preflow) : 0,
    postflow: dispenser.by === 'valve' ? (settings.postflow ?? tool.postflow) : 0,
    coast: piston ? 0 : settings.coast,
    startLag: opens ? (settings.startLag ?? 0) : 0,
    stopLag: piston ? 0 : (settings.stopLag ?? 0),
    earlyS: piston || settings.coast > 0 || (settings.postflow ?? 0) > 0 ? 0 : (settings.stopLag ?? 0),
    leadIn: settings.leadIn,
    prime: settings.prime,
    purge: settings.purge,
    wipe: settings.wipe,
    strandPrime: piston ? settings.strandPrime : 0,
  };
}

/** Width of an ink's strand as it lies, mm. */
export function laidWidth({ width, nozzle, spread = 1 }: JobInk): number {
  return (width ?? nozzleOf(nozzle).inner) * spread;
}

/** `auto` is the middle of the ink's window, else 10 mm/s, until the physics choose. */
function speedOf(job: Job, settings: JobInk, material: Ink): number {
  const wanted = settings.speed ?? job.speed;
  if (wanted !== 'auto') return wanted;
  return material.speed === undefined ? 10 : (material.speed[0] + material.speed[1]) / 2;
}
