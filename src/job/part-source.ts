import { type ShapeKeys, shapeText } from '../shape/shape.ts';

/** What a part is made from, as the job says it: the path of its file, or its shape in words. Equal sources, equal parts. */
export function partSource(
  part: ShapeKeys & {
    readonly mesh?: string | undefined;
    readonly network?: string | undefined;
    readonly strands?: string | undefined;
  },
): string {
  return part.mesh ?? part.network ?? part.strands ?? shapeText(part);
}
