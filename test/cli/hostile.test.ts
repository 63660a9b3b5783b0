import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { hostileInputs } from './hostile-inputs.ts';
import { bioweft, filesIn, scratchFolder } from './run-bioweft.ts';

test('there are at least forty of them', () => {
  expect(hostileInputs.length).toBeGreaterThanOrEqual(40);
});

test.each(hostileInputs.map((input) => [input.name, input] as const))('%s', async (_, input) => {
  const folder = scratchFolder();
  for (const [file, content] of Object.entries(input.files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const before = filesIn(folder);
  const run = await bioweft(input.args, { cwd: folder, timeoutMs: 10_000 });
  const said = run.stdout + run.stderr;
  expect(said).toMatch(input.names);
  expect(said).toMatch(input.fix);
  expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(said).not.toMatch(/internal error/);
  expect([1, 2]).toContain(run.code);
  expect(filesIn(folder)).toEqual(before);
});
