import { parentPort, workerData } from 'node:worker_threads';
import { loadPolygons } from '../region/clipper-polygons.ts';
import { packRange } from './pack-layers.ts';
import { planRange } from './plan-range.ts';
import type { WorkerOrder } from './worker-pool.ts';

const { task, range } = workerData as WorkerOrder;
const packed = packRange(planRange(task, range, await loadPolygons()));
const { points, rise, ends, marks, sizes } = packed;
parentPort?.postMessage(packed, [points.buffer, rise.buffer, ends.buffer, marks.buffer, sizes.buffer] as ArrayBuffer[]);
