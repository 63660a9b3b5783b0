import type { ConstructLayer } from '../../laydown/construct.ts';
import { type Strand, thinnestWidth } from '../../laydown/strand.ts';
import type { Box } from '../../laydown/strand-geometry.ts';
import { createHeightMap, type HeightMap, stamp } from '../heights/height-map.ts';
import { addBalls } from '../heights/printed-balls.ts';
import { travelTo } from '../heights/travel.ts';
import { nominalSection } from '../nominal-section.ts';
import { endOfStrand, type StrandStep, startOfStrand } from '../step.ts';
import type { LoadedTool } from '../tools/loaded-tool.ts';
import { type Drive, driveStrand, type Pace } from './drive-strand.ts';
import { layerGround, type Overrun, overrunOf, overrunPoints } from './overrun.ts';
import { type PlanState, toNm, type WellRun } from './plan-state.ts';

/** Ends that are nearer than this are one place, nm. */
const same = 2;

/** Brings the needle to a strand's first point and writes the strand as the tool lays it. */
export function writeStrand(
  state: PlanState,
  run: WellRun,
  layer: ConstructLayer,
  loaded: LoadedTool,
  wanted: Strand,
): void {
  const drive = driveStrand(wanted, loaded, paceOf(state, run, loaded, wanted), state.shapes);
  const { strand } = drive;
  const zNm = run.floorNm + toNm(layer.top);
  const place = { xNm: run.xNm, yNm: run.yNm, zNm };
  const [startX, startY, startZ] = startOfStrand({ ...place, strand });
  const start = { x: startX, y: startY, z: startZ };
  const joined = drive.openS === undefined && joinPrevious(state, start, loaded.tool.id);
  const { before, after } = overrunsOf(state, run, layer, loaded, wanted, drive);
  const add = (driven: Drive, from: StrandStep['start'], to: StrandStep['end']) => {
    const where = { tool: loaded.tool.id, layer: layer.index, well: run.place.name };
    state.steps.push(strandStep(state.strands++, driven, place, where, from, to));
  };
  const open = { preflow: loaded.preflow, prime: loaded.strandPrime };
  const on = { preflow: 0, prime: 0, continues: true } as const;
  const onwards = { postflow: 0, coast: 0, relax: 0, continues: true } as const;
  const close = { postflow: loaded.postflow, coast: coastOf(loaded, drive), relax: loaded.strandPrime };
  const lead = before > 0 && !joined ? beside(drive, 'before', before) : null;
  if (lead !== null) {
    const [x, y] = lead.strand.points;
    travelTo(state, run, { x: run.xNm + x, y: run.yNm + y, z: start.z });
    add(lead, open, onwards);
  } else if (!joined) travelTo(state, run, { ...start, leadIn: leadIn(strand, loaded, start) });
  add(drive, joined || lead !== null ? on : open, after > 0 ? onwards : close);
  const tail = after > 0 ? beside(drive, 'after', after) : null;
  if (tail !== null) add(tail, on, { ...close, coast: coastOf(loaded, tail) });
  state.laidWidth = strand.width;
  const [, , z] = endOfStrand({ ...place, strand });
  const [x, y] = endOfStrand({ ...place, strand: tail?.strand ?? strand });
  state.at = { x, y, z };
  run.printed = Math.max(run.printed, zNm + highestRise(strand.rise));
  if (run.map === null) return;
  for (const each of [lead, { strand }, tail]) {
    if (each === null) continue;
    stampStrand(run.map, each.strand, run.xNm, run.yNm, zNm, leastStamp * run.map.cell);
    if (run.balls !== null) addBalls(run.balls, each.strand, run.xNm, run.yNm, zNm);
  }
}

function strandStep(
  id: number,
  drive: Drive,
  { xNm, yNm, zNm }: Pick<StrandStep, 'xNm' | 'yNm' | 'zNm'>,
  { tool, layer, well }: Pick<StrandStep, 'tool' | 'layer' | 'well'>,
  start: StrandStep['start'],
  end: StrandStep['end'],
): StrandStep {
  const { strand, speed, askedSpeed, speeds, openS, flow, flowRatio, volumeUl, lengthMm } = drive;
  return {
    kind: 'strand',
    id,
    strand,
    xNm,
    yNm,
    zNm,
    tool,
    layer,
    well,
    speed,
    askedSpeed,
    speeds,
    openS,
    flow,
    flowRatio,
    volumeUl,
    lengthMm,
    start,
    end,
  };
}

/** How far the needle runs over the ends of a strand, where the job wants it at speed there. */
function overrunsOf(
  { profile }: PlanState,
  run: WellRun,
  layer: ConstructLayer,
  loaded: LoadedTool,
  wanted: Strand,
  drive: Drive,
): Overrun {
  if (run.job.steady !== 'overrun') return { before: 0, after: 0 };
  if (run.ground?.layer !== layer) run.ground = layerGround(layer);
  return overrunOf(drive, wanted, run.ground, run.place, loaded, profile);
}

/** What is laid on the way over one end of a strand, outside the part. */
function beside({ strand, speed, speeds, flow }: Drive, end: 'before' | 'after', lengthMm: number): Drive {
  const { widths: _widths, rise: _rise, ...whole } = strand;
  const own = (end === 'before' ? speeds?.[0] : speeds?.[speeds.length - 1]) ?? speed;
  const volumeUl = (flow * lengthMm) / own;
  const shape = {
    ...whole,
    points: overrunPoints(strand.points, end, lengthMm),
    role: 'purge',
    closed: false,
  } as const;
  return { strand: { ...shape, area: flow / own }, speed: own, flow, volumeUl, lengthMm };
}

/** The way before the end at which the valve closes, mm: what the job asks, or what flows on after it. */
function coastOf({ coast, earlyS }: LoadedTool, { lengthMm, speed }: Drive): number {
  return coast > 0 ? Math.min(coast, lengthMm) : Math.min(earlyS * speed, lengthMm / 2);
}

/**
 * The one flow at which a tool lays a strand in a well, that of its nominal strand at the job's speed: of every strand
 * where pressure drives the ink, and of round ones of varying width, whose speed follows from it (v = 4 Q / (π d²)). Null
 * where a plunger follows the section at one speed.
 */
function paceOf({ profile }: PlanState, run: WellRun, loaded: LoadedTool, wanted: Strand): Pace | null {
  const byPlunger = loaded.tool.dispenser.by === 'plunger';
  if (byPlunger && (!wanted.round || wanted.widths === undefined)) return null;
  let pace = run.paces.get(loaded);
  if (pace === undefined) {
    const { maxSpeed } = profile.motion;
    const section = nominalSection(run.construct, loaded.ink, loaded.width);
    pace = { flow: section * loaded.speed, fastest: Math.min(maxSpeed.x, maxSpeed.y) };
    run.paces.set(loaded, pace);
  }
  return pace;
}

/** Prints on without closing the valve where the strand before ended at this start (layer marks may lie between). */
function joinPrevious(state: PlanState, start: { x: number; y: number; z: number }, tool: string): boolean {
  const { at, steps } = state;
  if (at === null || state.above) return false;
  if (Math.abs(at.x - start.x) > same || Math.abs(at.y - start.y) > same || Math.abs(at.z - start.z) > same) {
    return false;
  }
  let index = steps.length - 1;
  while (index >= 0 && steps[index].kind === 'layer') index--;
  const before = steps[index];
  if (before?.kind !== 'strand' || before.tool !== tool || before.openS !== undefined) return false;
  const end: StrandStep['end'] = { postflow: 0, coast: 0, relax: 0, continues: true };
  steps[index] = { ...before, end };
  return true;
}

/** Where the needle comes down `leadIn` before the start, in line with the strand's first segment. */
function leadIn(strand: Strand, loaded: LoadedTool, start: { x: number; y: number }): { x: number; y: number } | null {
  const { points } = strand;
  if (loaded.leadIn <= 0) return null;
  for (let i = 1; i < points.length / 2; i++) {
    const dx = points[2 * i] - points[0];
    const dy = points[2 * i + 1] - points[1];
    const length = Math.hypot(dx, dy);
    if (length === 0) continue;
    const back = toNm(loaded.leadIn) / length;
    return { x: Math.round(start.x - dx * back), y: Math.round(start.y - dy * back) };
  }
  return null;
}

function highestRise(rise: Int32Array | undefined): number {
  let highest = 0;
  for (let i = 0; rise !== undefined && i < rise.length; i++) if (rise[i] > highest) highest = rise[i];
  return highest;
}

/** Cells: a strand thinner than twice this could pass between their middles, on a map too large for finer ones. */
const leastStamp = 0.75;

/**
 * Raises a height map along a strand at its place in a well, at least `least` nm to either side. Slopes count in pieces
 * of a cell, by their higher end.
 */
export function stampStrand(map: HeightMap, strand: Strand, xNm: number, yNm: number, zNm: number, least = 0): void {
  const { points, rise, closed, widths } = strand;
  const count = points.length / 2;
  let radius = Math.max(least, toNm(strand.width / 2));
  for (let i = closed || count === 1 ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const ax = xNm + points[2 * j];
    const ay = yNm + points[2 * j + 1];
    const bx = xNm + points[2 * i];
    const by = yNm + points[2 * i + 1];
    if (widths !== undefined) radius = Math.max(least, widths[i] / 2, widths[j] / 2);
    if (rise === undefined || rise[i] === rise[j]) stamp(map, ax, ay, bx, by, radius, zNm + (rise?.[i] ?? 0));
    else stampSlope(map, [ax, ay, zNm + rise[j]], [bx, by, zNm + rise[i]], radius);
  }
}

type Point = readonly [x: number, y: number, z: number];

function stampSlope(map: HeightMap, a: Point, b: Point, radius: number): void {
  const pieces = Math.min(1000, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / map.cell)));
  for (let i = 0; i < pieces; i++) {
    const [ax, ay, az] = between(a, b, i / pieces);
    const [bx, by, bz] = between(a, b, (i + 1) / pieces);
    stamp(map, ax, ay, bx, by, radius, Math.round(Math.max(az, bz)));
  }
}

function between(a: Point, b: Point, t: number): Point {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}

/** Extents of a construct's strands in its own frame, their width included, nm; null when it has none. */
export function boxOfConstruct(layers: readonly ConstructLayer[]): Box | null {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const layer of layers) {
    for (const { points, width, widths } of layer.strands) {
      let half = toNm(width / 2);
      for (let i = 0; i < points.length; i += 2) {
        if (widths !== undefined) half = Math.ceil(widths[i / 2] / 2);
        if (points[i] - half < box.minX) box.minX = points[i] - half;
        if (points[i] + half > box.maxX) box.maxX = points[i] + half;
        if (points[i + 1] - half < box.minY) box.minY = points[i + 1] - half;
        if (points[i + 1] + half > box.maxY) box.maxY = points[i + 1] + half;
      }
    }
  }
  return box.minX <= box.maxX ? box : null;
}

/** Whether any strand of a well rises and falls: lines in space. */
export function hasStrandsInSpace({ construct }: WellRun): boolean {
  return construct.layers.some(({ strands }) => strands.some(({ rise }) => rise !== undefined));
}

/** An empty map of what is printed in a well, cells a quarter of the thinnest strand. */
export function mapOfWell(run: WellRun, box: Box): WellRun['map'] {
  let thinnest = Number.POSITIVE_INFINITY;
  for (const layer of run.construct.layers) {
    for (const strand of layer.strands) thinnest = Math.min(thinnest, thinnestWidth(strand));
  }
  const moved = {
    minX: run.xNm + box.minX,
    minY: run.yNm + box.minY,
    maxX: run.xNm + box.maxX,
    maxY: run.yNm + box.maxY,
  };
  return createHeightMap(moved, toNm(Math.max(thinnest / 4, 0.02)));
}
