import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from './find-chromium.ts';
import { buildViewer, builtViewer } from './open-viewer.ts';

// Once for all files of this folder: the page as built, and a browser that they share, each page in a context of its own.

const root = new URL('../../', import.meta.url).pathname;
const built = `${root}dist/viewer`;

let server: BrowserServer | null = null;

export async function setup(): Promise<void> {
  if (!copied()) await buildViewer();
  const executablePath = findChromium();
  server = await chromium.launchServer({ executablePath, args: chromiumFlags });
  // Processes of the tests begin with the environment of this one.
  process.env.BIOWEFT_TEST_VIEWER = builtViewer;
  process.env.BIOWEFT_TEST_BROWSER = server.wsEndpoint();
}

export async function teardown(): Promise<void> {
  await server?.close();
  rmSync(builtViewer, { recursive: true, force: true });
}

/** Copies the project's build, so that the next build does not pull files from under the tests; false where it is old. */
function copied(): boolean {
  const marks = ['index.html', 'studio.html', 'standalone/standalone.js'].map((name) => join(built, name));
  if (!marks.every(existsSync)) return false;
  const oldest = Math.min(...marks.map((path) => statSync(path).mtimeMs));
  const sources = [
    ...['viewer', 'src', 'printers', 'vessels', 'inks'].flatMap((folder) => filesBelow(`${root}${folder}`)),
    `${root}vite.config.ts`,
    `${root}package-lock.json`,
  ];
  if (sources.some((path) => statSync(path).mtimeMs > oldest)) return false;
  cpSync(built, builtViewer, { recursive: true });
  return marks.every(existsSync);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
