import { type Camera, Scene, type WebGLRenderer, WebGLRenderTarget } from 'three';
import { createBed } from './bodies/bed.ts';
import { createMarks } from './bodies/marks.ts';
import { createNeedle } from './bodies/needle.ts';
import { compileBeside } from './graphics/compile-beside.ts';
import { paletteOf } from './palette.ts';
import { bodyLights } from './surroundings.ts';

/**
 * Draws bed and needles once unseen: their programs are compiled while there is no print yet, and its first picture
 * finds them ready. The bodies are never disposed of: their programs would go with them.
 */
export async function warmBodies(renderer: WebGLRenderer, camera: Camera): Promise<void> {
  const palette = paletteOf('dark');
  const shape = { pieces: [{ from: 0, to: 12.7, diameter: 0.5, topDiameter: 0.5 }], hub: 6 };
  const bed = createBed(null, { min: [0, 0, 0], max: [1, 1, 1] }, 0, palette);
  const needles = [false, true].map((idle) => createNeedle(shape, 0, palette, idle));
  const mark = createMarks([0, 0, 0], 'ring', palette.accent, 15);
  const scene = new Scene().add(bed, ...needles, mark, ...bodyLights());
  scene.traverse((body) => (body.frustumCulled = false));
  await compileBeside(renderer, [scene], camera);
  const target = new WebGLRenderTarget(4, 4);
  renderer.setRenderTarget(target);
  renderer.render(scene, camera);
  renderer.setRenderTarget(null);
  target.dispose();
}
