import { BufferAttribute, BufferGeometry, DoubleSide, Group, Mesh, MeshBasicMaterial, type Plane } from 'three';
import type { LayerFill } from '../../data/load/wire.ts';

/** The inked areas of a layer as tinted sheets at the foot of its strands; `cut` takes away what lies behind it. */
export function createFill(fill: LayerFill, foot: number, colourOfInk: (ink: number) => number, cut: Plane): Group {
  const group = new Group();
  for (const { ink, points, triangles } of fill.inks) {
    const positions = new Float32Array((points.length / 2) * 3);
    for (let i = 0; i < points.length / 2; i++) {
      positions[3 * i] = points[2 * i];
      positions[3 * i + 1] = points[2 * i + 1];
      positions[3 * i + 2] = foot;
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setIndex(new BufferAttribute(triangles, 1));
    const surface = new MeshBasicMaterial({
      color: colourOfInk(ink),
      transparent: true,
      opacity: 0.45,
      side: DoubleSide,
      clippingPlanes: [cut],
    });
    surface.depthWrite = false;
    group.add(new Mesh(geometry, surface));
  }
  return group;
}
