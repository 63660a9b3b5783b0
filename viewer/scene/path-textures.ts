import {
  Box2,
  DataTexture,
  FloatType,
  RedFormat,
  RGBAFormat,
  type Texture,
  UnsignedByteType,
  Vector2,
  type WebGLRenderer,
} from 'three';
import { type Print, textureSize } from '../data/print.ts';

/** The print on the GPU: 17 bytes a row. */
export interface PathTextures {
  readonly path: DataTexture;
  readonly style: DataTexture;
  readonly scalar: DataTexture;
  readonly lut: DataTexture;
  readonly styleShift: number;
  readonly pathShift: number;
  /** Uploads the next stretch of the path; false when all of it is there. */
  uploadSome(renderer: WebGLRenderer): boolean;
  /** Forgets what was uploaded, after a lost context. */
  restart(): void;
  dispose(): void;
}

/** Lines of the path texture a copy: 1 MB. */
const linesPerCopy = 32;
/** Copying goes on for this long a step, ms: input is answered between steps. */
const copyMs = 12;

export function createPathTextures(print: Print): PathTextures {
  const { pathWidth: width, pathHeight: height } = print;
  const source = new DataTexture(print.path, width, height, RGBAFormat, FloatType);
  let path = emptyPath(width, height);
  const style = styleTexture(print);
  const scalar = new DataTexture(new Uint8Array(width * height), width, height, RedFormat, UnsignedByteType);
  scalar.unpackAlignment = 1;
  const lut = new DataTexture(new Uint8Array(1024).fill(255), 256, 1, RGBAFormat, UnsignedByteType);
  for (const texture of [style.texture, scalar, lut]) texture.needsUpdate = true;
  let uploaded = 0;
  return {
    get path() {
      return path;
    },
    style: style.texture,
    styleShift: Math.log2(style.width),
    pathShift: Math.log2(width),
    scalar,
    lut,
    uploadSome(renderer) {
      if (uploaded >= height) return false;
      const started = performance.now();
      while (uploaded < height && performance.now() - started < copyMs) {
        const lines = Math.min(linesPerCopy, height - uploaded);
        const region = new Box2(new Vector2(0, uploaded), new Vector2(width, uploaded + lines));
        renderer.copyTextureToTexture(source, path, region, new Vector2(0, uploaded) as never);
        uploaded += lines;
      }
      return uploaded < height;
    },
    restart() {
      path.dispose();
      path = emptyPath(width, height);
      uploaded = 0;
      for (const texture of [style.texture, scalar, lut] as Texture[]) texture.needsUpdate = true;
    },
    dispose() {
      for (const texture of [path, style.texture, scalar, lut]) texture.dispose();
    },
  };
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
