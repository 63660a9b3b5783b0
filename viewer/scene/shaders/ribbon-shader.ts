import { keepPixel, lighting, pathLookup } from './path-lookup.ts';
import { strandFrame } from './strand-frame.ts';

/** Two triangles a segment that face the viewer and are shaded like a tube: the quality for large prints. */
export const ribbonVertices = 6;

export const ribbonVertexShader = /* glsl */ `
${pathLookup}
${strandFrame}
flat out vec3 vColour;
flat out int vRow;
out vec3 vSide;
out vec3 vToEye;
out float vAcross;
out float vBeyond;
void main() {
  gl_Position = nowhere();
  int row = uFirst + gl_InstanceID * 512 + gl_VertexID / 6;
  if (row >= uEnd) return;
  vec4 b = pathTexel(row + 1);
  if (b.w < 0.0) return;
  vec4 style = styleTexel(int(b.w));
  if (style.z < 0.5) return;
  vec4 colour = finalColour(row, b.w);
  if (colour.a < 0.5) return;
  vec4 a = pathTexel(row);
  vec3 start = a.xyz;
  vec3 end = endOf(row, a.xyz, b.xyz);
  vec3 along = directionBetween(start, end);
  if (along == vec3(0.0)) {
    if (a.xyz != b.xyz) return;
    layDot(start, end, along, style.xy);
  }
  int corner = gl_VertexID % 6;
  bool atEnd = corner == 1 || corner == 2 || corner == 4;
  float across = corner == 0 || corner == 1 || corner == 3 ? -1.0 : 1.0;
  vec3 point = atEnd ? end : start;
  vec3 other = along;
  bool joined = false;
  if (atEnd) {
    vec4 next = pathTexel(row + 2);
    joined = next.w == b.w && row != uHeadRow && row + 1 < uEnd;
    if (joined) other = directionBetween(b.xyz, next.xyz);
  } else if (row > 0) {
    joined = a.w == b.w;
    if (joined) other = directionBetween(pathTexel(row - 1).xyz, a.xyz);
  }
  if (joined && (other == vec3(0.0) || dot(along, other) < -0.3)) joined = false;
  point.z -= 0.5 * style.y;
  vec3 toEye = towardsEye(point);
  vec3 middle = joined ? normalize(along + other) : along;
  vec3 edge = cross(middle, toEye);
  float size = length(edge);
  edge = size > 1e-4 ? edge / size : sideOf(along);
  vec3 flat1 = sideOf(middle);
  vec3 upward = cross(flat1, middle);
  // Support of the elliptic cross-section in the direction of the visible edge.
  float wide = widthAtEnd(row, atEnd ? row + 1 : row - 1, joined, style.x);
  float reach = 0.5 * length(vec2(wide * dot(edge, flat1), style.y * dot(edge, upward)));
  vec3 own = cross(along, toEye);
  float ownSize = length(own);
  float stretch = joined && ownSize > 1e-4 ? 1.0 / max(dot(edge, own / ownSize), 0.6) : 1.0;
  if (!joined) point += along * (atEnd ? 0.35 : -0.35) * style.y;
  point += edge * across * reach * stretch;
  vColour = colour.rgb;
  vRow = row;
  vSide = edge;
  vToEye = toEye;
  vAcross = across;
  vBeyond = beyondSection(point);
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
`;

export const ribbonFragmentShader = /* glsl */ `
${lighting}
${keepPixel}
flat in vec3 vColour;
flat in int vRow;
in vec3 vSide;
in vec3 vToEye;
in float vAcross;
in float vBeyond;
void main() {
  if (vBeyond > 0.0) discard;
  vec3 toEye = normalize(vToEye);
  vec3 normal = normalize(vSide * vAcross + toEye * sqrt(max(1.0 - vAcross * vAcross, 0.0)));
  keep(vColour, lightOn(normal, toEye), vRow);
}
`;
