import { defineConfig, type Plugin } from 'vite';
import { withoutProbe, zodProbe } from './scripts/no-compiling.mjs';

const root = new URL('viewer/', import.meta.url).pathname;
const out = new URL('dist/viewer/', import.meta.url).pathname;

/** The planner of the studio's worker is the core as built, which the server gives as it stands: one copy in the package. */
const builtCore: Plugin = {
  name: 'bioweft-built-core',
  enforce: 'pre',
  resolveId: (id) => (/\/src\/core\.ts$/.test(id) ? { id: '/core.js', external: 'absolute' } : null),
};

const noCompiling: Plugin = {
  name: 'bioweft-no-compiling',
  enforce: 'pre',
  load: (id) => (zodProbe.test(id) ? withoutProbe(id) : null),
};

/**
 * Two builds of one page: `vite build` for the server (a page, its script, its worker), and `vite build --mode standalone`
 * for `--export` (one script and one style sheet that the exporter puts into a single file).
 */
export default defineConfig(({ mode }) => ({
  root,
  base: './',
  server: { host: '127.0.0.1', fs: { allow: [new URL('.', import.meta.url).pathname] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [noCompiling],
  worker: { format: 'es', plugins: () => [builtCore, noCompiling] },
  build:
    mode === 'standalone'
      ? {
          outDir: `${out}standalone`,
          emptyOutDir: true,
          copyPublicDir: false,
          modulePreload: false,
          lib: {
            entry: `${root}standalone.tsx`,
            formats: ['es'],
            fileName: () => 'standalone.js',
            cssFileName: 'standalone',
          },
        }
      : {
          outDir: out,
          emptyOutDir: true,
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          rollupOptions: { input: [`${root}index.html`, `${root}studio.html`] },
        },
}));
