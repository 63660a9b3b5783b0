import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flagsForShortRuns, stampLength } from '../../src/plan/load-bundle.ts';
import { projectFolder, scratchFolder } from './run-bioweft.ts';

const dist = join(projectFolder, 'dist');

test.each(['bundle', 'layers'])('V8 takes over the code of %s that was compiled at build time', (name) => {
  const look = `
    const { readFileSync } = require('node:fs');
    for (const flag of ${JSON.stringify(flagsForShortRuns)}) require('node:v8').setFlagsFromString(flag);
    const cachedData = readFileSync('dist/${name}.code').subarray(${stampLength});
    const source = readFileSync('dist/${name}.cjs', 'latin1');
    console.log(new (require('node:vm').Script)(source, { cachedData }).cachedDataRejected);`;
  const said = execFileSync(process.execPath, ['-e', look], { cwd: projectFolder, encoding: 'utf8' });
  expect(said.trim()).toBe('false');
});

test('code compiled of another bundle, even one of the same length, is left aside', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'dist'));
  for (const file of ['package.json', 'dist/bioweft.js', 'dist/bundle.code']) {
    copyFileSync(join(projectFolder, file), join(folder, file));
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  for (const shelf of ['printers', 'inks'])
    cpSync(join(projectFolder, shelf), join(folder, shelf), { recursive: true });
  const source = readFileSync(join(dist, 'bundle.cjs'), 'latin1');
  const [before, after] = ['Plans extrusion bioprinting', 'PLANS EXTRUSION BIOPRINTING'];
  expect(source).toContain(before);
  const changed = source.replace(before, after);
  const help = () => execFileSync(process.execPath, [join(folder, 'dist/bioweft.js'), '--help'], { encoding: 'utf8' });
  // V8 itself looks at the length of the source only.
  writeFileSync(join(folder, 'dist/bundle.cjs'), changed);
  expect(help()).toContain(before);
  writeFileSync(join(folder, 'dist/bundle.cjs'), `//${'0'.repeat(60)}${changed.slice(62)}`);
  expect(help()).toContain(after);
});
