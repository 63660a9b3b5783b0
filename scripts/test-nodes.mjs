// Runs the tests on other Node versions, from the registry's `node` package: npm run test:nodes [-- 22] [-- test/ink ...].
import { spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;
const asked = process.argv.slice(2);
const versions = asked.filter((word) => /^\d+$/.test(word));
const files = asked.filter((word) => !versions.includes(word));

for (const version of versions.length > 0 ? versions : ['22', '24']) {
  // `npx` puts that Node first on the path, so that child processes and npm scripts run on it too.
  const command = `node --version && npm run build && npx vitest run ${files.join(' ')}`;
  const { status } = spawnSync('npx', ['--yes', '-p', `node@${version}`, '--', 'sh', '-c', command], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
