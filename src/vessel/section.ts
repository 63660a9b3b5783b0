import * as z from 'zod';

const height = z.number().min(0).meta({ unit: 'mm' });
const size = z.number().min(0).meta({ unit: 'mm' });
const extent = { bottom: height, top: height };

/**
 * A piece of the inside of a well, mm: heights are measured from the lowest point inside. Between its lower and its
 * upper end a section changes evenly; a spherical one is the bottom of a ball.
 */
export const sectionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('conical'), ...extent, bottomDiameter: size, topDiameter: size }),
    z.strictObject({ kind: z.literal('cuboidal'), ...extent, bottomX: size, bottomY: size, topX: size, topY: size }),
    z.strictObject({ kind: z.literal('spherical'), ...extent, radius: z.number().positive().meta({ unit: 'mm' }) }),
    z.strictObject({
      kind: z.literal('squared-cone'),
      ...extent,
      circleAt: z.enum(['bottom', 'top']).describe('Which end is a circle; the other is a rectangle'),
      diameter: size,
      x: size,
      y: size,
    }),
    z.strictObject({
      kind: z.literal('rounded-pyramid'),
      ...extent,
      circleAt: z.enum(['bottom', 'top']).describe('Which end is a circle; the other is a rectangle'),
      diameter: size,
      x: size,
      y: size,
    }),
  ])
  .refine(({ bottom, top }) => bottom < top, 'the top of a section lies above its bottom');
export type Section = z.infer<typeof sectionSchema>;

/** From the lowest to the highest, one upon the other. */
export const sectionsSchema = z.array(sectionSchema).min(1);

/** How far heights in a file may miss each other, mm: rounding. */
const same = 0.05;

/**
 * What is wrong with a stack of sections, or null: they must begin at 0, follow on one another and end at the rim,
 * and a bottom of a ball must be the lowest and no deeper than half the ball.
 */
export function stackTrouble(sections: readonly Section[], depth: number): string | null {
  let at = 0;
  for (const [i, section] of sections.entries()) {
    const { kind, bottom, top } = section;
    if (Math.abs(bottom - at) > same) {
      const before = i === 0 ? 'the floor, which is at 0' : `the section below it, which ends at ${at}`;
      return `its ${kind} section begins at ${bottom} mm and not at ${before} mm`;
    }
    if (kind === 'spherical' && i > 0) return 'a spherical section stands above another one';
    if (kind === 'spherical' && top > section.radius + same) {
      return `its spherical section is ${top} mm deep, more than half a ball of radius ${section.radius} mm`;
    }
    at = top;
  }
  if (Math.abs(at - depth) > same) return `its sections end at ${at} mm and the well is ${depth} mm deep`;
  return null;
}
