import { type Camera, type Scene, type WebGLRenderer, WebGLRenderTarget } from 'three';
import { passed } from '../gpu-fence.ts';

/**
 * Compiles what the scenes need beside the page. Asked for its result, a compiler that works holds up the page: one that
 * tells is only looked at, and any other is asked once the GPU has come past its work.
 */
export async function compileBeside(renderer: WebGLRenderer, scenes: readonly Scene[], camera: Camera): Promise<void> {
  if (renderer.extensions.has('KHR_parallel_shader_compile')) {
    await Promise.all(scenes.map((scene) => renderer.compileAsync(scene, camera)));
    return;
  }
  for (const scene of scenes) renderer.compile(scene, camera);
  await passed(renderer.getContext() as WebGL2RenderingContext);
}

/**
 * Draws each of these unseen, one at a time: compiling alone leaves a driver's real work to the first drawing, and all at
 * once would hold up the page.
 */
export async function drawUnseen(renderer: WebGLRenderer, drawings: readonly (() => void)[]): Promise<void> {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const target = new WebGLRenderTarget(4, 4);
  for (const draw of drawings) {
    renderer.setRenderTarget(target);
    draw();
    renderer.setRenderTarget(null);
    await passed(gl);
  }
  target.dispose();
}
