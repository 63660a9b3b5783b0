import { changing, type Judgement, type Place } from '../../finding/finding.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import type { Profile } from '../../printer/profile.ts';
import { depthInCone, type HeightMap, highestAlong } from '../../program/heights/height-map.ts';
import { slideRadius, slideSpare } from '../../program/heights/travel.ts';
import type { PathStrand, ProgramPath } from '../../program/program-path.ts';
import { type Piece, walkProgram } from '../../program/walk-program.ts';
import {
  createTally,
  enough,
  findingsOf,
  notePlace,
  type Tally,
  type TallyEntry,
  text,
} from '../foreign/tally-places.ts';
import { type HeadBody, headBodies } from '../space/head-bodies.ts';
import { longerNeedles } from '../space/longer-needle.ts';
import { emptySweep, type NeedleContact, type NeedleSweep, sweepPiece, sweepStrand } from '../space/needle-sweep.ts';
import { mapsOfWells, mapsUnder, type PrintedMap, printStrand } from '../space/printed-maps.ts';
import { needleChange, type SpaceSettings } from '../space/space-settings.ts';

/** Rounding of the printed digits and of a slope's heights, nm. */
const tolerance = 2000;

interface Detail {
  readonly kind: 'through' | 'drag' | 'space';
  readonly body: HeadBody;
  /** Height of the body's lower end and of what it meets, nm. */
  readonly z: number;
  readonly top: number;
}

interface Judge {
  readonly tally: Tally<Detail>;
  readonly maps: Map<string, PrintedMap>;
  readonly widths: Map<string, number>;
  /** Where strands lie in space: those before each step, for the needle; null for layers. */
  readonly inSpace: { readonly sweep: NeedleSweep; readonly strands: readonly PathStrand[]; done: number } | null;
}

/**
 * Refuses when a needle, a hub or an idle head passes through strands printed before, or a needle without ink is
 * dragged over strands of the layer it runs on. What is printed is kept as heights on a grid of a quarter strand; a
 * needle that prints may touch its neighbours of the same height. For a hub a longer needle is proposed where the plan
 * passes with it, in the keys of `settings`.
 */
export function gateCollision(program: ProgramPath, profile: Profile, settings?: SpaceSettings): Judgement[] {
  const tally = tallyOf(program, profile);
  const judge = (path: ProgramPath) => tallyOf(path, profile);
  const needleFor = longerNeedles({ program, before: tally, judge, lengthFor: lengthOver, refuses: () => true });
  return findingsOf(tally, (entry) => {
    const { tool } = entry.detail.body;
    const needle = isLowHub(entry) ? needleFor(tool) : null;
    const isProposed = settings !== undefined && needle !== null;
    return { ...describe(entry, needle), ...changing(isProposed ? [needleChange(settings, tool, needle)] : []) };
  });
}

const isLowHub = ({ detail: { kind, body } }: TallyEntry<Detail>): boolean =>
  kind === 'through' && body.what === 'hub' && !body.idle;

/** The needle whose hub stays above what is printed, for an entry of a hub that does not. */
const lengthOver = ({ worst, detail: { body } }: TallyEntry<Detail>): number =>
  Number((body.length + Number(enough(worst / 1e6))).toFixed(2));

function tallyOf(program: ProgramPath, profile: Profile): Tally<Detail> {
  const bodies = headBodies(program, profile);
  const judge: Judge = {
    tally: createTally(),
    maps: mapsOfWells(program),
    widths: new Map(),
    inSpace: inSpaceOf(program),
  };
  walkProgram(program, {
    strand: (step) => {
      const place = () => ({ tool: step.tool, well: step.well, layer: step.layer, strand: step.id });
      if (judge.inSpace !== null) judge.inSpace.done++;
      for (const body of bodies.get(step.tool) ?? []) {
        if (judge.inSpace !== null && isNeedle(body))
          noteContact(judge, body, sweepStrand(judge.inSpace.sweep, step, body.radius / 1e6));
        else judgeStrand(judge, step, body, place);
      }
      const printed = judge.maps.get(step.well);
      if (printed !== undefined) printStrand(printed, step);
      judge.widths.set(step.tool, step.strand.width);
    },
    move: (piece) => {
      const place = () => ({ tool: piece.tool, well: piece.well, layer: piece.layer });
      for (const body of bodies.get(piece.tool) ?? []) {
        if (judge.inSpace !== null && isNeedle(body)) {
          const next = judge.inSpace.strands[judge.inSpace.done] ?? null;
          noteContact(judge, body, sweepPiece(judge.inSpace.sweep, piece, body.radius / 1e6, next));
        } else judgePiece(judge, piece, body, place);
      }
    },
  });
  return judge.tally;
}

const isNeedle = ({ isTip, idle }: HeadBody): boolean => isTip && !idle;

/** The strands of a program that lays them in space, and how many are printed. */
function inSpaceOf({ steps }: ProgramPath): Judge['inSpace'] {
  const strands = steps.filter((step) => step.kind === 'strand');
  if (!strands.some(({ strand }) => strand.role === 'branch')) return null;
  return { sweep: emptySweep(), strands, done: 0 };
}

function noteContact(judge: Judge, body: HeadBody, contact: NeedleContact | null): void {
  if (contact === null) return;
  const { depthMm, tipMm, topMm, place } = contact;
  const key = `space ${body.tool}`;
  const detail = { kind: 'space', body, z: tipMm * 1e6, top: topMm * 1e6 } as const;
  notePlace(judge.tally, key, depthMm * 1e6, place, () => detail);
}

function judgeStrand(judge: Judge, step: PathStrand, body: HeadBody, place: () => Place): void {
  const { strand } = step;
  const box = boxOfStrand(strand);
  const x = step.xNm + body.dx;
  const y = step.yNm + body.dy;
  const z = step.zNm + body.dz;
  const widest = Math.max(body.radius, body.topRadius);
  const reach = {
    minX: x + box.minX - widest,
    minY: y + box.minY - widest,
    maxX: x + box.maxX + widest,
    maxY: y + box.maxY + widest,
  };
  for (const map of mapsUnder(judge.maps, reach, z + box.minZ + tolerance)) {
    const { points, rise, closed } = strand;
    const count = points.length / 2;
    for (let i = closed || count === 1 ? 0 : 1; i < count; i++) {
      const j = i === 0 ? count - 1 : i - 1;
      const low = z + (rise === undefined ? 0 : Math.min(rise[i], rise[j]));
      if (map.highest <= low + tolerance) continue;
      const ax = x + points[2 * j];
      const ay = y + points[2 * j + 1];
      const depth = depthAlong(map, body, ax, ay, x + points[2 * i], y + points[2 * i + 1], low);
      if (depth > tolerance) note(judge, 'through', body, low, low + depth, place);
    }
  }
}

/** By how much what is printed along a segment reaches into a body whose lower end is at `low`; nm. */
function depthAlong(map: HeightMap, body: HeadBody, ax: number, ay: number, bx: number, by: number, low: number) {
  if (body.topRadius > body.radius) return depthInCone(map, ax, ay, bx, by, body, low);
  return highestAlong(map, ax, ay, bx, by, body.radius) - low;
}

function judgePiece(judge: Judge, piece: Piece, body: HeadBody, place: () => Place): void {
  const ax = piece.ax + body.dx;
  const ay = piece.ay + body.dy;
  const az = piece.az + body.dz;
  const bx = piece.bx + body.dx;
  const by = piece.by + body.dy;
  const bz = piece.bz + body.dz;
  const low = Math.min(az, bz);
  // Straight up, a head leaves only what it met on its way there.
  if (ax === bx && ay === by && bz >= az) return;
  const level = az === bz && (ax !== bx || ay !== by);
  const widest = Math.max(body.radius, body.topRadius);
  const reach = {
    minX: Math.min(ax, bx) - widest,
    minY: Math.min(ay, by) - widest,
    maxX: Math.max(ax, bx) + widest,
    maxY: Math.max(ay, by) + widest,
  };
  for (const map of mapsUnder(judge.maps, reach, level ? low - 1 : low + tolerance)) {
    // A needle that slides must touch nothing but the strands it comes from and goes to.
    if (level && !body.idle && body.isTip) {
      judgeSlide(judge, map, piece, body, place);
      continue;
    }
    judgeSlope(judge, map, body, [ax, ay, az], [bx, by, bz], place);
  }
}

function judgeSlide(judge: Judge, map: HeightMap, piece: Piece, body: HeadBody, place: () => Place): void {
  const { ax, ay, az, bx, by } = piece;
  const deep = highestAlong(map, ax, ay, bx, by, body.radius);
  if (deep > az + tolerance) {
    note(judge, 'through', body, az, deep, place);
    return;
  }
  const outer = (2 * body.radius) / 1e6;
  const spare = slideSpare(outer, judge.widths.get(piece.tool) ?? outer);
  const top = highestAlong(map, ax, ay, bx, by, slideRadius(outer), spare);
  if (top >= az) note(judge, 'drag', body, az, top, place);
}

type Point = readonly [x: number, y: number, z: number];

/** A slope is judged in pieces of a cell, each at its lower end. */
function judgeSlope(judge: Judge, map: HeightMap, body: HeadBody, a: Point, b: Point, place: () => Place): void {
  const way = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const pieces = a[2] === b[2] ? 1 : Math.min(2000, Math.max(1, Math.ceil(way / map.cell)));
  for (let i = 0; i < pieces; i++) {
    const from = at(a, b, i / pieces);
    const to = at(a, b, (i + 1) / pieces);
    const low = Math.min(from[2], to[2]);
    if (map.highest <= low + tolerance) continue;
    const depth = depthAlong(map, body, from[0], from[1], to[0], to[1], low);
    if (depth > tolerance) note(judge, 'through', body, low, low + depth, place);
  }
}

function at(a: Point, b: Point, t: number): Point {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}

function note(judge: Judge, kind: Detail['kind'], body: HeadBody, z: number, top: number, place: () => Place): void {
  const key = `${kind} ${body.tool} ${body.what} ${body.idle}`;
  notePlace(judge.tally, key, top - z, place, () => ({ kind, body, z, top }));
}

function describe(entry: TallyEntry<Detail>, needle: number | null): Judgement {
  const { kind, body, z, top } = entry.detail;
  const mm = entry.worst / 1e6;
  const wide = [body.radius, body.topRadius].map((radius) => text((2 * radius) / 1e6));
  const width = wide[0] === wide[1] ? wide[0] : wide.join(' to ');
  const head = `${body.idle ? 'idle ' : ''}${body.what} of ${body.tool} (${width} mm wide)`;
  const base = { severity: 'refuse', where: { ...entry.first, tool: body.tool } } as const;
  if (kind === 'drag') {
    return {
      ...base,
      code: 'needle-drags-over-strands',
      what: `Without ink the ${head} is moved at ${text(z / 1e6)} mm over strands that reach ${text(top / 1e6)} mm.`,
      fix: 'Give the job a hop, 1 mm for example.',
      numbers: { depthMm: mm, atMm: z / 1e6, printedMm: top / 1e6 },
    };
  }
  if (kind === 'space') {
    return {
      ...base,
      code: 'needle-through-strands',
      what: `The ${head} runs ${text(mm)} mm into a strand that was printed before: its tip is at ${text(z / 1e6)} mm, and the strand reaches ${text(top / 1e6)} mm.`,
      fix: `Take a needle thinner than ${text((2 * body.radius) / 1e6)} mm, or move these lines apart.`,
      numbers: { depthMm: mm, atMm: z / 1e6, printedMm: top / 1e6 },
    };
  }
  const fixes = {
    needle: 'Print the lower strands first, or give the job a higher hop.',
    hub:
      needle === null
        ? 'Print the tall part last, or place the parts farther apart: a longer needle alone does not pass.'
        : `Use a needle at least ${text(needle - body.length)} mm longer than ${text(body.length)} mm, or print the tall part last.`,
    idle: `Let ${body.tool} lift by ${enough(mm)} mm when idle, fit it with a needle ${enough(mm)} mm shorter, or place the wells farther apart.`,
  };
  return {
    ...base,
    code: `${body.idle ? 'idle-' : ''}${body.what}-through-strands`,
    what: `The ${head} passes at ${text(z / 1e6)} mm through strands that reach ${text(top / 1e6)} mm.`,
    fix: body.idle ? fixes.idle : fixes[body.what],
    numbers: { depthMm: mm, atMm: z / 1e6, printedMm: top / 1e6 },
  };
}
