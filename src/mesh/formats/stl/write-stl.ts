import type { Mesh } from '../../mesh.ts';

/**
 * A mesh as binary STL, mm. The header holds the name and no date: same mesh, same bytes. It never begins with `solid`,
 * which naive readers take for the text form.
 */
export function writeStl({ name, triangles }: Pick<Mesh, 'name' | 'triangles'> & Partial<Mesh>): Uint8Array {
  const count = triangles.length / 9;
  const bytes = new Uint8Array(84 + 50 * count);
  new TextEncoder().encodeInto(`bioweft ${name}, mm`, bytes.subarray(0, 80));
  const view = new DataView(bytes.buffer);
  view.setUint32(80, count, true);
  for (let t = 0; t < count; t++) {
    const at = 84 + 50 * t;
    const normal = unitNormal(triangles, t * 9);
    for (let k = 0; k < 3; k++) view.setFloat32(at + 4 * k, normal[k], true);
    for (let k = 0; k < 9; k++) view.setFloat32(at + 12 + 4 * k, triangles[t * 9 + k], true);
  }
  return bytes;
}

function unitNormal(t: Float32Array, i: number): [number, number, number] {
  const ux = t[i + 3] - t[i];
  const uy = t[i + 4] - t[i + 1];
  const uz = t[i + 5] - t[i + 2];
  const vx = t[i + 6] - t[i];
  const vy = t[i + 7] - t[i + 1];
  const vz = t[i + 8] - t[i + 2];
  const n: [number, number, number] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const length = Math.hypot(...n);
  return length > 0 ? [n[0] / length, n[1] / length, n[2] / length] : [0, 0, 0];
}
