import { type Camera, type Object3D, Scene, type WebGLRenderer } from 'three';
import { createBed } from './bodies/bed.ts';
import { createMarks } from './bodies/marks.ts';
import { createNeedle } from './bodies/needle.ts';
import { compileBeside, drawUnseen } from './graphics/compile-beside.ts';
import { paletteOf } from './palette.ts';
import { bodyLights } from './surroundings.ts';

/**
 * Draws bed, needles and a mark once unseen: their programs are compiled while there is no print yet, and its first picture
 * finds them ready. The bodies are never disposed of: their programs would go with them.
 */
export async function warmBodies(renderer: WebGLRenderer, camera: Camera): Promise<void> {
  const palette = paletteOf('dark');
  const shape = { pieces: [{ from: 0, to: 12.7, diameter: 0.5, topDiameter: 0.5 }], hub: 6 };
  const bed = createBed(null, { min: [0, 0, 0], max: [1, 1, 1] }, 0, palette);
  const needles = [false, true].map((idle) => createNeedle(shape, 0, palette, idle));
  const mark = createMarks([0, 0, 0], 'ring', palette.accent, 15);
  const parts: Object3D[] = [];
  for (const body of [bed, ...needles, mark]) body.traverse((part) => 'material' in part && parts.push(part));
  for (const part of parts) part.frustumCulled = false;
  // Each alone, so that no drawing waits for the programs of several.
  const scenes = parts.map((part) => new Scene().add(part, ...bodyLights()));
  await compileBeside(renderer, scenes, camera);
  await drawUnseen(
    renderer,
    scenes.map((scene) => () => renderer.render(scene, camera)),
  );
}
