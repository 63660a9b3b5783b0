// Runs jobs that meet most of the code of `bioweft slice`, and keeps what V8 compiled for them in dist/bundle.code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { flagsForShortRuns, loadBundle, stampLength } from '../src/plan/load-bundle.ts';

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
const { run, script } = loadBundle<typeof import('../src/cli/bundle.ts')>(
  pathToFileURL(join(root, 'dist/bioweft.js')).href,
);
for (const [i, job] of jobs.entries()) {
  const files = `-o ${join(out, `${i}.gcode`)} --report ${join(out, `${i}.json`)} --quiet`;
  process.argv = [process.argv[0], 'bioweft', 'slice', ...job.split(' '), ...files.split(' ')];
  process.chdir(root);
  await run().runCommandLine();
  if (process.exitCode) throw new Error(`compile-ahead: ${job} ended with code ${process.exitCode}`);
}
setFlagsFromString('--flush-bytecode');
const stamp = readFileSync(join(root, 'dist/bundle.cjs')).subarray(0, stampLength);
writeFileSync(join(root, 'dist/bundle.code'), Buffer.concat([stamp, script.createCachedData()]));
rmSync(out, { recursive: true });
