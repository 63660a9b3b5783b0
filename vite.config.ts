import { defineConfig } from 'vite';

const root = new URL('viewer/', import.meta.url).pathname;
const out = new URL('dist/viewer/', import.meta.url).pathname;

/**
 * Two builds of one page: `vite build` for the server (a page, its script, its worker), and `vite build --mode standalone`
 * for `--export` (one script and one style sheet that the exporter puts into a single file).
 */
export default defineConfig(({ mode }) => ({
  root,
  base: './',
  server: { host: '127.0.0.1', fs: { allow: [new URL('.', import.meta.url).pathname] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
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
      : { outDir: out, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
}));
