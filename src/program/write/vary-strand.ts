import type { Strand } from '../../laydown/strand.ts';

/**
 * Machines move a piece of a path at one speed and push its ink evenly, so a strand whose width varies is cut into
 * pieces: the section at both ends of a piece differs from its mean by no more than this share …
 */
const sectionTolerance = 0.03;
/** … but no piece is shorter than this, nm: far below a strand's width, and long against the last printed digit. */
const shortestPieceNm = 50_000;
/** Between two ends of a piece the width grows by this factor at most. */
const mostGrowth = Math.log((1 + sectionTolerance) / (1 - sectionTolerance));

/** The strand with points between its own where its width varies much on the way; the same one where it does not. */
export function inPieces(strand: Strand): Strand {
  const { points, widths, rise, closed } = strand;
  if (widths === undefined) return strand;
  const count = points.length / 2;
  const xy: number[] = [];
  const wide: number[] = [];
  const high: number[] = [];
  for (let i = 0; i < count; i++) {
    xy.push(points[2 * i], points[2 * i + 1]);
    wide.push(widths[i]);
    high.push(rise?.[i] ?? 0);
    if (i === count - 1 && !closed) break;
    const next = (i + 1) % count;
    for (const t of cuts(strand, i, next)) {
      const between = (from: number, to: number) => Math.round(from + t * (to - from));
      xy.push(between(points[2 * i], points[2 * next]), between(points[2 * i + 1], points[2 * next + 1]));
      wide.push(between(widths[i], widths[next]));
      high.push(between(rise?.[i] ?? 0, rise?.[next] ?? 0));
    }
  }
  if (wide.length === count) return strand;
  const finer = { ...strand, points: Int32Array.from(xy), widths: Int32Array.from(wide) };
  return rise === undefined ? finer : { ...finer, rise: Int32Array.from(high) };
}

/** Where a segment is cut, as shares of its length: the width grows by one factor from piece to piece. */
function cuts({ points, widths, rise, round }: Strand, i: number, next: number): number[] {
  // Called only for strands of varying width.
  const [from, to] = [widths![i], widths![next]];
  const thin = Math.max(1, Math.min(from, to));
  const growth = Math.max(from, to) / thin;
  const dx = points[2 * next] - points[2 * i];
  const dy = points[2 * next + 1] - points[2 * i + 1];
  const dz = rise === undefined ? 0 : rise[next] - rise[i];
  const room = Math.floor(Math.sqrt(dx * dx + dy * dy + dz * dz) / shortestPieceNm);
  const wanted = Math.ceil(((round ? 2 : 1) * Math.log(growth)) / mostGrowth - 1e-9);
  if (wanted < 2 || room < 2) return [];
  // With too little room the pieces are of one length.
  if (wanted > room) return Array.from({ length: room - 1 }, (_, k) => (k + 1) / room);
  return Array.from({ length: wanted - 1 }, (_, k) => {
    const step = from < to ? k + 1 : wanted - k - 1;
    const width = thin * growth ** (step / wanted);
    return (width - from) / (to - from);
  });
}
