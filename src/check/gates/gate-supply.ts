import type { Judgement } from '../../finding/finding.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { wellWords } from '../../finding/well-name.ts';
import { boreVolumeUl } from '../../ink/flow/nozzle.ts';
import { isBeside } from '../../laydown/strand.ts';
import type { ProfileTool } from '../../printer/profile.ts';
import type { StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import type { PhysicsContext } from '../physics/physics-context.ts';
import { placeOf } from '../space/strand-place.ts';

/** What one tool pushes out over the whole print, all wells, µL. */
interface Demand {
  /** In the construct(s): what leaves the needle there. */
  readonly printed: number;
  /** Of it, more than the plan asks for: through a valve ink flows by time. */
  readonly beyond: number;
  /** Primed and purged beside them, and what strand primes are not drawn back. */
  readonly waste: number;
  /** The strand during which the load is used up; null while it lasts. */
  readonly runsOut: StrandStep | null;
  readonly wells: number;
  /** Wells that are complete before the load is used up. */
  readonly completeWells: number;
}

/** Refuses when a cartridge runs short of ink, or holds more than its barrel; tells what to load otherwise. */
export function gateSupply(context: PhysicsContext): Judgement[] {
  const findings: Judgement[] = [];
  for (const loaded of context.tools.values()) {
    const { load } = loaded.settings;
    const usable = load === undefined ? Number.POSITIVE_INFINITY : load - deadVolumeOf(loaded);
    const demand = demandOf(context, loaded, usable * deliveredShare(loaded.tool));
    if (demand.printed + demand.waste <= 0) continue;
    findings.push(...judge(loaded, demand));
  }
  return findings;
}

/** µL that stay behind: as the job says, else what the bore of the needle holds, the least that can. */
export function deadVolumeOf({ settings, nozzle }: Pick<LoadedTool, 'settings' | 'nozzle'>): number {
  return settings.deadVolume ?? boreVolumeUl(nozzle);
}

/** Share of what leaves the cartridge that leaves the needle: what a plunger does not deliver has leaked beside it. */
export function deliveredShare({ dispenser }: ProfileTool): number {
  return dispenser.by === 'plunger' ? Math.min(1, dispenser.delivery ?? 1) : 1;
}

function demandOf({ program, laidUl }: PhysicsContext, tool: LoadedTool, usable: number): Demand {
  const { id, dispenser } = tool.tool;
  const timed = dispenser.by === 'plunger' ? null : laidUl;
  let printed = 0;
  let planned = 0;
  let waste = 0;
  let runsOut: StrandStep | null = null;
  const lastStrand = new Map<string, number>();
  let lastGood = -1;
  for (const step of program.steps) {
    if ((step.kind === 'prime' || step.kind === 'purge') && step.tool === id) waste += step.volumeUl;
    if (step.kind !== 'strand' || step.tool !== id) continue;
    const laid = laidOn(step, timed);
    if (isBeside(step.strand)) waste += laid;
    else {
      printed += laid;
      planned += step.volumeUl;
    }
    waste += step.start.prime - step.end.relax;
    lastStrand.set(step.well, step.id);
    if (printed + waste > usable + 1e-9) runsOut ??= step;
    else lastGood = step.id;
  }
  const completeWells = [...lastStrand.values()].filter((id) => id <= lastGood).length;
  return { printed, beyond: printed - planned, waste, runsOut, wells: lastStrand.size, completeWells };
}

function laidOn({ id, volumeUl }: StrandStep, laidUl: ArrayLike<number> | null): number {
  const laid = laidUl?.[id];
  return laid === undefined || Number.isNaN(laid) ? volumeUl : laid;
}

function judge(loaded: LoadedTool, demand: Demand): Judgement[] {
  const { ink, tool, settings, cells } = loaded;
  const out = demand.printed + demand.waste;
  const lost = out / deliveredShare(tool) - out;
  const dead = deadVolumeOf(loaded);
  const needed = out + lost + dead;
  const advised = advisedLoad(needed);
  const numbers = {
    neededUl: needed,
    printedUl: demand.printed,
    beyondPlanUl: demand.beyond,
    wasteUl: demand.waste,
    deadUl: dead,
    ...(lost > 0 ? { undeliveredUl: lost } : {}),
    ...(settings.load === undefined ? {} : { loadUl: settings.load }),
    fixLoadUl: advised,
    ...(cells === null ? {} : { cells: cellsIn(advised, cells.density) }),
  };
  const where = { ink: ink, tool: tool.id };
  const sum =
    `${microlitres(demand.printed)} in the construct${demand.wells > 1 ? `s of ${demand.wells} wells` : ''}` +
    `${beyondPlan(demand)}, ${microlitres(demand.waste)} primed, purged or outside the parts, ${microlitres(dead)} dead volume` +
    (settings.deadVolume === undefined ? ' (the needle alone; deadVolume says what cartridge and hub keep back)' : '') +
    (lost > 0 ? `, ${microlitres(lost)} not delivered` : '');
  const toLoad =
    `Load ${microlitres(advised)} of ${ink} (10 % in reserve)` +
    (cells === null ? '.' : `: ${cellsIn(advised, cells.density).toPrecision(3)} ${cells.line} cells.`);
  const changes = [
    { what: `Load ${microlitres(advised)}`, path: ['inks', ink, 'load'], value: `${Math.ceil(advised)} µL` },
  ];
  const findings: Judgement[] = [];
  if (settings.load === undefined) {
    const what = `${ink} takes ${microlitres(needed)}: ${sum}.`;
    findings.push({
      code: 'supply-to-load',
      severity: 'note',
      where,
      what,
      fix: toLoad,
      changes,
      numbers,
    });
  } else if (demand.runsOut !== null) {
    findings.push({
      code: 'supply-short',
      severity: 'refuse',
      where: placeOf(demand.runsOut),
      what:
        `${ink} runs out on strand ${demand.runsOut.id}, in layer ` +
        `${layerNumber(demand.runsOut.layer)}${wellWords(demand.runsOut.well, ' of ')}: ${microlitres(needed)} needed, ${microlitres(settings.load)} loaded (${sum}).`,
      fix: `${toLoad}${fewerWells(demand)}`,
      changes,
      numbers: { ...numbers, completeWells: demand.completeWells },
      source: `job, inks.${ink}.load`,
    });
  } else if (needed * 1.1 > settings.load) {
    const what = `${ink}: ${microlitres(settings.load)} loaded, ${microlitres(needed)} needed: less than 10 % in reserve.`;
    findings.push({
      code: 'supply-tight',
      severity: 'warn',
      where,
      what,
      fix: toLoad,
      changes,
      numbers,
    });
  }
  return [...findings, ...barrel(loaded, Math.max(settings.load ?? 0, needed))];
}

/** µL to load for a need: 10 % in reserve, rounded up to what a pipette sets. */
export function advisedLoad(neededUl: number): number {
  return Math.ceil((neededUl * 1.1) / 10) * 10;
}

function beyondPlan({ printed, beyond }: Demand): string {
  if (Math.abs(beyond) < 0.005 * printed) return '';
  return ` (${microlitres(Math.abs(beyond))} ${beyond > 0 ? 'more' : 'less'} than planned, as the valve is open)`;
}

function fewerWells({ completeWells, wells }: Demand): string {
  if (completeWells === 0 || wells < 2) return '';
  return ` Or print ${completeWells} of the ${wells} wells: they are complete before the load is used up.`;
}

/**
 * To how much bores and strokes are written down, mm: half of the last digit that makers give. A nominal 5 mL syringe of
 * 10.3 x 60 mm holds 4999 µL by these numbers, and 5 mL in truth.
 */
const roundingMm = { bore: 0.005, stroke: 0.05 };

const barrelUl = (bore: number, stroke: number): number => (Math.PI / 4) * bore ** 2 * stroke;

function barrel({ ink, tool }: LoadedTool, volumeUl: number): Judgement[] {
  const { dispenser } = tool;
  if (dispenser.by !== 'plunger' || dispenser.bore === undefined || dispenser.stroke === undefined) return [];
  const holds = barrelUl(dispenser.bore, dispenser.stroke);
  if (volumeUl <= barrelUl(dispenser.bore + roundingMm.bore, dispenser.stroke + roundingMm.stroke)) return [];
  return [
    {
      code: 'barrel-too-small',
      severity: 'refuse',
      where: { ink: ink, tool: tool.id },
      what: `${microlitres(volumeUl)} of ${ink} do not fit the barrel of ${tool.id}: it pushes ${microlitres(holds)}.`,
      fix: 'Print fewer wells at a time, or mount a wider or longer syringe and enter its bore and stroke.',
      numbers: { volumeUl, barrelUl: holds },
      source: `printer profile, ${tool.id} bore and stroke`,
    },
  ];
}

function cellsIn(volumeUl: number, perMl: number): number {
  return (volumeUl / 1000) * perMl;
}

function microlitres(volume: number): string {
  return `${volume.toFixed(volume < 10 ? 2 : 0)} µL`;
}
