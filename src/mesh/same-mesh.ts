import type { Mesh } from './mesh.ts';

/** Whether two meshes are one to the bit, name and all. */
export function sameMesh(a: Mesh, b: Mesh): boolean {
  if (a === b) return true;
  if (a.name !== b.name || a.unstudied !== b.unstudied || a.unitStated !== b.unitStated) return false;
  if (a.triangles === b.triangles) return true;
  if (a.triangles.length !== b.triangles.length) return false;
  const [own, other] = [bitsOf(a), bitsOf(b)];
  for (let i = 0; i < own.length; i++) if (own[i] !== other[i]) return false;
  return true;
}

/** As whole numbers: 0 and -0 are not the same bits. */
function bitsOf({ triangles: { buffer, byteOffset, length } }: Mesh): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}
