import type { Camera, Scene, WebGLRenderer } from 'three';

/**
 * Compiles what the scenes need beside the page where the browser can do that; elsewhere the first drawing compiles.
 * Asked for its result a compiler holds up the page; one that works beside it is only looked at.
 */
export async function compileBeside(renderer: WebGLRenderer, scenes: readonly Scene[], camera: Camera): Promise<void> {
  if (!renderer.extensions.has('KHR_parallel_shader_compile')) return;
  await Promise.all(scenes.map((scene) => renderer.compileAsync(scene, camera)));
}
