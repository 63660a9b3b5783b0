// Build, types and lint side by side, as none needs another; then every test.  npm test [-- words for vitest]
import { spawn, spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;

/** Runs a script of package.json; what it prints comes in one piece, when it ends. */
function script(name) {
  const child = spawn('npm', ['run', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => said.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      done(code === 0);
    });
  });
}

const passed = await Promise.all(['build', 'typecheck', 'lint'].map(script));
if (passed.includes(false)) process.exit(1);
const { status } = spawnSync('npx', ['vitest', 'run', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
