import { DoubleSide, Group, Mesh, MeshBasicMaterial, Shape, ShapeGeometry } from 'three';
import type { Vessel } from '../../../src/vessel/vessel.ts';
import type { Palette } from '../palette.ts';
import { lineBody } from './lines.ts';
import { outlineAt, standIn, type VesselPlace } from './vessel.ts';

/** The surface of a support bath, mm above the floor of each well that is used: seen through, with its edge as a line. */
export function createBath(
  vessel: Vessel,
  place: VesselPlace,
  used: ReadonlySet<string>,
  depth: number,
  palette: Palette,
): Group {
  const group = new Group();
  const wells = Object.entries(vessel.wells);
  const floor = wells[0]?.[1].floor ?? 0;
  const edges: number[] = [];
  for (const [, well] of wells.filter(([name]) => used.has(name))) {
    const ring = outlineAt(vessel, well, depth);
    const height = well.floor - floor + depth;
    const shape = new Shape();
    shape.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) shape.lineTo(ring[i], ring[i + 1]);
    // It writes no depth: what lies below it is seen through it.
    const material = new MeshBasicMaterial({
      color: palette.bath,
      transparent: true,
      opacity: 0.16,
      side: DoubleSide,
      depthWrite: false,
    });
    const surface = new Mesh(new ShapeGeometry(shape), material);
    surface.position.z = height;
    group.add(surface);
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length;
      edges.push(ring[i], ring[i + 1], height, ring[next], ring[next + 1], height);
    }
  }
  group.add(lineBody(edges, palette.bath, 0.9));
  standIn(group, vessel, place);
  return group;
}
