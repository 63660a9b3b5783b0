import { parentPort, workerData } from 'node:worker_threads';
import { noMemory } from '../../memory/memory.ts';
import { loadPolygons } from '../../region/clipper-polygons.ts';
import { planRange } from '../inputs/plan-range.ts';
import { type PackedRange, packRange } from './pack-layers.ts';
import type { WorkerOrder } from './worker-pool.ts';

/** What a worker thread does: plans its range of layers and sends it to the thread that started it. */
export async function planRangeInWorker(): Promise<void> {
  const packed = await planOrder(workerData as WorkerOrder);
  const { points, rise, widths, ends, marks, sizes } = packed;
  const columns = [points, rise, widths, ends, marks, sizes];
  parentPort?.postMessage(packed, columns.map(({ buffer }) => buffer) as ArrayBuffer[]);
}

export async function planOrder({ task, range }: WorkerOrder): Promise<PackedRange> {
  return packRange(await planRange(task, range, { polygons: await loadPolygons(), memory: noMemory }));
}
