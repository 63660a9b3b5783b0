import { type Strand, segmentSection, strandLength, thinnestWidth } from '../../laydown/strand.ts';
import { type StrandStep, startOfStrand } from '../../program/step.ts';
import { type BioValues, formatBio } from '../bio-comment.ts';
import { roomOf } from './number-room.ts';
import { writeMove, writePlunger } from './write-motion.ts';
import { closeValve, openValve } from './write-outputs.ts';
import { type WriteState, wait } from './write-state.ts';

/** Words that existing viewers colour by (those of PrusaSlicer). */
const featureNames: Readonly<Record<Strand['role'], string>> = {
  contour: 'External perimeter',
  lattice: 'Internal infill',
  fill: 'Solid infill',
  prime: 'Skirt/Brim',
  purge: 'Wipe tower',
  branch: 'Bridge infill',
};

/**
 * One strand: its comments, the start of the flow, the path, the end of the flow. Strands that continue each other are
 * one flow: the valve stays open from the first to the last.
 */
export function writeStrand(state: WriteState, strandStep: StrandStep, bio: BioValues | undefined): void {
  const { start, end, flow, openS } = strandStep;
  const { plunger } = state;
  requireNeedleAtStart(state, strandStep);
  writeFeature(state, strandStep.strand);
  if (plunger !== null && start.prime > 0) writePlunger(state, plunger, start.prime, flow);
  if (plunger !== null && start.preflow > 0) wait(state, start.preflow);
  state.out.line(strandComment(strandStep, bio));
  keepRoom(state, strandStep);
  if (plunger === null && !start.continues) openValve(state, start.preflow + (openS ?? 0));
  const flowing = writePath(state, strandStep);
  if (plunger === null && flowing && !end.continues) {
    if (end.postflow > 0) wait(state, end.postflow);
    closeValve(state);
  }
  state.out.line(';BIO:end');
  if (plunger !== null && end.postflow > 0) wait(state, end.postflow);
  if (plunger !== null && end.relax > 0) writePlunger(state, plunger, -end.relax, flow);
}

function keepRoom({ room, out }: WriteState, { id, tool }: StrandStep): void {
  if (room === null) return;
  if (room.timed.has(tool)) room.laid[id] = out.keepRoom(roomOf.laid);
  if (room.alive.has(tool)) room.age[id] = out.keepRoom(roomOf.age);
}

/** A strand that begins elsewhere would draw a line nobody planned. */
function requireNeedleAtStart({ tip }: WriteState, step: StrandStep): void {
  const [x, y, z] = startOfStrand(step);
  if (tip.x === x && tip.y === y && tip.z === z) return;
  throw new Error(`Strand ${step.id} of the program starts where the needle does not stand`);
}

/** Where the width varies each segment tells its own. */
function writeFeature(state: WriteState, { role, width, widths }: Strand): void {
  const type = featureNames[role];
  if (type !== state.type) state.out.line(`;TYPE:${(state.type = type)}`);
  if (widths !== undefined) state.width = Number.NaN;
  else if (width !== state.width) writeWidth(state, width);
}

function writeWidth(state: WriteState, width: number): void {
  state.out.line(`;WIDTH:${Number((state.width = width).toFixed(4))}`);
}

function strandComment(step: StrandStep, bio: BioValues | undefined): string {
  const { id, strand, layer, well, tool, speed, flow, volumeUl, openS } = step;
  const { ink, part, role, width, widths, height, area } = strand;
  return formatBio(
    { strand: id, ink, part, role, layer, well, tool, width },
    widths && { thinnest: thinnestWidth(strand) },
    { height, area, speed, flow, volume: volumeUl },
    openS === undefined ? undefined : { open: openS },
    bio,
  );
}

/** Told to 0.1 µm, so that a width that is the same to that digit is not told again. */
function writeLocalWidth(state: WriteState, width: number): void {
  const rounded = Number(width.toFixed(4));
  if (rounded !== state.width) writeWidth(state, rounded);
}

/** The motion of a strand; true while ink still flows at its end (no coasting). */
function writePath(state: WriteState, step: StrandStep): boolean {
  const { strand, xNm, yNm, zNm, speed: own, speeds, end } = step;
  const { points, rise, closed, widths, round } = strand;
  const count = points.length / 2;
  const last = closed ? count : count - 1;
  // µL and so digits of the plunger a nm; 1 where the word is only a flag or there is none.
  const perNmAtWidth = (state.plunger?.digitsPerUl ?? 1e6) * strand.area * 1e-6;
  let perNm = perNmAtWidth;
  let speed = own;
  const needsWord = state.plunger !== null || state.tool?.dispenser.by === 'flag';
  let left = end.coast > 0 ? Math.max(0, strandLength(strand) - end.coast) * 1e6 : Number.POSITIVE_INFINITY;
  let flowing = true;
  let [x, y, z] = startOfStrand(step);
  for (let n = 1; n <= last; n++) {
    const i = n === count ? 0 : n;
    const nextX = points[2 * i] + xNm;
    const nextY = points[2 * i + 1] + yNm;
    const nextZ = rise ? zNm + rise[i] : zNm;
    const dx = nextX - x;
    const dy = nextY - y;
    const dz = nextZ - z;
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (widths !== undefined) {
      const width = (widths[n - 1] + widths[i]) / 2e6;
      if (flowing) writeLocalWidth(state, width);
      perNm = round
        ? perNmAtWidth * (segmentSection(strand, n - 1) / strand.area)
        : (perNmAtWidth * width) / strand.width;
      if (speeds !== undefined) speed = speeds[n - 1];
    }
    if (flowing && left < length) {
      const part = left / length;
      writeMove(state, false, x + dx * part, y + dy * part, z + dz * part, needsWord ? left * perNm : 0, speed);
      if (state.plunger === null) closeValve(state);
      flowing = false;
    }
    writeMove(state, false, nextX, nextY, nextZ, flowing && needsWord ? length * perNm : 0, speed);
    left -= length;
    x = nextX;
    y = nextY;
    z = nextZ;
  }
  return flowing;
}
