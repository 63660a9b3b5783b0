import type { Finding, Place } from '../../finding/finding.ts';
import type { StrandStep } from '../../program/step.ts';
import { refuse } from './readback-finding.ts';
import { comparePath, lengthQuantum, programPath } from './readback-path.ts';
import { comparePieces, type FoundPieces, plannedUl } from './readback-pieces.ts';

/** One strand as a reader found it: the common ground of both readings. */
export interface FoundStrand {
  readonly id: number;
  readonly tool: string;
  readonly line: number;
  /** x y z, nm; the start included. */
  readonly points: ArrayLike<number>;
  /** µL, NaN where the file tells none. */
  readonly volumeUl: number;
  readonly flowingMm: number;
  /** µL that the strand's own comment tells; only where the reader knows it. */
  readonly statedUl?: number;
  /** mm/s, lowest and highest on the way. */
  readonly speeds: readonly [low: number, high: number];
  /** s that ink flows while the needle rests; NaN where the reader does not follow it. */
  readonly restS: number;
  /** Only where the file says that the width varies. */
  readonly pieces: FoundPieces | null;
  /** A plunger's share of each piece of one width; only of the reader that reads it. */
  readonly shares?: FoundPieces;
}

/** Relative error allowed to volumes, beside the rounding of the printed digits. */
const relativeTolerance = 1e-4;
/** µL by which the last printed digit of a plunger's word may be off. */
const volumeQuantum = 2e-6;
const speedTolerance = 1e-3;
/** s: half of the last digit of three waits. */
const restTolerance = 0.0016;

/** The first difference between a planned strand and the one that a reader found; null when they are the same. */
export function compareStrand(step: StrandStep, found: FoundStrand): Finding | null {
  const where: Place = { strand: step.id, layer: step.layer, well: step.well, tool: step.tool, line: found.line };
  if (found.id !== step.id) {
    return refuse('strand-order', where, `strand ${found.id} stands where the program has strand ${step.id}`);
  }
  if (found.tool !== step.tool) {
    return refuse('strand-tool', where, `strand ${step.id} is printed by ${found.tool}, planned for ${step.tool}`);
  }
  const way = programPath(step);
  const path = comparePath(way, found.points);
  if (path !== null) return refuse('strand-path', where, `strand ${step.id}: ${path.what}`, path.numbers);
  const flowing = Math.max(0, step.lengthMm - step.end.coast);
  const pieces = way.length / 3;
  const lengthSlack = pieces * lengthQuantum;
  if (!(Math.abs(found.flowingMm - flowing) <= lengthSlack)) {
    const what = `strand ${step.id} flows for ${found.flowingMm.toFixed(4)} mm, planned ${flowing.toFixed(4)} mm`;
    return refuse('strand-length', where, what, { foundMm: found.flowingMm, plannedMm: flowing });
  }
  const [low, high] = found.speeds;
  const [slowest, fastest] = plannedSpeeds(step);
  if (!(low >= slowest * (1 - speedTolerance) && high <= fastest * (1 + speedTolerance))) {
    const planned = slowest === fastest ? slowest.toFixed(3) : `${slowest.toFixed(3)} to ${fastest.toFixed(3)}`;
    const what = `strand ${step.id} runs at ${low.toFixed(3)} to ${high.toFixed(3)} mm/s, planned ${planned}`;
    return refuse('strand-speed', where, what, { lowMmS: low, highMmS: high, plannedMmS: step.speed });
  }
  const rest = plannedRest(step);
  if (Math.abs(found.restS - rest) > restTolerance) {
    const what = `the valve rests open for ${found.restS.toFixed(4)} s on strand ${step.id}, planned ${rest.toFixed(4)} s`;
    return refuse('strand-rest', where, what, { foundS: found.restS, plannedS: rest });
  }
  const statedUl = found.statedUl ?? step.volumeUl;
  if (!(Math.abs(statedUl - step.volumeUl) <= step.volumeUl * 1e-6)) {
    const what = `the comment of strand ${step.id} says ${statedUl} uL, planned ${step.volumeUl} uL`;
    return refuse('strand-comment', where, what, { statedUl, plannedUl: step.volumeUl });
  }
  if ((step.strand.widths === undefined) !== (found.pieces === null)) {
    const says = found.pieces === null ? 'one width' : 'a width that varies';
    return refuse('strand-width', where, `the file says ${says} of strand ${step.id}, which is not planned`);
  }
  const shares = found.pieces ?? (isEven(step, way, found) ? null : found.shares);
  const off = shares ? comparePieces(step, way, found.points, shares) : null;
  if (off !== null) return refuse('strand-section', where, `strand ${step.id}: ${off.what}`, off.numbers);
  if (Number.isNaN(found.volumeUl)) return null;
  const wantedUl = plannedUl(step, flowing);
  const slack = wantedUl * relativeTolerance + volumeQuantum + step.strand.area * lengthQuantum;
  if (!(Math.abs(found.volumeUl - wantedUl) <= Math.min(slack, wantedUl * 0.5 + volumeQuantum * pieces))) {
    const what = `strand ${step.id} pushes ${found.volumeUl.toFixed(6)} uL, planned ${wantedUl.toFixed(6)} uL`;
    return refuse('strand-volume', where, what, { foundUl: found.volumeUl, plannedUl: wantedUl });
  }
  return null;
}

/** Point by point as planned, each piece of one width holds its share: what is true of nearly every strand. */
function isEven({ strand: { area }, end }: StrandStep, way: Float64Array, { points, shares }: FoundStrand): boolean {
  if (shares === undefined) return true;
  if (points.length !== way.length || end.coast > 0) return false;
  const { volumeUl } = shares;
  for (let i = 3, piece = 0; i < way.length; i += 3, piece++) {
    const dx = way[i] - way[i - 3];
    const dy = way[i + 1] - way[i - 2];
    const dz = way[i + 2] - way[i - 1];
    const owed = (area * Math.sqrt(dx * dx + dy * dy + dz * dz)) / 1e6;
    if (!(Math.abs(volumeUl[piece] - owed) <= owed * relativeTolerance + volumeQuantum)) return false;
  }
  return true;
}

/** mm/s, slowest and fastest; a dot has no way. */
function plannedSpeeds({ speed, speeds, openS }: StrandStep): readonly [slowest: number, fastest: number] {
  if (openS !== undefined) return [0, Number.POSITIVE_INFINITY];
  if (speeds === undefined) return [speed, speed];
  let [slowest, fastest] = [Infinity, 0];
  for (const each of speeds) {
    if (each < slowest) slowest = each;
    if (each > fastest) fastest = each;
  }
  return [slowest, fastest];
}

/** s that an open valve waits on a strand: before and after its way, and on a dot instead of one. */
function plannedRest({ start, end, openS = 0 }: StrandStep): number {
  return start.preflow + openS + (end.coast > 0 ? 0 : end.postflow);
}
