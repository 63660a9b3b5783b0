import { DataTexture, FloatType, RedFormat, RGBAFormat, UnsignedByteType, type WebGLRenderer } from 'three';
import { type Print, textureSize } from '../data/print.ts';
import type { Interval } from './draw-plan.ts';
import { createFence } from './gpu-fence.ts';

/** The print on the GPU: 17 bytes a row, 18 where widths vary. */
export interface PathTextures {
  readonly path: DataTexture;
  readonly style: DataTexture;
  readonly scalar: DataTexture;
  readonly lut: DataTexture;
  /** Width of each row as a share of its strand's; null where every strand has one width. */
  readonly widths: DataTexture | null;
  readonly styleShift: number;
  readonly pathShift: number;
  /** Uploads more of what these rows need; true when the GPU has it all. Never waits for the GPU. */
  bring(renderer: WebGLRenderer, rows: readonly Interval[]): boolean;
  /** Forgets what was uploaded, after a lost context. */
  restart(): void;
  dispose(): void;
}

/** Bytes on their way to the GPU at a time: more would fill its queue, and the page would wait until there is room. */
const bytesInFlight = 4 << 20;
/** Lines of the path texture a copy: 1 MB. */
const linesPerCopy = 32;

export function createPathTextures(print: Print): PathTextures {
  const { pathWidth: width, pathHeight: height } = print;
  let path = emptyPath(width, height);
  const style = styleTexture(print);
  const scalar = new DataTexture(new Uint8Array(width * height), width, height, RedFormat, UnsignedByteType);
  scalar.unpackAlignment = 1;
  const lut = new DataTexture(new Uint8Array(1024).fill(255), 256, 1, RGBAFormat, UnsignedByteType);
  const widths = widthsTexture(print);
  const small = [style.texture, scalar, lut, ...(widths === null ? [] : [widths])];
  for (const texture of small) texture.needsUpdate = true;
  let there = new Uint8Array(height);
  const sent = createFence();
  return {
    get path() {
      return path;
    },
    style: style.texture,
    styleShift: Math.log2(style.width),
    pathShift: Math.log2(width),
    scalar,
    lut,
    widths,
    bring(renderer, rows) {
      const gl = renderer.getContext() as WebGL2RenderingContext;
      if (sent.pending(gl)) return false;
      const stretches = missingLines(there, rows, width, bytesInFlight / (16 * width));
      if (stretches.length === 0) return true;
      for (const { first, end } of stretches) {
        copyLines(renderer, path, print, first, end);
        there.fill(1, first, end);
      }
      sent.set(gl);
      return false;
    },
    restart() {
      path.dispose();
      path = emptyPath(width, height);
      there = new Uint8Array(height);
      sent.forget();
      for (const texture of small) texture.needsUpdate = true;
    },
    dispose() {
      for (const texture of [path, ...small]) texture.dispose();
    },
  };
}

/** Lines of the texture that these rows, and the corners to their neighbours, need and that are not `there`: `most` at most. */
export function missingLines(there: Uint8Array, rows: readonly Interval[], width: number, most: number): Interval[] {
  const stretches: { first: number; end: number }[] = [];
  let left = most;
  let from = 0;
  for (const { first, end } of rows) {
    // Row r runs from texel r to r + 1; the texels beside tell how it joins the rows before and after.
    const last = Math.min(Math.floor((end + 1) / width), there.length - 1);
    for (let line = Math.max(from, Math.floor(Math.max(first - 1, 0) / width)); line <= last; line++) {
      from = line + 1;
      if (there[line]) continue;
      if (left === 0) return stretches;
      left--;
      const before = stretches[stretches.length - 1];
      if (before?.end === line && line - before.first < linesPerCopy) before.end++;
      else stretches.push({ first: line, end: line + 1 });
    }
  }
  return stretches;
}

// Not three's copyTextureToTexture: it asks the GPU for its settings, and so waits for all it was given before.
function copyLines(renderer: WebGLRenderer, path: DataTexture, print: Print, first: number, end: number): void {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const { pathWidth: width } = print;
  renderer.initTexture(path);
  const { __webglTexture } = renderer.properties.get(path) as { __webglTexture: WebGLTexture };
  renderer.state.bindTexture(gl.TEXTURE_2D, __webglTexture);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, first, width, end - first, gl.RGBA, gl.FLOAT, print.path, 4 * width * first);
  renderer.state.unbindTexture();
}

function widthsTexture({ widthOfRow, pathWidth, pathHeight }: Print): DataTexture | null {
  if (widthOfRow.length === 0) return null;
  const texture = new DataTexture(widthOfRow, pathWidth, pathHeight, RedFormat, UnsignedByteType);
  texture.unpackAlignment = 1;
  return texture;
}

// Only the room is made; the content follows in steps.
function emptyPath(width: number, height: number): DataTexture {
  const texture = new DataTexture(null, width, height, RGBAFormat, FloatType);
  texture.source.dataReady = false;
  texture.needsUpdate = true;
  return texture;
}

function styleTexture({ strands }: Print): { texture: DataTexture; width: number } {
  const { width, height } = textureSize(Math.max(strands.count, 1));
  const data = new Float32Array(4 * width * height);
  for (let s = 0; s < strands.count; s++) {
    data[4 * s] = strands.width[s];
    data[4 * s + 1] = strands.height[s];
    data[4 * s + 2] = 1;
  }
  return { texture: new DataTexture(data, width, height, RGBAFormat, FloatType), width };
}
