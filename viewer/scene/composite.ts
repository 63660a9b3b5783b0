import {
  AlwaysDepth,
  DepthTexture,
  FloatType,
  GLSL3,
  Mesh,
  NearestFilter,
  OrthographicCamera,
  PlaneGeometry,
  RawShaderMaterial,
  Scene,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import { pathLookup, readKept } from './shaders/path-lookup.ts';
import type { StrandUniforms } from './strand-meshes.ts';

/**
 * The canvas the strands are drawn on, over as many steps as they need: `samples` 4 smooths edges, 0 keeps beside each
 * pixel what it shows.
 */
export function createTarget(width: number, height: number, samples: 0 | 4): WebGLRenderTarget {
  const depthTexture = new DepthTexture(width, height, FloatType);
  const count = samples === 0 ? 2 : 1;
  const target = new WebGLRenderTarget(width, height, { samples, depthTexture, count, generateMipmaps: false });
  for (const texture of target.textures) {
    texture.minFilter = NearestFilter;
    texture.magFilter = NearestFilter;
  }
  return target;
}

export interface Composite {
  readonly uniforms: ReturnType<typeof createUniforms>;
  show(renderer: WebGLRenderer, target: WebGLRenderTarget): void;
}

/**
 * Lays the drawn strands onto the page's canvas with their depth, so that the vessel and the needle fall before or
 * behind them. `uShade` darkens what lies in a pit (eye-dome lighting after Boucheny 2009): strands part from those below.
 */
export function createComposite(strands: StrandUniforms): Composite {
  const uniforms = createUniforms();
  // The same numbers as the strands are drawn with, so that a kept pixel takes the colour it would be drawn in.
  const { uPath, uScalar, uLut, uShift, uSelectedStrand, uGhostColour, uAccent } = strands;
  const material = new RawShaderMaterial({
    name: 'composite',
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    uniforms: { ...uniforms, uPath, uScalar, uLut, uShift, uSelectedStrand, uGhostColour, uAccent },
    transparent: true,
    premultipliedAlpha: true,
  });
  material.depthFunc = AlwaysDepth; // it writes the depth, never tests it
  const quad = new Mesh(new PlaneGeometry(2, 2), material);
  quad.frustumCulled = false;
  const scene = new Scene().add(quad);
  const camera = new OrthographicCamera();
  return {
    uniforms,
    show(renderer, target) {
      uniforms.uColour.value = target.texture;
      uniforms.uKeptPixels.value = target.textures[1] ?? target.texture;
      uniforms.uHasKept.value = target.textures.length > 1 ? 1 : 0;
      uniforms.uDepth.value = target.depthTexture;
      uniforms.uPixel.value.set(1 / target.width, 1 / target.height);
      renderer.render(scene, camera);
    },
  };
}

function createUniforms() {
  return {
    uColour: { value: null as unknown },
    uDepth: { value: null as unknown },
    uKeptPixels: { value: null as unknown },
    uHasKept: { value: 0 },
    uPixel: { value: new Vector2() },
    /** Strength of the shading, 0 switches it off. */
    uShade: { value: 0 },
    /** Depth in mm that counts as deep. */
    uPit: { value: 0.5 },
    uReach: { value: 1.5 },
    uNear: { value: 0.1 },
    uFar: { value: 1000 },
    uOrtho: { value: 0 },
  };
}

const vertexShader = /* glsl */ `
in vec3 position;
out vec2 vAt;
void main() {
  vAt = position.xy * 0.5 + 0.5;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
`;

const fragmentShader = /* glsl */ `
${pathLookup}
${readKept}
uniform sampler2D uColour;
uniform sampler2D uDepth;
uniform sampler2D uKeptPixels;
uniform float uHasKept;
uniform vec2 uPixel;
uniform float uShade;
uniform float uPit;
uniform float uReach;
uniform float uNear;
uniform float uFar;
in vec2 vAt;
out vec4 colour;
float distanceAt(float depth) {
  return uOrtho > 0.5 ? mix(uNear, uFar, depth) : uNear * uFar / (uFar - depth * (uFar - uNear));
}
vec3 colourNow(vec4 drawn) {
  vec2 light;
  int row;
  bool ghost;
  readPixel(drawn, texture(uKeptPixels, vAt), light, row, ghost);
  vec4 own = colourOf(row);
  vec3 base = own.rgb;
  if (ghost) base = mix(uGhostColour, base, 0.12);
  else if (int(pathTexel(row + 1).w) == uSelectedStrand) base = mix(base, uAccent, 0.75);
  else if (own.a < 0.75) base = mix(uGhostColour, base, 0.15);
  return base * light.x + vec3(light.y);
}
void main() {
  float depth = texture(uDepth, vAt).r;
  vec4 drawn = texture(uColour, vAt);
  gl_FragDepth = depth;
  if (drawn.a == 0.0) discard;
  if (uHasKept > 0.5) drawn = vec4(colourNow(drawn), 1.0);
  if (uShade > 0.0 && depth < 1.0) {
    float here = distanceAt(depth);
    float pit = 0.0;
    for (int i = 0; i < 8; i++) {
      float angle = float(i) * 0.7853981634;
      vec2 at = vAt + vec2(cos(angle), sin(angle)) * uPixel * uReach;
      pit += clamp((here - distanceAt(texture(uDepth, at).r)) / uPit, 0.0, 1.0);
    }
    drawn.rgb *= exp(-uShade * pit / 8.0);
  }
  colour = drawn; // smoothed edges are already multiplied by what they cover
}
`;
