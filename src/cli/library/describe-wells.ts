import type { Vessel, Well } from '../../vessel/vessel.ts';

/** The wells of a vessel in words: those that are alike are described once, with where the first and the last lie. */
export function describeWells(wells: Vessel['wells']): string[] {
  const alike = new Map<string, [string, Well][]>();
  for (const [name, well] of Object.entries(wells)) {
    const form = formOf(well);
    const known = alike.get(form);
    if (known) known.push([name, well]);
    else alike.set(form, [[name, well]]);
  }
  return [...alike].flatMap(([form, members]) => {
    const [first, last] = [members[0], members[members.length - 1]];
    if (members.length === 1) return [`${placed(first)}: ${form}`];
    return [`${members.length} wells, ${placed(first)} to ${placed(last)}: ${form}`];
  });
}

/** A dish or a slide has one well, which has no name. */
function placed([name, { x, y }]: [string, Well]): string {
  return `${name === '-' ? '' : `${name} `}at x ${x}, y ${y} mm`;
}

function formOf({ shape, depth, floor, volumeUl, inside }: Well): string {
  const rim = shape.kind === 'circle' ? `⌀ ${shape.diameter} mm` : `${shape.x} x ${shape.y} mm`;
  const parts = [`rim ${rim}`, `${depth} mm deep`, `floor ${floor} mm above the bed`];
  if (volumeUl !== undefined) parts.push(`${volumeUl} µL`);
  if (inside !== undefined) parts.push(`inside ${inside}`);
  return parts.join(', ');
}
