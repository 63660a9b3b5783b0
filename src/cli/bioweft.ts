#!/usr/bin/env node
// Built into one file: an old Node must get as far as the sentence below before it meets anything it cannot read.
import { setFlagsFromString } from 'node:v8';
import { flagsForShortRuns, loadBundle } from '../plan/load-bundle.ts';

const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
  for (const flag of flagsForShortRuns) setFlagsFromString(flag);
  start().catch((error) => {
    process.stderr.write(`bioweft: ${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  });
} else {
  process.stderr.write(
    `bioweft needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. Get one from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
}

async function start(): Promise<void> {
  await loadBundle<typeof import('./main.ts')>('bundle', import.meta.url)
    .run()
    .runCommandLine();
}
