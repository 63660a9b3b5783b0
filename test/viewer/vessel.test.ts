import {
  InstancedMesh,
  Matrix4,
  Mesh,
  type MeshLambertMaterial,
  OrthographicCamera,
  ShapeGeometry,
  Vector3,
} from 'three';
import { describe, expect, test } from 'vitest';
import { needlePieces } from '../../src/check/space/head-bodies.ts';
import { vesselById } from '../../viewer/data/load/shelves.ts';
import { createNeedle } from '../../viewer/scene/bodies/needle.ts';
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

  test('its walls lean: the floor is as narrow as it was drawn', () => {
    const [mesh] = meshes.filter((each) => each instanceof InstancedMesh && each.count > 0) as InstancedMesh[];
    const { array } = mesh.geometry.attributes['position'];
    let widest = 0;
    for (let i = 0; i < array.length; i += 3) if (array[i + 2] === 0) widest = Math.max(widest, 2 * array[i]);
    expect(widest).toBeCloseTo(id === 'corning-24' ? 15.621 : 2.667, 5);
  });
});

test('a tapered tip is drawn as a land and a cone below its hub', () => {
  const nozzle = { inner: 0.26, outer: 0.5, length: 12.7, label: 'tip', inlet: 4.3, land: 2 };
  const body = createNeedle({ pieces: needlePieces(nozzle), hub: 8 }, 0, paletteOf('dark'), false);
  /** Greatest distance from the axis at a height, of all that is drawn there. */
  const radiusAt = (z: number) => {
    let widest = 0;
    body.traverse((part) => {
      if (!(part instanceof Mesh) || part.position.z > nozzle.length) return;
      const { array } = part.geometry.attributes.position;
      for (let i = 0; i < array.length; i += 3) {
        if (Math.abs(array[i + 2] + part.position.z - z) < 1e-6)
          widest = Math.max(widest, Math.hypot(array[i], array[i + 1]));
      }
    });
    return widest;
  };
  expect(radiusAt(0)).toBeCloseTo(0.25, 5);
  expect(radiusAt(2)).toBeCloseTo(0.25, 5);
  // As thick around the inlet as at its end: 4.3 + 0.24 mm.
  expect(radiusAt(12.7)).toBeCloseTo(2.27, 5);
});

test('seen from above a hub lets the well below it be seen, seen from the side it is solid', () => {
  const pieces = [{ from: 0, to: 12.7, diameter: 0.5, topDiameter: 0.5 }];
  const parts = createNeedle({ pieces, hub: 8 }, 0, paletteOf('dark'), false).children;
  const mostOpaque = (direction: Vector3): number => {
    const camera = new OrthographicCamera();
    camera.up.set(0, 1, 0);
    camera.lookAt(direction);
    const hub = parts.filter((part) => part instanceof Mesh && part.material.transparent) as Mesh[];
    expect(hub.length).toBeGreaterThan(1);
    for (const part of hub) {
      // Of what a renderer gives, only the camera is asked for.
      Reflect.apply(part.onBeforeRender, part, [null, null, camera]);
    }
    return Math.max(...hub.map(({ material }) => (material as MeshLambertMaterial).opacity));
  };
  expect(mostOpaque(new Vector3(0, 0, -1))).toBeLessThan(0.2);
  expect(mostOpaque(new Vector3(1, 0, -0.2))).toBeGreaterThan(0.5);
});
