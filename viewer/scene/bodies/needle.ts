import { type Camera, CylinderGeometry, Group, Mesh, MeshLambertMaterial, type Object3D, Vector3 } from 'three';
import type { NeedlePiece } from '../../../src/check/space/head-bodies.ts';
import type { Palette } from '../palette.ts';

export interface NeedleShape {
  /** From the tip up, mm: a tapered tip has a cone above its land. */
  readonly pieces: readonly NeedlePiece[];
  readonly hub: number;
}

/** A dispensing tip with its hub and the end of its barrel; the origin is the tip. */
export function createNeedle(shape: NeedleShape, tint: number, palette: Palette, idle: boolean): Group {
  const group = new Group();
  const metal = material(palette.metal, idle ? 0.25 : 0.95);
  const hub = material(tint, idle ? 0.16 : 0.75);
  const barrel = material(palette.glass, idle ? 0.07 : 0.16);
  for (const { from, to, diameter, topDiameter } of shape.pieces) {
    if (to > from) group.add(tube(diameter / 2, topDiameter / 2, to - from, from, metal));
  }
  const { to: length, topDiameter: outer } = shape.pieces[shape.pieces.length - 1];
  group.add(tube(Math.min(outer * 0.75, shape.hub / 2), shape.hub / 2, 4.5, length, hub));
  group.add(tube(shape.hub / 2, shape.hub / 2, 3, length + 4.5, hub));
  group.add(tube(shape.hub * 0.85, shape.hub * 0.85, 22, length + 7.5, barrel));
  if (!idle) for (const part of group.children) clearFromAbove(part);
  return group;
}

const forward = new Vector3();

/** Seen from above a hub would cover the well below it: there it is as clear as that of an idle tool. */
function clearFromAbove(part: Object3D): void {
  if (!(part instanceof Mesh && part.material instanceof MeshLambertMaterial && part.material.transparent)) return;
  const surface = part.material;
  const { opacity, depthWrite } = surface;
  part.onBeforeRender = (_renderer, _scene, camera: Camera) => {
    const above = camera.getWorldDirection(forward).z < -0.9;
    surface.opacity = above ? Math.min(opacity, 0.16) : opacity;
    surface.depthWrite = depthWrite && !above;
  };
}

function material(colour: number, opacity: number): MeshLambertMaterial {
  return new MeshLambertMaterial({ color: colour, transparent: opacity < 0.9, opacity, depthWrite: opacity > 0.6 });
}

function tube(below: number, above: number, height: number, z: number, surface: MeshLambertMaterial): Mesh {
  const geometry = new CylinderGeometry(above, below, height, 32, 1, false).rotateX(Math.PI / 2);
  const mesh = new Mesh(geometry, surface);
  mesh.position.z = z + height / 2;
  return mesh;
}
