import { ColorManagement, LinearSRGBColorSpace, WebGLRenderer } from 'three';

/** A renderer that shows what the shaders write, as they write it. Throws where the browser offers no WebGL 2. */
export function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  // Shaders write the colours of the page as they are; conversions would only differ between machines.
  ColorManagement.enabled = false;
  // What is on the canvas stays there, so that a selection is drawn only where it changes.
  const kept = { preserveDrawingBuffer: true };
  const renderer = new WebGLRenderer({
    ...{ canvas, antialias: false, alpha: false, powerPreference: 'high-performance', ...kept },
  });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.autoClear = false;
  renderer.localClippingEnabled = true;
  // Asking whether a program is sound waits until it is compiled; tests of the picture ask in its place.
  renderer.debug.checkShaderErrors = false;
  return renderer;
}
