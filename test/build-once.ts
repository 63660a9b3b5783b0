import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Builds dist/ once before all tests: the command line and the layer worker are tested as they ship. */
export function setup(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../scripts/build.mjs')], {
    stdio: 'inherit',
    env: { ...process.env, BIOWEFT_BUILD_TYPES: '0' },
  });
}
