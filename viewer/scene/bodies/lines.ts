import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineSegments } from 'three';

/** Line segments from a flat list of end points; `before` everything else, whatever stands in between. */
export function lineBody(points: readonly number[], colour: number, opacity = 1, before = false): LineSegments {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(points, 3));
  const material = new LineBasicMaterial({
    color: colour,
    transparent: opacity < 1,
    opacity,
    depthWrite: opacity === 1,
  });
  material.depthTest = !before;
  const lines = new LineSegments(geometry, material);
  if (before) lines.renderOrder = 1;
  return lines;
}

export function pushLine(to: number[], ...ends: number[]): void {
  to.push(...ends);
}

export function pushCircle(to: number[], x: number, y: number, z: number, radius: number, pieces = 64): void {
  for (let i = 0; i < pieces; i++) {
    const a = (2 * Math.PI * i) / pieces;
    const b = (2 * Math.PI * (i + 1)) / pieces;
    to.push(
      x + radius * Math.cos(a),
      y + radius * Math.sin(a),
      z,
      x + radius * Math.cos(b),
      y + radius * Math.sin(b),
      z,
    );
  }
}

export function pushRectangle(to: number[], x: number, y: number, z: number, width: number, depth: number): void {
  const right = x + width;
  const back = y + depth;
  to.push(x, y, z, right, y, z, right, y, z, right, back, z, right, back, z, x, back, z, x, back, z, x, y, z);
}
