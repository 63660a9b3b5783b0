/**
 * The frame of a strand's cross-section at one end of a segment: two segments of one strand that meet share it (a mitre),
 * so that neither a gap nor an overlap shows. Sharper turns than about 107 degrees and strand ends get caps instead.
 */
export const strandFrame = /* glsl */ `
struct Joint {
  vec3 side;   // across the strand, horizontal; its length is the mitre's stretch
  vec3 up;
  bool open;   // the strand ends here, or turns too sharply
};
vec3 sideOf(vec3 along) {
  vec3 side = cross(along, vec3(0.0, 0.0, 1.0));
  float size = length(side);
  return size > 1e-4 ? side / size : vec3(1.0, 0.0, 0.0);
}
// along: this segment's direction; other: the neighbour's, in travelling direction; joined: same strand
Joint jointOf(vec3 along, vec3 other, bool joined) {
  vec3 side = sideOf(along);
  vec3 up = normalize(cross(side, along));
  if (!joined || dot(along, other) < -0.3) return Joint(side, up, true);
  vec3 middle = normalize(along + other);
  vec3 shared = sideOf(middle);
  float stretch = 1.0 / max(dot(shared, side), 0.55);
  return Joint(shared * stretch, normalize(cross(shared, middle)), false);
}
// A dot has no length: a short body along x that its caps make as long as it is wide.
void layDot(inout vec3 start, inout vec3 end, inout vec3 along, vec2 size) {
  along = vec3(1.0, 0.0, 0.0);
  float reach = max(0.5 * size.x - 0.45 * min(size.x, size.y), 0.1 * size.x);
  start -= reach * along;
  end += reach * along;
}
vec3 directionBetween(vec3 from, vec3 to) {
  vec3 way = to - from;
  float size = length(way);
  return size > 1e-6 ? way / size : vec3(0.0);
}
`;
