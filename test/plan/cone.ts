/** A cone that stands on its tip, closed by a lid, mm. */
export function cone(radius: number, height: number, sides = 72): Float32Array {
  const rim = Array.from({ length: sides }, (_, i) => {
    const angle = (2 * Math.PI * i) / sides;
    return [radius * Math.cos(angle), radius * Math.sin(angle), height];
  });
  const faces = rim.flatMap((a, i) => {
    const b = rim[(i + 1) % sides];
    return [[0, 0, 0], b, a, [0, 0, height], a, b].flat();
  });
  return Float32Array.from(faces);
}
