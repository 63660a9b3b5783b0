import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { build as vite } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { plan } from '../../src/plan/plan.ts';
import { sha256 } from '../../src/record/sha256.ts';
import { findHeadless, headlessFlags } from '../browser/find-chromium.ts';
import { projectFolder } from '../cli/run-bioweft.ts';

// `bioweft/core` as built, bundled by other projects' tools without a word of configuration, in a browser's worker.

const demo = join(projectFolder, 'scaffolds/osteochondral-plug');
const files = ['job.yaml', 'bone.stl', 'cartilage.stl'];
let browser: Browser;
let server: Server;
let input: PlanInput;
let expected: string;
const folder = mkdtempSync(join(tmpdir(), 'bioweft-core-'));

beforeAll(async () => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(projectFolder, join(folder, 'node_modules/bioweft'), 'dir');
  writeFileSync(join(folder, 'worker.js'), readFileSync(join(import.meta.dirname, 'core-worker.js')));
  input = await loadInputs({ file: join(demo, 'job.yaml') });
  expected = await sha256((await plan(input)).gcode!);
  server = createServer(({ url = '/' }, response) => {
    const name = url.slice(1);
    if (name === '') return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
    const path = files.includes(name) ? join(demo, name) : join(folder, 'out', name);
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
    response.end(readFileSync(path));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({ executablePath: findHeadless(), args: headlessFlags });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** SHA-256 of the G-code that the worker of this script plans in the browser. */
async function plannedIn(script: string): Promise<unknown> {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const { version } = input;
  const said = await page.evaluate(
    async ({ script, files, version }) => {
      const read = async (file: string) =>
        [file, new Uint8Array(await (await fetch(`/${file}`)).arrayBuffer())] as const;
      const bytes = Object.fromEntries(await Promise.all(files.map(read)));
      const worker = new Worker(`/${script}`, { type: 'module' });
      const answer = await new Promise<{ gcode?: Uint8Array<ArrayBuffer>; error?: string }>((done) => {
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => done({ error: message });
        worker.postMessage({ version, files: bytes });
      });
      if (!answer.gcode) return answer.error ?? answer;
      const digest = await crypto.subtle.digest('SHA-256', answer.gcode);
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    { script, files, version },
  );
  await page.close();
  return said;
}

test('the core is one file that imports nothing', () => {
  const text = readFileSync(join(projectFolder, 'dist/core.js'), 'utf8');
  expect(text.match(/(?:^|[;}\n])\s*(?:import\b[^(;]*?from\s*['"][^'"]+['"]|import\s*['"]|import\s*\()/g)).toBeNull();
  expect(text).not.toMatch(/\bcreateRequire\b/);
});

test('bundled by esbuild it plans the demo to the same bytes', async () => {
  await esbuild({
    entryPoints: [join(folder, 'worker.js')],
    outfile: join(folder, 'out/by-esbuild.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
    preserveSymlinks: true,
  });
  expect(await plannedIn('by-esbuild.js')).toBe(expected);
});

test('bundled by Vite it plans the demo to the same bytes', async () => {
  await vite({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      outDir: 'out',
      emptyOutDir: false,
      lib: { entry: 'worker.js', formats: ['es'], fileName: () => 'by-vite.js' },
    },
  });
  expect(await plannedIn('by-vite.js')).toBe(expected);
});

test('the same file plans in Node', async () => {
  const core: typeof import('../../src/core.ts') = await import(join(projectFolder, 'dist/core.js'));
  expect(await sha256((await core.plan(input)).gcode!)).toBe(expected);
});
