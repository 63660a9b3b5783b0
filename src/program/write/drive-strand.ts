import {
  isDot,
  type Strand,
  segmentCount,
  segmentLength,
  segmentSection,
  strandLength,
  strandVolume,
  thinnestWidth,
} from '../../laydown/strand.ts';
import type { StrandStep } from '../step.ts';
import type { LoadedTool } from '../tools/loaded-tool.ts';
import { inPieces } from './vary-strand.ts';

/** How a strand is laid: its path, its speeds, its flow. */
export type Drive = Pick<
  StrandStep,
  'strand' | 'speed' | 'askedSpeed' | 'speeds' | 'openS' | 'flow' | 'flowRatio' | 'volumeUl' | 'lengthMm'
>;

/** Strands in the form they are laid in, where that is another; wells that print the same strand share it. */
export interface Shapes {
  readonly laid: Map<Strand, Strand>;
  /** By the ratio of the flows. */
  readonly swollen: Map<number, Map<Strand, Strand>>;
}

export const noShapes = (): Shapes => ({ laid: new Map(), swollen: new Map() });

/** Share by which speeds may differ and be one: far below what a machine tells apart. */
const sameSpeed = 2e-5;

/** One flow for every strand: µL/s that leave the needle, and mm/s that the machine reaches at most. */
export interface Pace {
  readonly flow: number;
  readonly fastest: number;
}

/**
 * Doses a strand. A plunger follows its section at the speed of the job. Where pressure drives the ink the flow is one
 * and the same, so the speed follows the section: slower where it is wide, faster where it is thin.
 */
export function driveStrand(strand: Strand, loaded: LoadedTool, pace: Pace | null, shapes: Shapes = noShapes()): Drive {
  const byPlunger = loaded.tool.dispenser.by === 'plunger';
  const drive = drivePlanned(strand, loaded, byPlunger ? slowedTo(strand, pace) : pace, shapes.laid);
  return pace === null || loaded.flowRatio === 1 ? drive : atSetPressure(drive, loaded.flowRatio, shapes);
}

function drivePlanned(strand: Strand, loaded: LoadedTool, pace: Pace | null, shapes: Map<Strand, Strand>): Drive {
  const atRest = pace !== null && isDot(strand) && opensAtRest(loaded);
  let shape = strand;
  if (atRest || strand.widths !== undefined) {
    shape = shapes.get(strand) ?? (atRest ? onItsMiddle(strand) : inPieces(strand));
    shapes.set(strand, shape);
  }
  if (pace === null) return byPlunger(shape, loaded.speed);
  if (!atRest) return atConstantFlow(shape, loaded.speed, pace);
  const { flow } = pace;
  const volumeUl = strandVolume(strand);
  return { ...evenDrive(shape, loaded.speed, loaded.speed, flow, volumeUl, 0), openS: volumeUl / flow };
}

/** The pressure that the job sets drives another flow than was planned: path and speed stay, the ink laid follows it. */
function atSetPressure(drive: Drive, ratio: number, { swollen }: Shapes): Drive {
  const known = swollen.get(ratio) ?? new Map<Strand, Strand>();
  swollen.set(ratio, known);
  const strand = known.get(drive.strand) ?? swell(drive.strand, ratio);
  known.set(drive.strand, strand);
  // A dot has no length; more than its section is laid only where a speed is at the machine's limit.
  const volumeUl =
    drive.openS === undefined
      ? (strandVolume(strand) * drive.volumeUl) / strandVolume(drive.strand)
      : drive.volumeUl * ratio;
  return { ...drive, strand, flow: drive.flow * ratio, flowRatio: ratio, volumeUl };
}

/** A strand of so many times the section: a round one grows as a circle, any other sideways at the height of its layer. */
function swell(strand: Strand, ratio: number): Strand {
  const { width, widths, height, area } = strand;
  const round = Math.abs(area / ((Math.PI / 4) * width ** 2) - 1) < 1e-6;
  const wider = round ? width * Math.sqrt(ratio) : Math.max(width / 100, width + ((ratio - 1) * area) / height);
  const swollen = { ...strand, width: wider, area: area * ratio };
  return widths === undefined ? swollen : { ...swollen, widths: widths.map((nm) => Math.round((nm * wider) / width)) };
}

function byPlunger(strand: Strand, speed: number): Drive {
  const lengthMm = strandLength(strand);
  const volumeUl = strandVolume(strand);
  // The stroke of a dot may be as short as it likes: its ink flows no faster than that of a strand of its width.
  const own = isDot(strand) ? speed * Math.min(1, (strand.width * strand.height) / strand.area) : speed;
  return evenDrive(strand, own, speed, strand.area * own, volumeUl, lengthMm);
}

/** At one speed; that of the job is kept where it is another. */
function evenDrive(
  strand: Strand,
  speed: number,
  asked: number,
  flow: number,
  volumeUl: number,
  lengthMm: number,
): Drive {
  return {
    strand,
    speed,
    askedSpeed: speed === asked ? undefined : asked,
    speeds: undefined,
    openS: undefined,
    flow,
    flowRatio: undefined,
    volumeUl,
    lengthMm,
  };
}

/** A plunger can push less: no strand of it is so thin that the machine is too slow for the flow. */
function slowedTo(strand: Strand, pace: Pace | null): Pace | null {
  if (pace === null) return null;
  const thinnest = strand.area * (thinnestWidth(strand) / strand.width) ** 2;
  return { ...pace, flow: Math.min(pace.flow, pace.fastest * thinnest) };
}

/** Lines open the valve while the needle stands still; a mere word of a move cannot. */
function opensAtRest({ tool: { dispenser } }: LoadedTool): boolean {
  return dispenser.by !== 'plunger' && dispenser.open.length > 0;
}

/** Where the needle stands while the valve is open. */
function onItsMiddle(strand: Strand): Strand {
  const { points } = strand;
  const x = Math.round((points[0] + points[2]) / 2);
  const y = Math.round((points[1] + points[3]) / 2);
  return { ...strand, points: Int32Array.of(x, y, x, y) };
}

function atConstantFlow(strand: Strand, asked: number, { flow, fastest }: Pace): Drive {
  const lengthMm = strandLength(strand);
  const wanted = strandVolume(strand);
  if (strand.widths === undefined) {
    // Strands of the nominal section run at the job's own number, not at one that rounding has touched.
    const exact = flow / strand.area;
    const own = Math.abs(exact - asked) <= sameSpeed * asked ? asked : exact;
    const speed = Math.min(fastest, own);
    const volumeUl = speed < own ? (flow * lengthMm) / speed : wanted;
    return evenDrive(strand, speed, asked, flow, volumeUl, lengthMm);
  }
  const speeds = new Float64Array(segmentCount(strand));
  let seconds = 0;
  let limited = false;
  for (let n = 0; n < speeds.length; n++) {
    const exact = flow / segmentSection(strand, n);
    limited ||= exact > fastest;
    speeds[n] = Math.min(fastest, exact);
    seconds += segmentLength(strand, n) / speeds[n];
  }
  const volumeUl = limited ? flow * seconds : wanted;
  return { ...evenDrive(strand, lengthMm / seconds, asked, flow, volumeUl, lengthMm), askedSpeed: asked, speeds };
}
