// Runs jobs that meet most of the code of `bioweft slice`, and keeps what V8 compiled for them in dist/bundle.code, and in
// dist/layers.code what a worker thread needs of it.
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { Script } from 'node:vm';
import threads from 'node:worker_threads';
import type { WorkerOrder } from '../src/plan/layers/worker-pool.ts';
import { type BundleName, flagsForShortRuns, loadBundle, stampLength } from '../src/plan/load-bundle.ts';

const [, , root] = process.argv;
const out = mkdtempSync(join(tmpdir(), 'bioweft-compile-'));
const bench =
  '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --width 0.41 --layer 0.2 --allow flow --allow supply';
const jobs = [
  'scaffolds/osteochondral-plug/job.yaml',
  'scaffolds/vascular-graft/job.yaml',
  'scaffolds/letter-f/job.yaml',
  `scaffolds/letter-f/letter-f.stl ${bench} --pattern grid --spacing 0.8 --contours 1`,
  `--shape tube --outer 6 --inner 4.4 --height 1 ${bench} --solid --contours 2`,
];

for (const flag of flagsForShortRuns) setFlagsFromString(flag);
// Code that has not run for a while would be dropped.
setFlagsFromString('--no-flush-bytecode');
const url = pathToFileURL(join(root, 'dist/bioweft.js')).href;
const bundle = loadBundle<typeof import('../src/cli/main.ts')>('bundle', url);
const layers = loadBundle<typeof import('../src/plan/layers/layer-worker.ts')>('layers', url);

/** What a worker thread does, in this one: V8 gives out only what it compiled in the thread that asks. */
class WorkerHere extends EventEmitter {
  constructor(_file: URL, { workerData }: { readonly workerData: WorkerOrder }) {
    super();
    const planned = layers.run().planOrder(workerData);
    planned.then(
      (packed) => this.emit('message', packed),
      (error) => this.emit('error', error),
    );
  }
}

process.chdir(root);
for (const [i, job] of jobs.entries()) {
  await slice(`${job} -o ${join(out, `${i}.gcode`)} --report ${join(out, `${i}.json`)}`);
}
// Changed on the module itself: it is the one that the bundle has imported.
Object.assign(threads, { Worker: WorkerHere });
for (const [i, job] of jobs.entries()) await slice(`${job} -o ${join(out, `${i}-2.gcode`)} --workers 2`);
setFlagsFromString('--flush-bytecode');
keep('bundle', bundle.script);
keep('layers', layers.script);
rmSync(out, { recursive: true });

async function slice(words: string): Promise<void> {
  process.argv = [process.argv[0], 'bioweft', 'slice', ...words.split(' '), '--quiet'];
  await bundle.run().runCommandLine();
  if (process.exitCode) throw new Error(`compile-ahead: ${words} ended with code ${process.exitCode}`);
}

function keep(name: BundleName, script: Script): void {
  const stamp = readFileSync(join(root, `dist/${name}.cjs`)).subarray(0, stampLength);
  writeFileSync(join(root, `dist/${name}.code`), Buffer.concat([stamp, script.createCachedData()]));
}
