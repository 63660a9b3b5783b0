import { type Kernel, kernelOf } from './kernel.ts';
import { meshBytes } from './kernel-bytes.ts';

/** `kernels/mesh.ts` */
export interface MeshKernel extends Kernel {
  take(bytes: number): number;
  takeRecords(records: number, count: number, triangles: number): number;
  startSums(x: number, y: number, z: number): void;
  addTriangles(triangles: number, count: number): void;
  sums(): number;
  takeTriangles(count: number): number;
  surfaceSums(): number;
  reachFrom(x: number, y: number, z: number): number;
  momentsOf(
    places: number,
    placeCount: number,
    orders: number,
    orderCount: number,
    x: number,
    y: number,
    z: number,
    unit: number,
  ): number;
}

export const meshKernel = kernelOf<MeshKernel>(meshBytes);
