import type { Crosslink } from '../../job/job.ts';
import type { PlanState, WellRun } from './plan-state.ts';
import { writeCrosslink } from './write-crosslink.ts';

/** Which entries of the job's crosslink schedule are due after a layer, or at the end. */
export interface CrosslinkClock {
  /** Layers that held the ink since the entry was last due, by entry and well. */
  readonly waiting: Map<string, number>;
}

/** Writes what is due after `layer` in the wells of `runs`. */
export function crosslinkLayer(state: PlanState, clock: CrosslinkClock, layer: number, runs: readonly WellRun[]): void {
  for (let index = 0; index < entriesOf(runs); index++) {
    const due = runs.filter((run) => {
      const entry = run.job.crosslink.at(index);
      return entry?.at === 'layers' && holdsInk(entry, run, layer) && isDue(clock, entry, index, run);
    });
    writeAlike(state, index, layer, due);
  }
}

/** The entries of the longest schedule: that of a well may be its own. */
function entriesOf(runs: readonly WellRun[]): number {
  return Math.max(0, ...runs.map(({ job }) => job.crosslink.length));
}

/** Wells whose own times differ are crosslinked one group after the other. */
function writeAlike(state: PlanState, index: number, layer: number, runs: readonly WellRun[]): void {
  const groups = new Map<string, WellRun[]>();
  for (const run of runs) {
    const key = JSON.stringify(run.job.crosslink[index]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  for (const group of groups.values()) writeCrosslink(state, group[0].job.crosslink[index], layer, group);
}

/** Writes what is due at the end of the print in the wells of `runs`, and tells which layers stay without. */
export function crosslinkEnd(state: PlanState, clock: CrosslinkClock, runs: readonly WellRun[]): void {
  for (let index = 0; index < entriesOf(runs); index++) {
    const layer = Math.max(0, ...runs.map((run) => run.construct.layers.at(-1)?.index ?? 0));
    const holding = runs.filter((run) => {
      const entry = run.job.crosslink.at(index);
      return entry?.at === 'end' && run.construct.layers.some((each) => holdsInk(entry, run, each.index));
    });
    writeAlike(state, index, layer, holding);
    for (const run of runs) {
      const entry = run.job.crosslink.at(index);
      if (entry?.at === 'layers') noteLeft(state, clock, entry, index, run);
    }
  }
}

function isDue(clock: CrosslinkClock, entry: Crosslink, index: number, run: WellRun): boolean {
  const key = `${index}:${run.place.name}`;
  const waiting = (clock.waiting.get(key) ?? 0) + 1;
  const due = waiting >= (entry.every ?? 1);
  clock.waiting.set(key, due ? 0 : waiting);
  return due;
}

function holdsInk(entry: Crosslink, run: WellRun, index: number): boolean {
  const layer = run.construct.layers.find((each) => each.index === index);
  if (layer === undefined || layer.strands.length === 0) return false;
  return entry.ink === undefined || layer.strands.some((strand) => strand.ink === entry.ink);
}

function noteLeft(state: PlanState, clock: CrosslinkClock, entry: Crosslink, index: number, run: WellRun): void {
  const left = clock.waiting.get(`${index}:${run.place.name}`) ?? 0;
  const covered = run.job.crosslink.some(
    (other) => other.at === 'end' && (other.ink === undefined || other.ink === entry.ink),
  );
  if (left === 0 || covered || state.findings.some(({ code }) => code === 'layers-not-crosslinked')) return;
  state.findings.push({
    gate: 'plan',
    code: 'layers-not-crosslinked',
    severity: 'warn',
    where: { well: run.place.name, ...(entry.ink === undefined ? {} : { ink: entry.ink }) },
    what: `The last ${left === 1 ? 'layer is' : `${left} layers are`} printed after the last crosslinking (every ${entry.every} layers).`,
    fix: 'Add a crosslink entry with "at: end".',
    numbers: { layers: left },
  });
}
