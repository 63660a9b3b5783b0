#!/usr/bin/env node
// No imports here: an old Node must get as far as the sentence below before it meets anything it cannot read.

const oldest = [20, 19];
/**
 * A plan takes a second or two, of which V8 by itself spends a third on compiling functions for speed that then hardly
 * run. So it compiles later (bytecodes run before a function is considered: 67584 by default) and less at a time (one
 * call inlined: up to 460 bytecodes by default). Organs of a thousand layers take as long as without.
 */
const forShortRuns = ['--no-turbo-loop-peeling', '--max-inlined-bytecode-size=100'];
/** V8 complains on stderr of a flag that it does not know, and newer ones lost this: each Node gets what it was seen to take. */
const flagsOf: Record<number, string[]> = {
  20: ['--interrupt-budget=500000', ...forShortRuns],
  22: forShortRuns,
  24: forShortRuns,
};
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
  for (const flag of flagsOf[major] || []) process.getBuiltinModule('node:v8').setFlagsFromString(flag);
  import('./main.ts').catch((error) => {
    process.stderr.write(`bioweft: ${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  });
} else {
  process.stderr.write(
    `bioweft needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. Get one from https://nodejs.org.\n`,
  );
  process.exitCode = 2;
}
