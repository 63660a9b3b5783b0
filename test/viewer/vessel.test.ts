import { InstancedMesh, Matrix4, Mesh, ShapeGeometry, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { vesselById } from '../../viewer/data/shelves.ts';
import { createVessel } from '../../viewer/scene/bodies/vessel.ts';
import { paletteOf } from '../../viewer/scene/palette.ts';

function areaOf({ geometry }: Mesh): number {
  const { position } = geometry.attributes;
  const { array } = geometry.index!;
  let twice = 0;
  for (let i = 0; i < array.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => new Vector3().fromBufferAttribute(position, array[i + k]));
    twice += b.sub(a).cross(c.sub(a)).length();
  }
  return twice / 2;
}

describe.each(['corning-24', 'corning-384'])('%s', (id) => {
  const vessel = vesselById(id)!;
  const wells = Object.values(vessel.wells);
  const meshes: Mesh[] = [];
  createVessel(vessel, { x: 0, y: 0, portrait: false }, new Set(), paletteOf('dark')).traverse((body) => {
    if (body instanceof Mesh) meshes.push(body);
  });

  test('its top has a hole of the right shape for each well', () => {
    const top = meshes.find(({ geometry }) => geometry instanceof ShapeGeometry)!;
    const open = wells.reduce(
      (sum, { shape }) => sum + (shape.kind === 'circle' ? (Math.PI / 4) * shape.diameter ** 2 : shape.x * shape.y),
      0,
    );
    const whole = vessel.footprint.x * vessel.footprint.y;
    // Circles are drawn with 48 corners: a third of a percent less.
    expect((whole - areaOf(top)) / open).toBeCloseTo(1, 2);
  });

  test('each well has walls as wide as it is', () => {
    const walls = meshes.filter((mesh) => mesh instanceof InstancedMesh && mesh.count > 0) as InstancedMesh[];
    expect(walls.reduce((count, mesh) => count + mesh.count, 0)).toBe(wells.length);
    const [mesh] = walls;
    mesh.geometry.computeBoundingBox();
    const place = new Matrix4();
    mesh.getMatrixAt(0, place);
    const size = mesh.geometry.boundingBox!.clone().applyMatrix4(place).getSize(new Vector3());
    const { shape, depth } = wells[0];
    const [width, length] = shape.kind === 'circle' ? [shape.diameter, shape.diameter] : [shape.x, shape.y];
    for (const [is, wanted] of [
      [size.x, width],
      [size.y, length],
      [size.z, depth],
    ])
      expect(is).toBeCloseTo(wanted, 5);
  });
});
