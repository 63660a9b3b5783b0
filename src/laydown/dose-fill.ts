import { type Strand, strandLength, strandVolume } from './strand.ts';

/** Fill strands may be this much thinner or thicker than their own section. */
const fillLimits = { least: 0.8, most: 1.25 };
/** Contours that crowd a thin wall, or leave its core free, may be this much. */
const wallLimits = { least: 0.5, most: 1.25 };

/**
 * Doses solid regions by volume: strands end half a width before the rim and have round sides, so the section of fill
 * strands is raised by the few percent that bring all strands together to `volume` (region area x height, mm³).
 * Contours keep their section, but where that leaves the volume wrong (walls too thin for fill) all strands share the
 * rest: more ink than a wall holds would go astray.
 */
export function doseFill(strands: readonly Strand[], volume: number): Strand[] {
  const fill = volumeOf(strands.filter(({ role }) => role === 'fill'));
  const contours = volumeOf(strands) - fill;
  const ofFill = fill > 0 ? within(fillLimits, (volume - contours) / fill) : 1;
  const total = contours + fill * ofFill;
  const ofAll = total > 0 ? within(wallLimits, volume / total) : 1;
  return strands.map((strand) => {
    const factor = strand.role === 'fill' ? ofFill * ofAll : ofAll;
    return { ...strand, area: strand.area * factor };
  });
}

/**
 * Contours of a lattice in a wall that both of them hardly fit lie on top of each other: they share the ink of as many
 * touching strands as the region's area (mm²) holds.
 */
export function thinContours(strands: readonly Strand[], areaMm2: number, touchingMm: number): Strand[] {
  const contours = strands.filter(({ role }) => role === 'contour');
  const length = contours.reduce((sum, strand) => sum + strandLength(strand), 0);
  if (length * touchingMm <= areaMm2) return [...strands];
  const factor = within(wallLimits, areaMm2 / (length * touchingMm));
  return strands.map((strand) => (strand.role === 'contour' ? { ...strand, area: strand.area * factor } : strand));
}

function volumeOf(strands: readonly Strand[]): number {
  return strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
}

function within({ least, most }: { least: number; most: number }, factor: number): number {
  return Math.min(most, Math.max(least, factor));
}
