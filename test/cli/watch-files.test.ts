import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchFiles } from '../../src/cli/files/watch-files.ts';
import { scratchFolder } from './run-bioweft.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('names that no file can have are missing, at the first look and at each later one', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'job.yaml');
  writeFileSync(file, 'a');
  const odd = ['\0.stl', 'a'.repeat(9000), 'job.yaml/below.stl'].map((name) => join(folder, name));
  let changes = 0;
  const stop = watchFiles(
    () => [file, ...odd],
    async () => void changes++,
  );
  // A look that throws would end the process: vitest tells of it.
  await wait(400);
  writeFileSync(file, 'longer');
  await wait(900);
  stop();
  expect(changes).toBe(1);
});
