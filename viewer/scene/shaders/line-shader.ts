import { keepPixel, pathLookup } from './path-lookup.ts';

/** One pixel wide lines: strands while the view moves, and (uTravels) the ways without ink. */
export const lineVertices = 2;

export const lineVertexShader = /* glsl */ `
${pathLookup}
uniform float uTravels;
uniform vec3 uTravelColour;
uniform vec3 uLiftColour;
flat out vec3 vColour;
flat out int vRow;
out float vBeyond;
out float vAlong;
void main() {
  gl_Position = nowhere();
  int row = uFirst + gl_InstanceID * 512 + gl_VertexID / 2;
  if (row >= uEnd) return;
  vec4 start = pathTexel(row);
  vec4 end = pathTexel(row + 1);
  bool travels = end.w < 0.0;
  if (end.w < -1.5) return; // a change of frame, not a way
  if (travels != (uTravels > 0.5)) return;
  vec3 reached = endOf(row, start.xyz, end.xyz);
  vec3 point = gl_VertexID % 2 == 0 ? start.xyz : reached;
  if (travels) {
    bool lift = length(end.xy - start.xy) < 0.5 * abs(end.z - start.z);
    vColour = lift ? uLiftColour : uTravelColour;
  } else {
    vec4 style = styleTexel(int(end.w));
    if (style.z < 0.5) return;
    vec4 colour = finalColour(row, end.w);
    if (colour.a < 0.5) return;
    vColour = colour.rgb;
    point.z -= 0.5 * style.y;
    // A dot has no length: a short dash.
    if (start.xyz == end.xyz) point.x += (gl_VertexID % 2 == 0 ? -0.5 : 0.5) * style.x;
  }
  vRow = row;
  vBeyond = beyondSection(point);
  vAlong = gl_VertexID % 2 == 0 ? 0.0 : length(reached - start.xyz);
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
`;

export const lineFragmentShader = /* glsl */ `
precision highp float;
precision highp int;
${keepPixel}
uniform float uTravels;
uniform float uDash;
flat in vec3 vColour;
flat in int vRow;
in float vBeyond;
in float vAlong;
void main() {
  if (vBeyond > 0.0) discard;
  if (uTravels > 0.5 && fract(vAlong / uDash) > 0.6) discard;
  keep(vColour, vec2(uTravels > 0.5 ? 1.0 : 0.92, 0.0), vRow);
}
`;
