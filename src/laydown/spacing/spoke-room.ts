/** Spokes of the innermost star. */
export const firstSpokes = 6;

/** How far spokes reach from the axis, mm: to the rim of a disc, or of a rectangle with its corners. */
export interface SpokeRoom {
  readonly halfX: number;
  readonly halfY: number;
  readonly corners: boolean;
}

/** Directions that stand for all of them in a rectangle. */
const directions = 32;

/**
 * Mean distance of spokes, area over length, where the smallest is `spacing` mm. On a disc it is four thirds to one and
 * a half of the smallest: it depends on how far beyond the last new spokes the rim lies.
 */
export function meanSpokeSpacing(spacing: number, room: SpokeRoom): number {
  const reaches = reachesOf(room);
  const furthest = Math.max(...reaches);
  let length = 0;
  for (let count = firstSpokes; ; count *= 2) {
    const begin = (count * spacing) / (2 * Math.PI);
    if (begin >= furthest) break;
    const long = reaches.reduce((sum, reach) => sum + Math.max(0, reach - begin), 0) / reaches.length;
    length += (count === firstSpokes ? count : count / 2) * long;
  }
  const { halfX, halfY, corners } = room;
  const area = corners ? 4 * halfX * halfY : Math.PI * furthest ** 2;
  return length > 0 ? area / length : 1.5 * spacing;
}

function reachesOf({ halfX, halfY, corners }: SpokeRoom): number[] {
  if (!corners) return [(halfX + halfY) / 2];
  return Array.from({ length: directions }, (_, i) => {
    const angle = ((i + 0.5) / directions) * (Math.PI / 2);
    return Math.min(halfX / Math.cos(angle), halfY / Math.sin(angle));
  });
}

/** The smallest distance of spokes whose mean is this. */
export function spokeSpacingOfMean(mean: number, room: SpokeRoom): number {
  // No mean is below its smallest distance.
  let low = 0;
  let high = mean;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (meanSpokeSpacing(middle, room) < mean) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
