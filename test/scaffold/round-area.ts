/** Area of the polygon of so many corners on a circle of this radius: what `circle` of the solids gives. */
export function roundArea(radius: number, segments: number): number {
  return (segments / 2) * radius * radius * Math.sin((2 * Math.PI) / segments);
}
