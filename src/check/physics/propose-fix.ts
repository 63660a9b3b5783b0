import { changing, type Finding, type JobChange } from '../../finding/finding.ts';
import { nozzleFlowOf } from '../../ink/flow/flow-through.ts';
import { gauges, needleOf } from '../../ink/flow/needle-table.ts';
import { nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Job } from '../../job/job.ts';
import { plannedFlow, type StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { leastFlow, viabilityAfter, type WithFlow } from './physics-context.ts';
import { highestPressure } from './pressure-limits.ts';

/** A change of one setting that was tried on every kind of strand of the tool, and passed flow and viability. */
export interface Fix {
  readonly change: JobChange;
  readonly numbers: Readonly<Record<string, number>>;
}

/** One kind of strand: those of the same section and speed flow alike. */
export interface Kind {
  readonly area: number;
  readonly width: number;
  readonly height: number;
  readonly speed: number;
}

/** How a trial came out: the highest pressure and the lowest viability over all kinds of strands. */
type Outcome = Pick<WorstFlow, 'kPa' | 'viability'>;

/** The worst that flows of all kinds of strands do. */
export interface WorstFlow {
  /** The highest pressure with its band, and the lowest pressure. */
  readonly kPa: number;
  readonly band: readonly [low: number, high: number];
  readonly leastKpa: number;
  readonly wallShearPa: number;
  /** NaN without cells or without a law for them. */
  readonly viability: number;
  /** µL/s */
  readonly flow: readonly [least: number, most: number];
}

/**
 * Other needles, lower or higher speeds and other temperatures, one at a time, each tried with the physics: at most one
 * of each kind, the smallest change first. Empty when nothing of the sort passes.
 */
export function proposeFixes(loaded: LoadedTool, strands: readonly StrandStep[], job: Job): Fix[] {
  const kinds = kindsOf(strands);
  if (kinds.length === 0 || loaded.flow === null) return [];
  return [otherNeedle(loaded, kinds, job), otherSpeed(loaded, kinds, job), otherTemperature(loaded, kinds, job)].filter(
    (fix) => fix !== null,
  );
}

/** `a; or b` for the `fix` of a finding. */
export function fixText(fixes: readonly Fix[], otherwise: string): string {
  return fixes.length === 0 ? otherwise : fixes.map(({ change }) => change.what).join('; or ');
}

/** Every kind of strand of a tool, the slowest flow first; at most two dozen of them. */
export function kindsOf(strands: readonly StrandStep[]): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const step of strands) {
    const { width, height } = step.strand;
    for (const kind of sectionsOf(step)) {
      const key = `${kind.area.toPrecision(6)} ${kind.speed.toPrecision(6)}`;
      if (!kinds.has(key)) kinds.set(key, { ...kind, width, height });
    }
  }
  return thinned([...kinds.values()].sort((a, b) => a.area * a.speed - b.area * b.speed));
}

/**
 * Section and speed that make the flow of a strand, the greatest and the least: under constant pressure those of the
 * nominal strand, whose speed the job gives.
 */
function sectionsOf(step: StrandStep): Pick<Kind, 'area' | 'speed'>[] {
  const { strand, flow, askedSpeed, flowRatio = 1 } = step;
  if (askedSpeed !== undefined) return [{ area: plannedFlow(step) / askedSpeed, speed: askedSpeed }];
  const area = strand.area / flowRatio;
  const kind = { area, speed: step.speed };
  const least = leastFlow(step);
  return least === flow ? [kind] : [kind, { area: least / step.speed, speed: step.speed }];
}

const mostKinds = 24;

/** Evenly picked by flow, the slowest and the fastest among them: pressure and survival change smoothly between. */
function thinned(kinds: readonly Kind[]): readonly Kind[] {
  if (kinds.length <= mostKinds) return kinds;
  return Array.from({ length: mostKinds }, (_, i) => kinds[Math.round((i * (kinds.length - 1)) / (mostKinds - 1))]);
}

function otherNeedle(loaded: LoadedTool, kinds: readonly Kind[], job: Job): Fix | null {
  const { settings, nozzle } = loaded;
  if (nozzle.inlet !== nozzle.inner) return null;
  const byNearness = [...gauges]
    .filter((gauge) => gauge !== settings.nozzle.gauge)
    .sort((a, b) => Math.abs(needleOf(a).inner - nozzle.inner) - Math.abs(needleOf(b).inner - nozzle.inner));
  for (const gauge of byNearness) {
    const needle = nozzleOf({ gauge, length: nozzle.length });
    const trial = kindsThrough(needle.inner, kinds, settings.width === undefined);
    if (trial === null) continue;
    const outcome = tryOut(loaded, { ...loaded, nozzle: needle }, trial, job);
    if (outcome === null) continue;
    const named = settings.nozzle.inner === undefined ? `${gauge}G` : `${gauge}G (${needle.inner} mm)`;
    const setting =
      settings.nozzle.gauge === undefined ? (['inner', needle.inner] as const) : (['gauge', gauge] as const);
    const change = { what: `${named} instead of ${nozzle.label}`, path: ['nozzle', setting[0]], value: setting[1] };
    return fixOf(loaded, change, outcome, { fixGauge: gauge, fixInner: needle.inner });
  }
  return null;
}

/**
 * What a needle of this inner diameter lays, `own` where strands are as wide as their needle; null where it does not print
 * true: a strand much thinner than its needle is drawn, one much thicker is pushed aside.
 */
export function kindsThrough(inner: number, kinds: readonly Kind[], own: boolean): readonly Kind[] | null {
  if (own) return kinds.some(({ height }) => height > inner) ? null : kinds.map((kind) => widened(kind, inner));
  return kinds.some(({ width }) => inner > 1.25 * width || inner < 0.3 * width) ? null : kinds;
}

/** The kind of strand that a needle of another inner diameter lays where the job leaves the width to the needle. */
function widened(kind: Kind, width: number): Kind {
  const round = Math.abs(kind.area - (Math.PI * kind.width ** 2) / 4) < 1e-6 * kind.area;
  // Slots and flattened strands stay as high as their layer.
  const area = round ? (Math.PI * width ** 2) / 4 : kind.area + (width - kind.width) * kind.height;
  return { ...kind, width, area };
}

const speedFactors = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 1.1, 1.25, 1.5, 2, 3, 4, 6, 8, 10];

function otherSpeed(loaded: LoadedTool, kinds: readonly Kind[], job: Job): Fix | null {
  const fastest = Math.max(...kinds.map((kind) => kind.speed));
  const [least, most] = loaded.material.speed ?? [0.1, 100];
  const stated = new Set<number>();
  for (const factor of speedFactors) {
    const speed = Number((fastest * factor).toPrecision(2));
    if (stated.has(speed) || speed < least || speed > most) continue;
    stated.add(speed);
    // One speed for all strands: that is what a job can say.
    const outcome = tryOut(
      loaded,
      loaded,
      kinds.map((kind) => ({ ...kind, speed })),
      job,
    );
    if (outcome === null) continue;
    const change = { what: `${speed} mm/s instead of ${fastest} mm/s`, path: ['speed'], value: speed };
    return fixOf(loaded, change, outcome, { fixSpeed: speed });
  }
  return null;
}

function otherTemperature(loaded: LoadedTool, kinds: readonly Kind[], job: Job): Fix | null {
  const { material, tool, flow, celsius } = loaded;
  if (tool.temperature === null || flow === null || material.rheology === null) return null;
  const now = celsius ?? material.rheology.at;
  const low = Math.ceil(Math.max(material.temperature[0], tool.temperature[0]));
  // Cells bear no more than body temperature, whatever the ink does.
  const high = Math.floor(Math.min(material.temperature[1], tool.temperature[1], loaded.cells === null ? 1e3 : 37));
  const byNearness = Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i)
    .filter((trial) => trial !== now)
    .sort((a, b) => Math.abs(a - now) - Math.abs(b - now));
  for (const trial of byNearness) {
    const flowThere = nozzleFlowOf(material, trial, loaded.nozzle);
    if (flowThere === null || flowThere.law.trust === 'not-modelled' || flowThere.law.trust === 'outside') continue;
    const outcome = tryOut(loaded, { ...loaded, celsius: trial }, kinds, job);
    if (outcome === null) continue;
    const change = { what: `${trial} °C instead of ${now} °C`, path: ['temperature'], value: trial };
    return fixOf(loaded, change, outcome, { fixCelsius: trial });
  }
  return null;
}

/** Whether every strand of the tool would pass pressure, flow and viability so many times as fast. */
export function passesFaster(times: number, loaded: LoadedTool, strands: readonly StrandStep[], job: Job): boolean {
  const kinds = kindsOf(strands).map((kind) => ({ ...kind, speed: times * kind.speed }));
  return tryOut(loaded, loaded, kinds, job) !== null;
}

/** The outcome with the changed tool, or null when any strand would still be refused. */
function tryOut(before: LoadedTool, changed: LoadedTool, kinds: readonly Kind[], job: Job): Outcome | null {
  const same = before.nozzle === changed.nozzle && before.celsius === changed.celsius;
  const flow = same ? changed.flow : nozzleFlowOf(changed.material, changed.celsius, changed.nozzle);
  if (flow === null || flow.law.trust === 'outside') return null;
  const limit = highestPressure(changed, job)?.kPa ?? Number.POSITIVE_INFINITY;
  const least = changed.tool.pressure?.range[0] ?? 0;
  const [slowest, fastest] = changed.tool.flow ?? [0, Number.POSITIVE_INFINITY];
  const worst = worstFlow({ ...changed, flow }, kinds);
  if (worst.kPa > limit || worst.leastKpa < least) return null;
  if (worst.flow[1] > fastest || worst.flow[0] < slowest) return null;
  return worst.viability < viabilityFloor(job).limit ? null : worst;
}

/** The worst over all kinds of strands that flow through a tool. */
export function worstFlow(loaded: WithFlow, kinds: readonly Kind[]): WorstFlow {
  const flows = kinds.map(({ area, speed }) => loaded.flow.through(area * speed));
  const alive = flows.map((flow) => viabilityAfter(loaded, flow)).filter((share) => !Number.isNaN(share));
  const hardest = flows.reduce((a, b) => (b.pressureKpa > a.pressureKpa ? b : a));
  return {
    kPa: hardest.pressureKpa,
    get band() {
      return hardest.band;
    },
    leastKpa: Math.min(...flows.map(({ pressureKpa }) => pressureKpa)),
    wallShearPa: Math.max(...flows.map(({ wallShearPa }) => wallShearPa)),
    viability: alive.length === 0 ? Number.NaN : Math.min(...alive),
    flow: [Math.min(...flows.map(({ flowUl }) => flowUl)), Math.max(...flows.map(({ flowUl }) => flowUl))],
  };
}

/** The least fraction of living cells that a job accepts. Without its own limit, 80 % only warns. */
export function viabilityFloor(job: Job): { readonly limit: number; readonly own: boolean } {
  return { limit: job.limits.viability ?? 0.8, own: job.limits.viability !== undefined };
}

/** `change` is of a setting of the tool's ink. */
function fixOf(
  { ink }: LoadedTool,
  change: JobChange,
  { kPa, viability }: Outcome,
  numbers: Readonly<Record<string, number>>,
): Fix {
  const alive = Number.isNaN(viability) ? '' : `, ${Number((viability * 100).toPrecision(3))} %`;
  const stated: Record<string, number> = { ...numbers, fixPressureKpa: kPa };
  if (!Number.isNaN(viability)) stated['fixViability'] = viability;
  const what = `${change.what}: ${kPa.toFixed(0)} kPa${alive}`;
  return { change: { ...change, what, path: ['inks', ink, ...change.path] }, numbers: stated };
}

/** The changes of some fixes, where there are any. */
export function changesOf(fixes: readonly Fix[]): Pick<Finding, 'changes'> {
  return changing(fixes.map(({ change }) => change));
}

/** The numbers of all fixes in one record: `fixGauge`, `fixSpeed` and `fixCelsius` name one change each. */
export function merged(fixes: readonly Fix[]): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const fix of fixes) {
    for (const [key, value] of Object.entries(fix.numbers)) numbers[key] ??= value;
  }
  return numbers;
}
