// Runs command lines one after another in one process, as the built `bioweft` would each in its own: what is printed
// and the exit code are sent to whoever started it. Compiled once and warm, a run costs a fifth of a process.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const url = new URL('../../dist/bioweft.js', import.meta.url).href;
const file = fileURLToPath(new URL('../../dist/bundle.cjs', import.meta.url));
const importModuleDynamically = (name) => import(name);
const script = new Script(readFileSync(file, 'latin1'), { filename: file, importModuleDynamically });
const bundle = { exports: {} };
script.runInThisContext()(createRequire(url), bundle, bundle.exports, url);

const listened = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException'];

async function run({ args, cwd }) {
  const said = { stdout: '', stderr: '' };
  let ended;
  const exited = new Promise((done) => (ended = done));
  process.chdir(cwd);
  process.argv = [process.execPath, fileURLToPath(url), ...args];
  process.exitCode = undefined;
  for (const output of ['stdout', 'stderr']) {
    process[output].write = (text) => {
      said[output] += text;
      return true;
    };
  }
  // Whatever follows an exit in this process would not have happened in its own.
  process.exit = (code) => {
    ended({ code: code ?? process.exitCode ?? 0, ...said });
    throw new Error('the process has exited');
  };
  const finished = bundle.exports.runCommandLine().then(
    () => ({ code: process.exitCode ?? 0, ...said }),
    (error) => ({ code: 2, stdout: said.stdout, stderr: `${said.stderr}${error.stack}` }),
  );
  const outcome = await Promise.race([exited, finished]);
  for (const output of [process.stdout, process.stderr]) output.removeAllListeners('error');
  for (const event of listened) process.removeAllListeners(event);
  return outcome;
}

process.on('message', async (line) => process.send(await run(line)));
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
