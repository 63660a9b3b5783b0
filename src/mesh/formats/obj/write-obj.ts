import { decimalOf } from '../decimal.ts';
import { indexCorners } from '../index-corners.ts';
import type { WrittenPart } from '../mesh-format.ts';

/** Parts as OBJ: one object each, its material by name. OBJ states no unit: the numbers are mm, which a comment says. */
export function writeObj(parts: readonly WrittenPart[]): Uint8Array {
  const lines: string[] = ['# bioweft, mm\n'];
  let before = 1;
  for (const { name, material = '', triangles } of parts) {
    const { points, corners } = indexCorners(triangles);
    lines.push(`o ${oneLine(name)}\n`);
    if (material !== '') lines.push(`usemtl ${oneLine(material)}\n`);
    for (let i = 0; i < points.length; i += 3) {
      lines.push(`v ${decimalOf(points[i])} ${decimalOf(points[i + 1])} ${decimalOf(points[i + 2])}\n`);
    }
    for (let i = 0; i < corners.length; i += 3) {
      lines.push(`f ${corners[i] + before} ${corners[i + 1] + before} ${corners[i + 2] + before}\n`);
    }
    before += points.length / 3;
  }
  return new TextEncoder().encode(lines.join(''));
}

/** A name in a line: no line end, no comment, no continuation. */
function oneLine(name: string): string {
  return name.replace(/[\r\n#\\]+/g, ' ').trim() || 'part';
}
