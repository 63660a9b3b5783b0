// Bundles the command line, the library's entries and the layer worker into dist/, and writes their declarations.
import { existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { coreBundle } from './core-bundle.mjs';

const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });

const entries = {
  bioweft: 'src/cli/bioweft.ts',
  index: 'src/index.ts',
  'layer-worker': 'src/plan/layer-worker.ts',
};
const entryPoints = Object.fromEntries(
  Object.entries(entries)
    .filter(([, path]) => existsSync(`${root}${path}`))
    .map(([name, path]) => [name, `${root}${path}`]),
);
await build({
  entryPoints,
  outdir: `${root}dist`,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Bundled, the command line starts twice as fast. These stay outside: they find files beside themselves.
  external: ['clipper2-wasm', 'clipper2-wasm/*', 'serialport', 'gcode-parser'],
  minifySyntax: true,
  banner: {
    js: "import { createRequire as bioweftRequire } from 'node:module'; const require = bioweftRequire(import.meta.url);",
  },
  sourcemap: false,
  logLevel: 'warning',
});
await build({
  entryPoints: { core: `${root}src/core.ts` },
  outdir: `${root}dist`,
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  loader: { '.wasm': 'binary' },
  minifySyntax: true,
  logLevel: 'warning',
  plugins: [coreBundle],
});
if (process.env.BIOWEFT_BUILD_VIEWER !== '0' && existsSync(`${root}vite.config.ts`)) {
  const { build: buildViewer } = await import('vite');
  const options = { configFile: `${root}vite.config.ts`, logLevel: 'error' };
  await buildViewer(options);
  // The page as one script, for `view --export`.
  await buildViewer({ ...options, mode: 'standalone' });
}
if (process.env.BIOWEFT_BUILD_TYPES !== '0') {
  const { writeDeclarations } = await import('./declarations.mjs');
  await writeDeclarations();
}
