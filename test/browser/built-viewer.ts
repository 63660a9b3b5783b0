import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The page under test, apart from the project's build, so that neither pulls files from under the other. */

const root = new URL('../../', import.meta.url).pathname;
const shared = process.env['BIOWEFT_TEST_VIEWER'];
const own = `${root}node_modules/.cache/bioweft-viewer-${process.pid}`;
export const builtViewer = shared ?? `${own}/viewer`;
const marks = ['index.html', 'studio.html', 'standalone/standalone.js.gz', 'standalone/studio.js.gz'];

/** Copies the project's build, or builds as it does where sources are newer; nothing where the test run has the page. */
export async function buildViewer(): Promise<void> {
  if (shared) return;
  // The studio's worker finds the core beside the viewer.
  mkdirSync(own, { recursive: true });
  cpSync(`${root}dist/core.js`, `${own}/core.js`);
  if (copied()) return;
  const { build } = await import('vite');
  const common = { configFile: `${root}vite.config.ts`, logLevel: 'error' as const };
  await build({ ...common, mode: 'production', build: { outDir: builtViewer } });
  for (const mode of ['standalone', 'studio']) {
    await build({ ...common, mode, build: { outDir: `${builtViewer}/standalone` } });
  }
  if (!isWhole(builtViewer)) throw new Error('the build left no page');
}

export function removeViewer(): void {
  if (!shared) rmSync(own, { recursive: true, force: true });
}

const isWhole = (folder: string): boolean => marks.every((name) => existsSync(join(folder, name)));

function copied(): boolean {
  const built = `${root}dist/viewer`;
  if (!isWhole(built)) return false;
  const oldest = Math.min(...marks.map((name) => statSync(join(built, name)).mtimeMs));
  const sources = [
    ...['viewer', 'src', 'printers', 'vessels', 'inks'].flatMap((folder) => filesBelow(`${root}${folder}`)),
    `${root}vite.config.ts`,
    `${root}package-lock.json`,
  ];
  if (sources.some((path) => statSync(path).mtimeMs > oldest)) return false;
  cpSync(built, builtViewer, { recursive: true });
  return isWhole(builtViewer);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
