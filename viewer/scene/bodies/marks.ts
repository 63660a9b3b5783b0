import { BufferGeometry, Color, Float32BufferAttribute, GLSL3, Points, RawShaderMaterial } from 'three';

export type MarkShape = 'disc' | 'diamond' | 'ring';

/** Marks of a fixed size on the screen: where ink starts to flow, where light falls, what is selected. */
export function createMarks(
  points: readonly number[],
  shape: MarkShape,
  colour: number,
  pixels: number,
): Points<BufferGeometry, RawShaderMaterial> {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(points, 3));
  const body = new Points(geometry, materialOf(shape, colour, pixels));
  body.frustumCulled = false;
  return body;
}

/** One for each look: marks come and go with every layer, and the renderer never forgets a material with its own shaders. */
const materials = new Map<string, RawShaderMaterial>();

function materialOf(shape: MarkShape, colour: number, pixels: number): RawShaderMaterial {
  const look = `${shape} ${colour} ${pixels}`;
  const kept = materials.get(look);
  if (kept !== undefined) return kept;
  const material = new RawShaderMaterial({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    uniforms: {
      uColour: { value: new Color(colour) },
      uSize: { value: pixels },
      uShape: { value: { disc: 0, diamond: 1, ring: 2 }[shape] },
    },
  });
  materials.set(look, material);
  return material;
}

const vertexShader = /* glsl */ `
in vec3 position;
uniform mat4 modelViewMatrix;
uniform mat4 projectionMatrix;
uniform float uSize;
void main() {
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_Position.z -= 0.0004 * gl_Position.w; // a mark lies on its strand, not half in it
  gl_PointSize = uSize;
}
`;

const fragmentShader = /* glsl */ `
precision highp float;
uniform vec3 uColour;
uniform int uShape;
out vec4 colour;
void main() {
  vec2 at = 2.0 * gl_PointCoord - 1.0;
  float far = uShape == 1 ? abs(at.x) + abs(at.y) : length(at);
  if (far > 1.0 || (uShape == 2 && far < 0.6)) discard;
  colour = vec4(far > 0.78 && uShape != 2 ? uColour * 0.25 : uColour, 1.0);
}
`;
