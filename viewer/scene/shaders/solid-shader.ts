import { flattestCut } from './cap-shader.ts';
import { keepPixel, lighting, pathLookup } from './path-lookup.ts';
import { strandFrame } from './strand-frame.ts';

/**
 * The true body of a strand: the half of its elliptic tube that faces the viewer (five points a ring, four quads), with
 * mitred joints and pointed caps. Where a section plane runs along a strand, the part beyond it is pressed onto it, which
 * is the cut face of a convex body as long as more than half of it remains; faces across are drawn by the cap shader.
 */
export const solidVertices = 48;

export const solidVertexShader = /* glsl */ `
${pathLookup}
${strandFrame}
flat out vec3 vColour;
flat out int vRow;
out vec3 vNormal;
out vec3 vToEye;
out float vBeyond;
const int corners[6] = int[6](0, 1, 2, 2, 1, 3);
void main() {
  gl_Position = nowhere();
  int row = uFirst + gl_InstanceID * 512 + gl_VertexID / 48;
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

  int vertex = gl_VertexID % 48;
  bool cap = vertex >= 24;
  int piece = cap ? (vertex - 24) % 12 : vertex;
  bool atEnd;
  int ring;         // 0..4 from silhouette to silhouette
  bool tip = false;
  if (cap) {
    atEnd = vertex >= 36;
    int corner = piece % 3;
    tip = corner == 2;
    ring = piece / 3 + (corner == 1 ? 1 : 0);
  } else {
    int corner = corners[piece % 6];
    atEnd = corner >= 2;
    ring = piece / 6 + corner % 2;
  }

  vec3 other = vec3(0.0);
  bool joined = false;
  if (atEnd) {
    vec4 next = pathTexel(row + 2);
    joined = next.w == b.w && row != uHeadRow && row + 1 < uEnd;
    if (joined) other = directionBetween(b.xyz, next.xyz);
  } else if (row > 0) {
    joined = a.w == b.w;
    if (joined) other = directionBetween(pathTexel(row - 1).xyz, a.xyz);
  }
  if (other == vec3(0.0)) joined = false;
  Joint joint = jointOf(along, other, joined);
  if (cap && !joint.open) return;

  float sink = 0.5 * style.y;
  start.z -= sink;
  end.z -= sink;
  float startBeyond = beyondSection(start);
  float endBeyond = beyondSection(end);
  if (startBeyond > 0.0 && endBeyond > 0.0) return;
  vec3 point = atEnd ? end : start;
  vec3 side = joint.side;
  vec3 up = joint.up;
  if ((atEnd ? endBeyond : startBeyond) > 0.0) {
    point = mix(start, end, startBeyond / (startBeyond - endBeyond));
    side = sideOf(along);
    up = normalize(cross(side, along));
    // Square the cut end with the plane unless the plane runs along the strand.
    float steep = dot(along, uSection.xyz);
    if (abs(steep) > ${flattestCut}) {
      side -= along * (dot(side, uSection.xyz) / steep);
      up -= along * (dot(up, uSection.xyz) / steep);
    }
  }

  float halfWidth = 0.5 * widthAtEnd(row, atEnd ? row + 1 : row - 1, joined, style.x);
  float halfHeight = 0.5 * style.y;
  vec3 toEye = towardsEye(point);
  float facing = atan(dot(toEye, up) / halfHeight, dot(toEye, side) / (halfWidth * dot(side, side)));
  float angle = facing + (float(ring) - 2.0) * 0.7853981634;
  vec3 normal = normalize(side * (cos(angle) / (halfWidth * dot(side, side))) + up * (sin(angle) / halfHeight));
  if (tip) {
    float reach = min(halfWidth, halfHeight) * 0.9;
    point += along * (atEnd ? reach : -reach);
    normal = along * (atEnd ? 1.0 : -1.0);
  } else {
    point += side * (cos(angle) * halfWidth) + up * (sin(angle) * halfHeight);
  }
  float beyond = beyondSection(point);
  if (beyond > 0.0) point -= uSection.xyz * beyond;
  vBeyond = beyond;
  vColour = colour.rgb;
  vRow = row;
  vNormal = normal;
  vToEye = toEye;
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
`;

export const solidFragmentShader = /* glsl */ `
${lighting}
${keepPixel}
uniform vec4 uSection;
flat in vec3 vColour;
flat in int vRow;
in vec3 vNormal;
in vec3 vToEye;
in float vBeyond;
void main() {
  vec3 toEye = normalize(vToEye);
  bool cut = dot(uSection.xyz, uSection.xyz) > 0.5 && vBeyond > -0.002;
  vec3 normal = cut ? uSection.xyz : normalize(vNormal);
  vec2 light = lightOn(normal, toEye);
  keep(vColour, cut ? cutFace(light) : light, vRow);
}
`;
