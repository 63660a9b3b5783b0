import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/**
 * A plan takes a second or two, of which V8 by itself spends a third on compiling functions for speed that then hardly
 * run. So it compiles later (bytecodes run before a function is considered: 67584 by default) and less at a time (one
 * call inlined: up to 460 bytecodes by default; no loops of kernels unrolled). Organs of a thousand layers take as long
 * as without. And the room for what lives briefly grows to its full size at once: much of what is made at the start stays
 * to the end, and every collection on the way there copies it.
 */
const forShortRuns = ['--no-turbo-loop-peeling', '--max-inlined-bytecode-size=100'];
/** V8 complains on stderr of a flag that it does not know, and newer ones lost this: each Node gets what it was seen to take. */
const flagsOf: Record<number, readonly string[]> = {
  20: ['--interrupt-budget=500000', '--no-wasm-loop-unrolling', '--semi-space-growth-factor=16', ...forShortRuns],
  22: forShortRuns,
  24: forShortRuns,
};
export const flagsForShortRuns = flagsOf[Number(process.versions.node.split('.')[0])] || [];

/** Characters at the beginning of the bundle and of its compiled code that say that they belong together. */
export const stampLength = 64;

/** The scripts that are bundled as a whole: the command line, and what a worker thread plans layers with. */
export type BundleName = 'bundle' | 'layers';

/** Running it gives its exports. */
export interface LoadedBundle<Exports> {
  readonly run: () => Exports;
  readonly script: Script;
}

/**
 * Loads a bundle beside `url` with what V8 compiled of it when it was built (scripts/compile-ahead.ts): taking that over
 * costs a fifth of compiling it again. V8 turns down what another version of it made, or one with other flags, and then
 * compiles from the source as always.
 */
export function loadBundle<Exports>(name: BundleName, url: string): LoadedBundle<Exports> {
  const folder = dirname(fileURLToPath(url));
  const file = join(folder, `${name}.cjs`);
  // It is written in ASCII.
  const source = readFileSync(file, 'latin1');
  const cachedData = compiledFor(source, join(folder, `${name}.code`));
  // Only packages are imported while it runs, and they are found from here as well.
  const importModuleDynamically = (name: string) => import(name) as never;
  const script = new Script(source, { filename: file, cachedData, importModuleDynamically });
  const run = () => {
    const module = { exports: {} as Exports };
    script.runInThisContext()(createRequire(url), module, module.exports, url);
    return module.exports;
  };
  return { run, script };
}

function compiledFor(source: string, file: string): Buffer | undefined {
  if (!existsSync(file)) return undefined;
  const stamped = readFileSync(file);
  const belongs = stamped.toString('latin1', 0, stampLength) === source.slice(0, stampLength);
  return belongs ? stamped.subarray(stampLength) : undefined;
}
