import type { Section } from './section.ts';
import type { Vessel, Well } from './vessel.ts';

/**
 * The room that a well leaves at one height, as half sizes about its centre: a rectangle with rounded corners (a circle
 * is all corner), and no farther out than `circle`.
 */
export interface Opening {
  readonly halfX: number;
  readonly halfY: number;
  readonly corner: number;
  readonly circle: number;
}

/** A piece of the inside of a well between two heights above its floor; all lengths in one unit. */
export interface WallSection {
  readonly bottom: number;
  readonly top: number;
  readonly low: Opening;
  readonly high: Opening;
  /** Radius of the ball whose lowest part this is; null where the sides are straight. */
  readonly ball: number | null;
}

/** The opening of a section at a height above the floor; beyond its ends that of the end. */
export function openingAt({ bottom, top, low, high, ball }: WallSection, height: number): Opening {
  const at = Math.min(Math.max(height, bottom), top);
  if (ball !== null) {
    const rise = at - bottom;
    return round(Math.sqrt(Math.max(0, rise * (2 * ball - rise))));
  }
  const t = top > bottom ? (at - bottom) / (top - bottom) : 1;
  const between = (a: number, b: number) => (a === b ? a : a + t * (b - a));
  return {
    halfX: between(low.halfX, high.halfX),
    halfY: between(low.halfY, high.halfY),
    corner: between(low.corner, high.corner),
    circle: between(low.circle, high.circle),
  };
}

/**
 * By how much a disc of `radius`, (dx, dy) from the centre, reaches over an opening; negative: what is free around it.
 * On a straight way between two heights of one section this is a convex function, so it is greatest at an end.
 */
export function excessOver({ halfX, halfY, corner, circle }: Opening, dx: number, dy: number, radius: number): number {
  const x = Math.abs(dx) - halfX + corner;
  const y = Math.abs(dy) - halfY + corner;
  const outside = x > 0 && y > 0 ? Math.sqrt(x * x + y * y) : Math.max(x, y);
  const beyond = outside - corner;
  if (circle === Number.POSITIVE_INFINITY) return beyond + radius;
  return Math.max(beyond, Math.sqrt(dx * dx + dy * dy) - circle) + radius;
}

/** The inside of a well from its floor to its rim, mm. */
export function insideOf(vessel: Pick<Vessel, 'insides' | 'floorMargin'>, well: Well): WallSection[] {
  if (well.inside !== undefined) return (vessel.insides?.[well.inside] ?? []).map(wallSection);
  const { shape, depth } = well;
  const margin = vessel.floorMargin ?? 0;
  const at = (narrower: number): Opening =>
    shape.kind === 'circle'
      ? round(Math.max(0, shape.diameter / 2 - narrower))
      : rectangle(Math.max(0, shape.x - 2 * narrower), Math.max(0, shape.y - 2 * narrower));
  return [{ bottom: 0, top: depth, low: at(margin), high: at(0), ball: null }];
}

function wallSection(section: Section): WallSection {
  const { bottom, top } = section;
  switch (section.kind) {
    case 'conical':
      return { bottom, top, low: round(section.bottomDiameter / 2), high: round(section.topDiameter / 2), ball: null };
    case 'cuboidal': {
      const { bottomX, bottomY, topX, topY } = section;
      return { bottom, top, low: rectangle(bottomX, bottomY), high: rectangle(topX, topY), ball: null };
    }
    case 'spherical': {
      const { radius } = section;
      const at = { bottom, top, low: round(0), high: round(0), ball: radius };
      return { ...at, high: openingAt(at, top) };
    }
    case 'squared-cone':
    case 'rounded-pyramid': {
      const [circle, square] = ends(section);
      const [low, high] = section.circleAt === 'bottom' ? [circle, square] : [square, circle];
      return { bottom, top, low, high, ball: null };
    }
  }
}

/**
 * The two ends of a section between a circle and a rectangle. A squared cone is what a pyramid and a cone have in
 * common: the pyramid ends in the square around the circle, the cone in the circle around the rectangle. A rounded
 * pyramid has corners that grow into the circle.
 */
function ends({ kind, diameter, x, y }: Extract<Section, { circleAt: string }>): [Opening, Opening] {
  if (kind === 'rounded-pyramid') return [round(diameter / 2), rectangle(x, y)];
  return [
    { ...rectangle(diameter, diameter), circle: diameter / 2 },
    { ...rectangle(x, y), circle: Math.hypot(x, y) / 2 },
  ];
}

function round(radius: number): Opening {
  return { halfX: radius, halfY: radius, corner: radius, circle: Number.POSITIVE_INFINITY };
}

function rectangle(x: number, y: number): Opening {
  return { halfX: x / 2, halfY: y / 2, corner: 0, circle: Number.POSITIVE_INFINITY };
}

/** The same section turned by a quarter, and with every length times `scale`. */
export function resizeSection(
  { bottom, top, low, high, ball }: WallSection,
  turned: boolean,
  scale: number,
): WallSection {
  const resize = ({ halfX, halfY, corner, circle }: Opening): Opening => ({
    halfX: (turned ? halfY : halfX) * scale,
    halfY: (turned ? halfX : halfY) * scale,
    corner: corner * scale,
    circle: circle * scale,
  });
  const heights = { bottom: bottom * scale, top: top * scale, ball: ball === null ? null : ball * scale };
  return { ...heights, low: resize(low), high: resize(high) };
}
