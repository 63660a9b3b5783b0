// Bundles the command line, the library's entries and the layer worker into dist/, and writes their declarations.
import { existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { coreBundle } from './core-bundle.mjs';
import { buildWhole } from './whole-bundle.mjs';

const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });

const forNode = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
};
// These stay outside: they find files beside themselves.
const external = ['clipper2-wasm', 'clipper2-wasm/*', 'serialport', 'gcode-parser'];
const banner =
  "import { createRequire as bioweftRequire } from 'node:module'; const require = bioweftRequire(import.meta.url);";
// The library's names are made short as well: an installation stays small.
await build({
  ...forNode,
  minifyIdentifiers: true,
  entryPoints: { index: `${root}src/index.ts` },
  outdir: `${root}dist`,
  splitting: true,
  format: 'esm',
  external,
  banner: { js: banner },
});
// What starts the bundle, each in one file.
await build({
  ...forNode,
  entryPoints: { bioweft: `${root}src/cli/bioweft.ts`, 'layer-worker': `${root}src/plan/start-layer-worker.ts` },
  outdir: `${root}dist`,
  format: 'esm',
});
await buildWhole(root, forNode);
await build({
  entryPoints: { core: `${root}src/core.ts` },
  outdir: `${root}dist`,
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  loader: { '.wasm': 'binary' },
  minify: true,
  logLevel: 'warning',
  plugins: [coreBundle],
});
if (process.env.BIOWEFT_BUILD_VIEWER !== '0' && existsSync(`${root}vite.config.ts`)) {
  const { build: buildViewer } = await import('vite');
  const options = { configFile: `${root}vite.config.ts`, logLevel: 'error' };
  await buildViewer(options);
  // The page as one script, for `view --export`.
  await buildViewer({ ...options, mode: 'standalone' });
  // And the studio, for `studio --export`.
  await buildViewer({ ...options, mode: 'studio' });
}
if (process.env.BIOWEFT_BUILD_TYPES !== '0') {
  const { writeDeclarations } = await import('./declarations.mjs');
  await writeDeclarations();
}
