/// <reference lib="webworker" />

// A read pixel means that everything before it was carried out: the browser's graphics run. Without WebGL here the page
// finds out with its own canvas.
const gl = new OffscreenCanvas(4, 4).getContext('webgl2', { powerPreference: 'high-performance' });
gl?.clear(gl.COLOR_BUFFER_BIT);
gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
self.postMessage('ready');
