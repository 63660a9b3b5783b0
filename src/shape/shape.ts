import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { lengthMm, positiveMm } from '../finding/quantity.ts';

/** A part without a file: a solid of revolution about z, or a box, that stands on the floor around x = y = 0. mm. */
export type Shape =
  | { readonly kind: 'disc'; readonly diameter: number; readonly height: number }
  | { readonly kind: 'box'; readonly size: readonly [x: number, y: number, z: number] }
  | { readonly kind: 'tube'; readonly outer: number; readonly inner: number; readonly height: number }
  | { readonly kind: 'cone'; readonly bottom: number; readonly top: number; readonly height: number }
  | { readonly kind: 'sphere'; readonly diameter: number }
  | { readonly kind: 'capsule'; readonly diameter: number; readonly height: number };

export const shapeKinds = ['disc', 'box', 'tube', 'cone', 'sphere', 'capsule'] as const satisfies Shape['kind'][];

/** Wider than any printer's bed; the arcs of larger ones would take millions of triangles. */
const mostMm = 500;

const absent = (description: string) => ({ description, whenAbsent: 'needed by these shapes' });

/** Keys of a part that say what its shape measures. */
export const measureFields = {
  diameter: positiveMm(mostMm).optional().meta(absent('Of a disc, sphere or capsule')),
  height: positiveMm(mostMm).optional().meta(absent('Of a disc, tube, cone or capsule (with both of its caps)')),
  size: z
    .tuple([positiveMm(mostMm), positiveMm(mostMm), positiveMm(mostMm)])
    .optional()
    .meta(absent('Of a box along x, y and z')),
  outer: positiveMm(mostMm).optional().meta(absent('Outer diameter of a tube')),
  inner: positiveMm(mostMm).optional().meta(absent('Inner diameter of a tube')),
  bottom: lengthMm(mostMm).optional().meta(absent('Diameter of a cone at its foot')),
  top: lengthMm(mostMm).optional().meta({ description: 'Diameter of a cone at its top', whenAbsent: '0: a point' }),
};
export type Measure = keyof typeof measureFields;
export const measures = Object.keys(measureFields) as Measure[];

/** What a part says about its shape, before it is known to be whole. */
export interface ShapeKeys {
  readonly shape?: Shape['kind'] | undefined;
  readonly diameter?: number | undefined;
  readonly height?: number | undefined;
  readonly size?: readonly [number, number, number] | undefined;
  readonly outer?: number | undefined;
  readonly inner?: number | undefined;
  readonly bottom?: number | undefined;
  readonly top?: number | undefined;
}

const needed: Readonly<Record<Shape['kind'], readonly Measure[]>> = {
  disc: ['diameter', 'height'],
  box: ['size'],
  tube: ['outer', 'inner', 'height'],
  cone: ['bottom', 'height'],
  sphere: ['diameter'],
  capsule: ['diameter', 'height'],
};
const optional: Partial<Record<Shape['kind'], readonly Measure[]>> = { cone: ['top'] };

const example: Readonly<Record<Shape['kind'], string>> = {
  disc: '{ shape: disc, diameter: 10, height: 2 }',
  box: '{ shape: box, size: [10, 10, 2] }',
  tube: '{ shape: tube, outer: 6, inner: 4, height: 20 }',
  cone: '{ shape: cone, bottom: 8, top: 4, height: 6 }',
  sphere: '{ shape: sphere, diameter: 6 }',
  capsule: '{ shape: capsule, diameter: 4, height: 10 }',
};

/** What is wrong with the shape of a part: the key at fault, why, and what to write; null where nothing is. */
export function shapeTrouble(part: ShapeKeys): { key: string; why: string; fix: string } | null {
  const given = measures.filter((key) => part[key] !== undefined);
  const kind = part.shape;
  if (kind === undefined) {
    if (given.length === 0) return null;
    const [key] = given;
    return {
      key,
      why: `A part from a file has no ${key}.`,
      fix: `Take ${key} out, or write shape: in place of mesh:.`,
    };
  }
  const like = `Write for example ${example[kind]}.`;
  const known = [...needed[kind], ...(optional[kind] ?? [])];
  const missing = needed[kind].find((key) => part[key] === undefined);
  if (missing !== undefined) return { key: missing, why: `A ${kind} needs ${known.join(', ')}, in mm.`, fix: like };
  const foreign = given.find((key) => !known.includes(key));
  if (foreign !== undefined) {
    return { key: foreign, why: `A ${kind} has no ${foreign}: it is measured by ${known.join(', ')}.`, fix: like };
  }
  return troubleOfMeasures(part, like);
}

function troubleOfMeasures(
  { shape, outer = 0, inner = 0, bottom = 0, top = 0, diameter = 0, height = 0 }: ShapeKeys,
  fix: string,
) {
  if (shape === 'tube' && inner >= outer) {
    return {
      key: 'inner',
      why: `The inner diameter of ${inner} mm leaves no wall within the outer one of ${outer} mm.`,
      fix,
    };
  }
  if (shape === 'cone' && bottom === 0 && top === 0) {
    return { key: 'bottom', why: 'Both diameters of the cone are 0, so nothing is printed.', fix };
  }
  if (shape === 'capsule' && height < diameter) {
    const why = `A capsule of ${diameter} mm diameter is at least as high: its two caps alone take that; the height is ${height} mm.`;
    return { key: 'height', why, fix };
  }
  return null;
}

/** The shape of a part that has one. Throws InputError where it is not whole. */
export function shapeOf(part: ShapeKeys): Shape {
  const trouble = shapeTrouble(part);
  if (trouble !== null) throw new InputError('job-shape', `${trouble.key}: ${trouble.why}`, { fix: trouble.fix });
  const { shape: kind, diameter = 0, height = 0, size = [0, 0, 0], outer = 0, inner = 0, bottom = 0, top = 0 } = part;
  switch (kind) {
    case undefined:
      throw new InputError('job-shape', 'The part has no shape.', { fix: `Write shape: ${shapeKinds.join(' | ')}.` });
    case 'disc':
    case 'capsule':
      return { kind, diameter, height };
    case 'box':
      return { kind, size };
    case 'tube':
      return { kind, outer, inner, height };
    case 'cone':
      return { kind, bottom, top, height };
    case 'sphere':
      return { kind, diameter };
  }
}

/** In words, for messages and reports; equal shapes have equal words. */
export function shapeText(part: ShapeKeys): string {
  const given = measures.filter((key) => part[key] !== undefined);
  const text = (value: ShapeKeys[Measure]) => (Array.isArray(value) ? value.join(' x ') : String(value));
  return `${part.shape} of ${given.map((key) => `${key} ${text(part[key])}`).join(', ')} mm`;
}
