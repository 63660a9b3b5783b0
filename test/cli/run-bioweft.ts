import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const projectFolder = resolve(import.meta.dirname, '../..');
const entry = join(projectFolder, 'dist/bioweft.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Where {
  readonly cwd?: string;
  readonly timeoutMs?: number;
}

const env = { ...process.env, NO_COLOR: '1', CI: 'true' };

let host: ChildProcess | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the built command line; `npm test` builds it first. All runs of a test file share one process, which has compiled
 * it once: one after another, each in its folder and with its own exit code. What needs a process (signals, pipes,
 * several at once, `-o -`) asks for one: `bioweftAlone`.
 */
export function bioweft(args: readonly string[], where: Where = {}): Promise<Run> {
  const run = last.then(() => runInHost(args, where));
  last = run.catch(() => {});
  return run;
}

async function runInHost(args: readonly string[], { cwd = projectFolder, timeoutMs = 60_000 }: Where): Promise<Run> {
  if (!existsSync(entry)) throw new Error('dist/bioweft.js is missing: run npm run build');
  if (host === null) {
    host = fork(join(import.meta.dirname, 'host.mjs'), {
      env,
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    host.unref();
    host.channel?.unref();
  }
  const running = host;
  const timer = setTimeout(() => running.kill('SIGKILL'), timeoutMs);
  running.channel?.ref();
  running.send({ args, cwd });
  const ended = new AbortController();
  const answered = once(running, 'message', { signal: ended.signal });
  const lost = once(running, 'exit', { signal: ended.signal });
  const outcome = await Promise.race([answered.then(([run]) => run as Run), lost.then(() => null)]);
  ended.abort();
  clearTimeout(timer);
  for (const promise of [answered, lost]) promise.catch(() => {});
  running.channel?.unref();
  if (outcome !== null) return outcome;
  host = null;
  return { code: null, stdout: '', stderr: '' };
}

/** Runs the built command line in a process of its own, as a user would. */
export function bioweftAlone(args: readonly string[], where: Where = {}): Promise<Run> {
  if (!existsSync(entry)) throw new Error('dist/bioweft.js is missing: run npm run build');
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: where.cwd ?? projectFolder,
      env,
      timeout: where.timeoutMs ?? 60_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** An empty folder that goes when the test ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort();
}
