/// <reference lib="webworker" />

// A read pixel means that everything before it was carried out: the browser's graphics run. Without WebGL here the page
// finds out with its own canvas. A picture is taken too, as the page's canvas gives its own to the browser.
const canvas = new OffscreenCanvas(4, 4);
const gl = canvas.getContext('webgl2', {
  ...{ alpha: false, antialias: false, preserveDrawingBuffer: true, powerPreference: 'high-performance' },
});
if (gl) {
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  canvas.transferToImageBitmap().close();
}
self.postMessage('ready');
