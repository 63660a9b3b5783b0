import { keepPixel, lighting, pathLookup } from './path-lookup.ts';
import { strandFrame } from './strand-frame.ts';

/** The faces where a section plane cuts strands across: an octagon in the plane for each segment that crosses it. */
export const capVertices = 18;

/** Flatter crossings than this (sine of the angle to the plane) are left to the pressed bodies of the solid shader. */
export const flattestCut = 0.25;

export const capVertexShader = /* glsl */ `
${pathLookup}
${strandFrame}
flat out vec3 vColour;
flat out int vRow;
out vec3 vToEye;
void main() {
  gl_Position = nowhere();
  int row = uFirst + gl_InstanceID * 512 + gl_VertexID / 18;
  if (row >= uEnd) return;
  vec4 b = pathTexel(row + 1);
  if (b.w < 0.0) return;
  vec4 style = styleTexel(int(b.w));
  if (style.z < 0.5) return;
  vec4 a = pathTexel(row);
  vec3 start = a.xyz;
  vec3 end = endOf(row, a.xyz, b.xyz);
  start.z -= 0.5 * style.y;
  end.z -= 0.5 * style.y;
  float startBeyond = beyondSection(start);
  float endBeyond = beyondSection(end);
  if ((startBeyond > 0.0) == (endBeyond > 0.0)) return;
  vec3 along = directionBetween(start, end);
  float steep = dot(along, uSection.xyz);
  if (abs(steep) < ${flattestCut}) return;
  vec4 colour = finalColour(row, b.w);
  if (colour.a < 0.5) return;
  vec3 side = sideOf(along);
  vec3 up = normalize(cross(side, along));
  side -= along * (dot(side, uSection.xyz) / steep);
  up -= along * (dot(up, uSection.xyz) / steep);
  int triangle = (gl_VertexID % 18) / 3;
  int corner = gl_VertexID % 3;
  float angle = float(corner == 0 ? 0 : triangle + corner) * 0.7853981634;
  vec3 point = mix(start, end, startBeyond / (startBeyond - endBeyond));
  vToEye = towardsEye(point);
  point += side * (cos(angle) * 0.5 * widthOf(row, style.x)) + up * (sin(angle) * 0.5 * style.y) + uSection.xyz * 0.003;
  vColour = colour.rgb;
  vRow = row;
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
`;

export const capFragmentShader = /* glsl */ `
${lighting}
${keepPixel}
uniform vec4 uSection;
flat in vec3 vColour;
flat in int vRow;
in vec3 vToEye;
void main() {
  keep(vColour, cutFace(lightOn(uSection.xyz, normalize(vToEye))), vRow);
}
`;
