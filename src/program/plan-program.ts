import { InputError } from '../finding/input-error.ts';
import { layerNumber } from '../finding/layer-number.ts';
import type { ConstructLayer } from '../laydown/construct.ts';
import { findWell } from '../vessel/place-vessel.ts';
import { crossingHeight } from './heights/crossing-height.ts';
import { noBalls } from './heights/printed-balls.ts';
import { lift } from './heights/travel.ts';
import { serpentine } from './order-wells.ts';
import { placeWords } from './place-words.ts';
import type { Program } from './program.ts';
import { bringTool } from './tools/bring-ink.ts';
import { headerTool, isSacrificial, type LoadedTool, toolWithInk } from './tools/loaded-tool.ts';
import { orderInks, precedenceOf } from './tools/order-inks.ts';
import { totalProgram } from './total-program.ts';
import { noShapes } from './write/drive-strand.ts';
import { type CrosslinkClock, crosslinkEnd, crosslinkLayer } from './write/plan-crosslinks.ts';
import { type PlanState, type ProgramInput, toNm, type WellRun } from './write/plan-state.ts';
import { writeEnd, writeStart } from './write/write-frame.ts';
import { boxOfConstruct, hasStrandsInSpace, mapOfWell, writeStrand } from './write/write-strand.ts';

/** One layer in one well, or (job order `layers`) in all wells that reach so high. */
interface Unit {
  readonly layer: number;
  readonly runs: readonly WellRun[];
  /** The well's or the print's last layer. */
  readonly last: boolean;
}

/**
 * The whole print as steps: wells in serpentine order, layers from the bottom, the inks of each layer in the order
 * with the fewest tool changes that the job's rules allow, strands as the lay-down ordered them. Deterministic.
 * Throws InputError for a well that is unknown or named twice, and for a strand whose ink no tool holds.
 */
export function planProgram(input: ProgramInput): Program {
  const state = startState(input);
  const units = unitsOf(input, state.runs);
  const sacrificial = new Set(input.tools.filter(isSacrificial).map(({ ink }) => ink));
  const { inks, sacrificialFirst } = input.job.order;
  const precedes = precedenceOf(inks, sacrificialFirst, (ink) => sacrificial.has(ink));
  const orders = orderInks(
    units.map((unit) => inksOf(unit, input.tools)),
    precedes,
  );
  const clock: CrosslinkClock = { waiting: new Map() };
  writeStart(state, input);
  units.forEach((unit, index) => {
    writeUnit(state, unit, orders[index]);
    crosslinkLayer(state, clock, unit.layer, unit.runs);
    if (unit.last) crosslinkEnd(state, clock, input.job.vessel?.order === 'layers' ? state.runs : unit.runs);
  });
  writeEnd(state, input);
  return {
    header: {
      name: input.job.name,
      printer: input.profile.id,
      vessel: input.vessel.id,
      wells: state.runs.map((run) => run.place.name),
      ...ownOf(input),
      ...(input.job.bath === undefined ? {} : { bathMm: input.job.bath.depth }),
      place: placeWords(input.profile, input.vessel, input.handedness),
      tools: input.tools.map(headerTool),
      hashes: input.hashes,
      layers: Math.max(0, ...input.wells.map(({ construct }) => construct.layers.length)),
      totals: totalProgram(state.steps, input.tools),
    },
    steps: state.steps,
    findings: state.findings,
  };
}

function ownOf({ job: { vessel, tools }, profile }: ProgramInput): Pick<Program['header'], 'own'> {
  const a1 = vessel?.a1?.join(',');
  const offsets = profile.tools
    .filter(({ id }) => tools !== undefined && Object.hasOwn(tools, id))
    .map(({ id, offset: { x, y, z } }) => `${id}:${x},${y},${z}`)
    .join(';');
  if (a1 === undefined && offsets === '') return {};
  return { own: { ...(a1 === undefined ? {} : { a1 }), ...(offsets === '' ? {} : { offsets }) } };
}

function startState(input: ProgramInput): PlanState {
  const { job, profile, vessel, tools } = input;
  const places = input.wells.map((plan) => ({ plan, place: findWell(vessel, plan.well) }));
  checkWells(input.wells.map(({ well }) => well));
  const runs = serpentine(places).map(({ plan, place }): WellRun => {
    const { x, y, floor } = place;
    const origin = { xNm: toNm(x), yNm: toNm(y), floorNm: toNm(floor) };
    const { construct, tools, job, condition } = plan;
    return {
      place,
      construct,
      tools,
      job,
      condition,
      ...origin,
      printed: origin.floorNm,
      spots: null,
      map: null,
      balls: null,
      ground: null,
      paces: new Map(),
    };
  });
  checkInks(runs);
  if (job.hop === 0 || job.bath !== undefined) {
    for (const run of runs) {
      const box = boxOfConstruct(run.construct.layers);
      if (box !== null) run.map = mapOfWell(run, box);
      if (hasStrandsInSpace(run)) run.balls = noBalls();
    }
  }
  return {
    job,
    profile,
    vessel,
    runs,
    steps: [],
    findings: [],
    crossing: toNm(crossingHeight(profile, vessel, tools, tallestOf(runs), job.hop)),
    travelSpeed: job.travelSpeed ?? profile.motion.travelSpeed,
    waitsForTemperature: input.waitsForTemperature,
    at: null,
    active: null,
    used: new Set(),
    pressures: new Map(),
    temperatures: new Map(),
    well: null,
    announced: null,
    above: true,
    strands: 0,
    laidWidth: null,
    shapes: noShapes(),
  };
}

function checkWells(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  throw new InputError('well-twice', `Well ${twice} is to be printed twice`, {
    where: { well: twice },
    fix: 'Name each well once.',
  });
}

/** Every strand must have a tool: a strand left out unseen would be a hole in the construct. */
function checkInks(runs: readonly WellRun[]): void {
  for (const { construct, tools, place } of runs) {
    const known = new Set(tools.map(({ ink }) => ink));
    for (const layer of construct.layers) {
      const stray = layer.strands.find(({ ink }) => !known.has(ink));
      if (stray === undefined) continue;
      throw new InputError(
        'ink-without-tool',
        `No tool is loaded with "${stray.ink}", which part ${stray.part} needs`,
        {
          where: { ink: stray.ink, part: stray.part, well: place.name, layer: layer.index },
          fix: 'Give the ink in the job and assign it a tool.',
        },
      );
    }
  }
}

/** Height of the tallest construct above the surface printed on, mm. */
function tallestOf(runs: readonly WellRun[]): number {
  let tallest = 0;
  for (const { construct, place } of runs) {
    for (const { top, strands } of construct.layers) {
      tallest = Math.max(tallest, place.floor + top);
      for (const { rise } of strands) {
        for (let i = 0; rise !== undefined && i < rise.length; i++) {
          tallest = Math.max(tallest, place.floor + top + rise[i] / 1e6);
        }
      }
    }
  }
  return tallest;
}

function unitsOf(input: ProgramInput, runs: readonly WellRun[]): Unit[] {
  if (input.job.vessel?.order !== 'layers' || runs.length === 1) {
    return runs.flatMap((run) => {
      const { layers } = run.construct;
      return layers.map(({ index }, i): Unit => ({ layer: index, runs: [run], last: i === layers.length - 1 }));
    });
  }
  const indices = [...new Set(runs.flatMap((run) => run.construct.layers.map(({ index }) => index)))];
  indices.sort((a, b) => a - b);
  for (const index of indices) refuseUneven(index, runs);
  return indices.map((layer, i) => ({
    layer,
    runs: runs.filter((run) => layerOf(run, layer) !== undefined),
    last: i === indices.length - 1,
  }));
}

/** A layer in all wells is one height: the needle and the light go from well to well within it. */
function refuseUneven(index: number, runs: readonly WellRun[]): void {
  const holding = runs.flatMap((run) => layerOf(run, index) ?? []);
  const [first] = holding;
  const place = holding.findIndex(({ top, height }) => top !== first.top || height !== first.height);
  if (place < 0) return;
  const wells = runs.filter((run) => layerOf(run, index) !== undefined).map((run) => run.place.name);
  const [a, b] = [first, holding[place]].map(({ top, height }) => `${top} mm (${height} mm high)`);
  throw new InputError(
    'layers-uneven',
    `vessel.order: layers prints each layer in all wells, but layer ${layerNumber(index)} ends at ${a} in ${wells[0]} and at ${b} in ${wells[place]}`,
    {
      where: { well: wells[place], layer: index },
      fix: 'Give all wells the same layers and heights, or print well by well (vessel.order: wells).',
    },
  );
}

/** A layer that is among those of the run: units are made of these. */
function layerIn(run: WellRun, index: number): ConstructLayer {
  const layer = layerOf(run, index);
  if (layer === undefined) throw new Error(`Internal error: layer index ${index} is not in the run`);
  return layer;
}

function layerOf(run: WellRun, index: number): ConstructLayer | undefined {
  const guess = run.construct.layers[index];
  return guess?.index === index ? guess : run.construct.layers.find((layer) => layer.index === index);
}

/** Inks of a unit in the order of the tools. */
function inksOf(unit: Unit, tools: readonly LoadedTool[]): string[] {
  const present = new Set<string>();
  for (const run of unit.runs) for (const { ink } of layerIn(run, unit.layer).strands) present.add(ink);
  return tools.map(({ ink }) => ink).filter((ink) => present.has(ink));
}

function writeUnit(state: PlanState, unit: Unit, inks: readonly string[]): void {
  for (const message of pausesBefore(unit)) {
    lift(state, 'park');
    state.steps.push({ kind: 'pause', message });
  }
  const { top, height } = layerIn(unit.runs[0], unit.layer);
  if (unit.runs.length === 1) enterWell(state, unit.runs[0]);
  state.steps.push({ kind: 'layer', layer: unit.layer, z: top, height });
  // Begin in the well where the layer below ended.
  let runs = unit.runs.at(-1) === state.well ? unit.runs.toReversed() : unit.runs;
  for (const ink of inks) {
    const holding = runs.filter((run) => layerIn(run, unit.layer).strands.some((strand) => strand.ink === ink));
    for (const run of holding) writeInk(state, run, layerIn(run, unit.layer), ink);
    // The next ink begins in the well where this one ended.
    runs = runs.toReversed();
  }
  const seconds = Math.max(...unit.runs.map(({ job }) => job.layerDwell));
  if (seconds > 0 && inks.length > 0) {
    lift(state, 'park');
    state.steps.push({ kind: 'dwell', seconds, why: 'layer' });
  }
}

/** What the operator is asked for before a layer; the same in several wells of it once. */
function pausesBefore({ layer, runs }: Unit): string[] {
  const due = runs.flatMap(({ job }) => job.pauses.filter(({ beforeLayer }) => beforeLayer === layerNumber(layer)));
  return runs.length === 1 ? due.map(({ message }) => message) : [...new Set(due.map(({ message }) => message))];
}

function writeInk(state: PlanState, run: WellRun, layer: ConstructLayer, ink: string): void {
  enterWell(state, run);
  const loaded = toolWithInk(run.tools, ink);
  bringTool(state, run, loaded);
  for (const strand of layer.strands) if (strand.ink === ink) writeStrand(state, run, layer, loaded, strand);
}

/** Tells that the steps to come belong to another well; the travel follows with the first strand. */
function enterWell(state: PlanState, run: WellRun): void {
  if (state.announced === run) return;
  state.announced = run;
  const { name } = run.place;
  if (state.runs.length > 1 && state.job.vessel?.order !== 'layers') {
    const number = state.runs.indexOf(run) + 1;
    state.steps.push({ kind: 'message', text: `Well ${name} (${number} of ${state.runs.length})` });
  }
  const { condition, xNm, yNm } = run;
  state.steps.push({ kind: 'well', well: name, xNm, yNm, ...(condition === undefined ? {} : { condition }) });
}
