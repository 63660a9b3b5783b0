/** One extruded line: the unit of thought from the lay-down to the needle. */

export const strandRoles = ['contour', 'lattice', 'fill', 'prime', 'purge', 'branch'] as const;
export type StrandRole = (typeof strandRoles)[number];

/** Those that lay-down makes have all keys, in this order: code that meets them by the thousand then meets one form. */
export interface Strand {
  /** x0 y0 x1 y1 …, nm, construct frame. A closed strand does not repeat its first point. */
  readonly points: Int32Array;
  /** Height of each point above the layer's top, nm; absent for flat strands (all but rising spirals and branches). */
  readonly rise?: Int32Array | undefined;
  readonly closed: boolean;
  readonly role: StrandRole;
  /** Key of the ink in the job. */
  readonly ink: string;
  readonly part: string;
  /** mm; the greatest along the strand where `widths` is given. */
  readonly width: number;
  /** Width at each point, nm, where it varies along the strand; linear between points. */
  readonly widths?: Int32Array | undefined;
  /** Round all along: where its width varies, its section does so as the square of it; else in proportion (slots). */
  readonly round?: true | undefined;
  /** mm */
  readonly height: number;
  /** Cross-section at `width`, mm². Volume is section × length, always. */
  readonly area: number;
}

/** Laid beside the construct, to bring ink to the tip. */
export function isBeside({ role }: Pick<Strand, 'role'>): boolean {
  return role === 'prime' || role === 'purge';
}

/** Length of a strand along its path in mm, the closing segment of a closed strand and any rise included. */
export function strandLength(strand: Strand): number {
  const { points, rise, closed } = strand;
  const count = points.length / 2;
  let length = 0;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const dx = points[2 * i] - points[2 * j];
    const dy = points[2 * i + 1] - points[2 * j + 1];
    const dz = rise ? rise[i] - rise[j] : 0;
    length += Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return length / 1e6;
}

/** Cross-section at a point of a strand, mm²: in proportion to the width where that varies, or to its square (round). */
export function sectionAt({ area, width, widths, round }: Strand, point: number): number {
  if (widths === undefined) return area;
  const share = widths[point] / (width * 1e6);
  return area * (round ? share * share : share);
}

/**
 * Mean section over a piece on which the width goes evenly from one to the other (shares of the greatest), as a share of
 * the section there: of a slot their mean, of a round piece that of a cone's stump.
 */
function meanShare(from: number, to: number, round: true | undefined): number {
  return round ? (from * from + from * to + to * to) / 3 : (from + to) / 2;
}

/**
 * Ink in a strand, µL: its section times its length, segment by segment where the section varies. The length where it
 * is known already spares measuring it again.
 */
export function strandVolume(strand: Strand, lengthMm = -1): number {
  const { points, rise, closed, widths, round } = strand;
  if (widths === undefined) return (lengthMm < 0 ? strandLength(strand) : lengthMm) * strand.area;
  const widest = strand.width * 1e6;
  const count = points.length / 2;
  let sum = 0;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const dx = points[2 * i] - points[2 * j];
    const dy = points[2 * i + 1] - points[2 * j + 1];
    const dz = rise ? rise[i] - rise[j] : 0;
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    sum +=
      length * (round ? 2 * widest * meanShare(widths[j] / widest, widths[i] / widest, round) : widths[i] + widths[j]);
  }
  return ((sum / 1e6) * (0.5 * strand.area)) / widest;
}

/** Number of segments of a strand's path, the closing one included. */
export function segmentCount({ points, closed }: Strand): number {
  return closed ? points.length / 2 : points.length / 2 - 1;
}

/** Length of the segment from point `n` to the next, mm. */
export function segmentLength({ points, rise }: Strand, n: number): number {
  const next = 2 * n + 2 < points.length ? n + 1 : 0;
  const dx = points[2 * next] - points[2 * n];
  const dy = points[2 * next + 1] - points[2 * n + 1];
  const dz = rise === undefined ? 0 : rise[next] - rise[n];
  return Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
}

/** Mean section of the segment from point `n` to the next, mm². */
export function segmentSection(strand: Strand, n: number): number {
  const { area, width, widths, round } = strand;
  if (widths === undefined) return area;
  const next = n + 1 < widths.length ? n + 1 : 0;
  if (round) return area * meanShare(widths[n] / (width * 1e6), widths[next] / (width * 1e6), round);
  return (area * (widths[n] + widths[next])) / (width * 2e6);
}

/** The least width along a strand, mm. */
export function thinnestWidth({ width, widths }: Strand): number {
  if (widths === undefined) return width;
  let least = Number.POSITIVE_INFINITY;
  for (const each of widths) if (each < least) least = each;
  return least / 1e6;
}

/** A pin: a strand of two points that is shorter than it is wide. */
export function isDot(strand: Strand): boolean {
  return strand.points.length === 4 && !strand.closed && strandLength(strand) < strand.width;
}
