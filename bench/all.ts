import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The benchmarks of planning, one after the other: gyroids, other work, and planning again after a change. Flags go to
 * each of them (`--runs 5 --write`).
 *
 *   npm run bench -- [--runs N] [--write]
 */
for (const name of ['slice', 'work', 'warm']) {
  const script = join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync('npx', ['tsx', script, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
