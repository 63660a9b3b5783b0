/**
 * Common part of the strand shaders. Nothing is stored per vertex: a vertex works out its segment from gl_InstanceID and
 * gl_VertexID (512 segments an instance, because a software or tiny-instance GPU pays per instance) and fetches the rest.
 *
 * uPath   texel k: the point reached by motion k-1 (mm), w: strand of that motion or -1; texel 0 is the start
 * uStyle  texel s: width, height (mm), visibility of strand s
 * uScalar texel k: number of the colour of motion k
 * uWidths texel k: width of motion k as a share of its strand's (only where uVaries)
 * uLut    256 colours; alpha 0 hides, 0.5 dims, 1 shows
 */
export const segmentsPerInstance = 512;

export const pathLookup = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D uPath;
uniform sampler2D uStyle;
uniform sampler2D uScalar;
uniform sampler2D uLut;
uniform sampler2D uWidths;
uniform float uVaries;
uniform mat4 viewMatrix;
uniform mat4 projectionMatrix;
uniform int uShift;
uniform int uStyleShift;
uniform int uFirst;
uniform int uEnd;
uniform int uHeadRow;
uniform float uHeadFraction;
uniform int uSelectedStrand;
uniform vec3 uEye;
uniform vec3 uForward;
uniform float uOrtho;
uniform vec4 uSection;
uniform float uGhost;
uniform vec3 uGhostColour;
uniform vec3 uAccent;

vec4 pathTexel(int k) {
  return texelFetch(uPath, ivec2(k & ((1 << uShift) - 1), k >> uShift), 0);
}
vec4 styleTexel(int s) {
  return texelFetch(uStyle, ivec2(s & ((1 << uStyleShift) - 1), s >> uStyleShift), 0);
}
vec4 colourOf(int row) {
  float index = texelFetch(uScalar, ivec2(row & ((1 << uShift) - 1), row >> uShift), 0).r;
  return texelFetch(uLut, ivec2(int(index * 255.0 + 0.5), 0), 0);
}
// Width of a row: its strand's, or its own share of that.
float widthOf(int row, float greatest) {
  if (uVaries < 0.5) return greatest;
  return greatest * texelFetch(uWidths, ivec2(row & ((1 << uShift) - 1), row >> uShift), 0).r;
}
// Where two rows of a strand meet they are equally wide.
float widthAtEnd(int row, int neighbour, bool joined, float greatest) {
  float own = widthOf(row, greatest);
  return joined ? 0.5 * (own + widthOf(neighbour, greatest)) : own;
}
vec3 towardsEye(vec3 point) {
  return uOrtho > 0.5 ? -uForward : normalize(uEye - point);
}
float beyondSection(vec3 point) {
  return dot(uSection.xyz, point) - uSection.w;
}
// The end of the row, cut short where the play head is.
vec3 endOf(int row, vec3 start, vec3 end) {
  return row == uHeadRow ? mix(start, end, uHeadFraction) : end;
}
vec4 nowhere() {
  return vec4(2.0, 2.0, 2.0, 1.0);
}
// What the legend, a selection and ghosting make of a colour; w 0 means hidden.
vec4 finalColour(int row, float strand) {
  vec4 colour = colourOf(row);
  if (colour.a < 0.25) return vec4(0.0);
  if (uGhost > 0.5) return vec4(mix(uGhostColour, colour.rgb, 0.12), 1.0);
  if (int(strand) == uSelectedStrand) return vec4(mix(colour.rgb, uAccent, 0.75), 1.0);
  return colour.a < 0.75 ? vec4(mix(uGhostColour, colour.rgb, 0.15), 1.0) : vec4(colour.rgb, 1.0);
}
`;

/** Light from the upper left of the viewer and from above the bed: the same from every side, so shapes stay readable. */
export const lighting = /* glsl */ `
precision highp float;
uniform vec3 uEye;
uniform vec3 uForward;
uniform vec3 uKeyLight;
// What the light makes of a colour: so much of it, and so much white.
vec2 lightOn(vec3 normal, vec3 towardsEye) {
  float key = max(dot(normal, uKeyLight), 0.0);
  float sky = 0.5 + 0.5 * normal.z;
  vec3 between = normalize(uKeyLight + towardsEye);
  float gloss = pow(max(dot(normal, between), 0.0), 24.0);
  return vec2(0.42 + 0.2 * sky + 0.44 * key, 0.07 * gloss);
}
// A face that a section cut is lighter.
vec2 cutFace(vec2 light) {
  return vec2(light.x * 0.82, light.y * 0.82 + 0.18);
}
`;

/**
 * What a pixel of a strand keeps beside its colour, so that another colouring or a selection needs no strand drawn again:
 * its row (25 bits), whether it is a ghost, and the light on it (how much of the colour in the first target's alpha, how
 * much white in 6 bits here). `uKeep` 0: the target has no room for it.
 */
export const keepPixel = /* glsl */ `
uniform float uKeep;
uniform float uGhost;
layout(location = 0) out vec4 colour;
layout(location = 1) out vec4 kept;
void keep(vec3 base, vec2 light, int row) {
  colour = vec4(base * light.x + vec3(light.y), uKeep > 0.5 ? clamp(light.x / 1.2, 0.004, 1.0) : 1.0);
  uint white = uint(clamp(light.y / 0.25, 0.0, 1.0) * 63.0 + 0.5);
  uint bits = uint(row) | (uGhost > 0.5 ? 1u << 25 : 0u) | white << 26;
  kept = vec4(bits & 255u, bits >> 8 & 255u, bits >> 16 & 255u, bits >> 24) / 255.0;
}
`;

/** The same read back: `light`, `row`, `ghost`. */
export const readKept = /* glsl */ `
void readPixel(vec4 drawn, vec4 kept, out vec2 light, out int row, out bool ghost) {
  uvec4 bytes = uvec4(kept * 255.0 + 0.5);
  uint bits = bytes.r | bytes.g << 8 | bytes.b << 16 | bytes.a << 24;
  row = int(bits & 0x1ffffffu);
  ghost = (bits >> 25 & 1u) == 1u;
  light = vec2(drawn.a * 1.2, float(bits >> 26) / 63.0 * 0.25);
}
`;
