#!/usr/bin/env node
// No imports here: an old Node must get as far as the sentence below before it meets anything it cannot read.

const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
  // A plan takes a second or two: compiling every function that ran for a few milliseconds anew for speed costs a fifth
  // of it. Bytecodes run before V8 considers that, 67584 by default.
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=500000');
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
