import { BufferGeometry, Float32BufferAttribute, InstancedMesh, type Material, Matrix4 } from 'three';
import { insideOf, type Opening, openingAt, type WallSection } from '../../../src/vessel/opening.ts';
import type { Vessel } from '../../../src/vessel/vessel.ts';

type Well = Vessel['wells'][string];

/** Points on a quarter of an opening, and heights at which a ball is drawn. */
const quarter = 16;
const ballRings = 8;

/** The outline of an opening about its centre, x y after x y, counter-clockwise. */
export function outlineOf({ halfX, halfY, corner, circle }: Opening): number[] {
  const points: number[] = [];
  for (let i = 0; i < 4 * quarter; i++) {
    // Each quarter begins and ends on an axis, so that the outline is as wide as the opening.
    const side = Math.floor(i / quarter);
    const angle = ((side + (i % quarter) / (quarter - 1)) * Math.PI) / 2;
    const signX = side === 0 || side === 3 ? 1 : -1;
    const signY = side < 2 ? 1 : -1;
    const x = signX * (halfX - corner) + corner * Math.cos(angle);
    const y = signY * (halfY - corner) + corner * Math.sin(angle);
    const inside = Math.min(1, circle / Math.max(Math.hypot(x, y), 1e-9));
    points.push(x * inside, y * inside);
  }
  return points;
}

/** Walls of wells from floor to rim, one mesh for all wells of one form; `floor` is the height of the first one's. */
export function wellWalls(vessel: Vessel, floor: number, surface: Material): InstancedMesh[] {
  const alike = new Map<string, Well[]>();
  for (const well of Object.values(vessel.wells)) {
    const key = JSON.stringify([well.inside, well.shape, well.depth]);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [well]);
    else group.push(well);
  }
  return [...alike.values()].map((wells) => {
    const mesh = new InstancedMesh(loft(insideOf(vessel, wells[0])), surface, wells.length);
    for (const [i, { x, y, floor: own }] of wells.entries()) {
      mesh.setMatrixAt(i, new Matrix4().makeTranslation(x, y, own - floor));
    }
    return mesh;
  });
}

/** The sides of a stack of sections; where one section is wider than the next, a ledge between them. */
function loft(sections: readonly WallSection[]): BufferGeometry {
  const rings = sections.flatMap((section) =>
    heightsOf(section).map((z) => ({ z, outline: outlineOf(openingAt(section, z)) })),
  );
  const points = rings.flatMap(({ z, outline }) =>
    Array.from({ length: outline.length / 2 }, (_, i) => [outline[2 * i], outline[2 * i + 1], z]).flat(),
  );
  const around = 4 * quarter;
  const index: number[] = [];
  for (let ring = 1; ring < rings.length; ring++) {
    for (let i = 0; i < around; i++) {
      const [a, b] = [(ring - 1) * around + i, (ring - 1) * around + ((i + 1) % around)];
      index.push(a, b, a + around, b, b + around, a + around);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(points, 3));
  geometry.setIndex(index);
  return geometry;
}

function heightsOf({ bottom, top, ball }: WallSection): number[] {
  if (ball === null) return [bottom, top];
  return Array.from({ length: ballRings + 1 }, (_, i) => bottom + ((top - bottom) * i) / ballRings);
}
