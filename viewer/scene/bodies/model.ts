import { BufferAttribute, BufferGeometry, FrontSide, Group, Mesh, MeshLambertMaterial, type Plane } from 'three';
import type { ModelPart } from '../../data/model.ts';

/** The source meshes as a ghost, once in each well; `cut` takes away what lies behind it. */
export function createModel(
  parts: readonly ModelPart[],
  origins: readonly { readonly x: number; readonly y: number }[],
  colourOfInk: (ink: string) => number,
  cut: Plane,
): Group {
  const group = new Group();
  for (const part of parts) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(part.triangles, 3));
    geometry.computeVertexNormals();
    const surface = new MeshLambertMaterial({
      color: colourOfInk(part.ink),
      transparent: true,
      opacity: 0.22,
      side: FrontSide,
      clippingPlanes: [cut],
      depthWrite: false,
    });
    for (const { x, y } of origins) {
      const mesh = new Mesh(geometry, surface);
      mesh.position.set(x, y, 0);
      group.add(mesh);
    }
  }
  return group;
}
