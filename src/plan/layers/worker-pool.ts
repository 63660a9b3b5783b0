import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { LayerRange } from '../../slice/slice-mesh.ts';
import { type PlannedRange, planRange, type RangeTools } from '../inputs/plan-range.ts';
import type { LayerTask } from './layer-task.ts';
import { type PackedRange, unpackRange } from './pack-layers.ts';

/** What a worker is started with. */
export interface WorkerOrder {
  readonly task: LayerTask;
  readonly range: LayerRange;
}

/**
 * What lives briefly in a worker, MB at most. Left alone, V8 gives it 33 at once in every thread (see load-bundle.ts), for
 * no less CPU.
 */
const youngMb = 12;

/**
 * Plans each range of layers in a thread of its own, the first in this one. Layers do not depend on each other, so the result is that
 * of one thread to the bit.
 */
export async function planInThreads(
  task: LayerTask,
  ranges: readonly LayerRange[],
  tools: RangeTools,
): Promise<PlannedRange[]> {
  const [own, ...others] = ranges;
  const sharedTask = { ...task, parts: task.parts.map((part) => ({ ...part, mesh: shared(part.mesh) })) };
  const orders = others.map((range) => runWorker({ task: sharedTask, range }));
  // A worker that fails while this thread is busy is heard of below, not as an unhandled rejection.
  const settled = Promise.allSettled(orders);
  const first = await planRange(task, own, tools);
  const rest = await settled;
  const failed = rest.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return [first, ...rest.map((result) => (result as PromiseFulfilledResult<PlannedRange>).value)];
}

function shared(mesh: LayerTask['parts'][number]['mesh']): LayerTask['parts'][number]['mesh'] {
  if (mesh.triangles.buffer instanceof SharedArrayBuffer) return mesh;
  const triangles = new Float32Array(new SharedArrayBuffer(mesh.triangles.byteLength));
  triangles.set(mesh.triangles);
  return { ...mesh, triangles };
}

function runWorker(order: WorkerOrder): Promise<PlannedRange> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), {
      workerData: order,
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    });
    worker.once('message', (packed: PackedRange) => resolve(unpackRange(packed)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a layer worker ended early with code ${code}`)));
  });
}

/** Beside the bundle; from the sources, the built one in dist: Node cannot start a worker from TypeScript. */
function workerFile(): URL {
  const beside = new URL('./layer-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../../../dist/layer-worker.js', import.meta.url);
}
