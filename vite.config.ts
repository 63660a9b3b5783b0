import { gzipSync } from 'node:zlib';
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
 * Three builds: `vite build` for the server (both pages, their scripts and workers), `vite build --mode standalone` for
 * `view --export` and `--mode studio`, after it, for `studio --export` (one script and one style sheet each, which the exporter puts into a
 * single file).
 */
const asOneFile = (entry: string, name: string) => ({
  outDir: `${out}standalone`,
  copyPublicDir: false,
  modulePreload: false as const,
  lib: { entry: `${root}${entry}`, formats: ['es' as const], fileName: () => `${name}.js`, cssFileName: name },
});

/** Only an export reads these scripts: packed, an installation stays small. */
const packed: Plugin = {
  name: 'bioweft-packed',
  // The style sheet is taken from the script first.
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const [fileName, file] of Object.entries(bundle)) {
      if (file.type !== 'chunk') continue;
      delete bundle[fileName];
      this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(file.code, { level: 9 }) });
    }
  },
};

/** Without a server the studio's page finds what it works with in itself. */
const embedded: Plugin = {
  name: 'bioweft-embedded-page',
  enforce: 'pre',
  resolveId: (id) => (/\/served-page\.ts$/.test(id) ? `${root}studio/embedded-page.ts` : null),
};

export default defineConfig(({ mode }) => ({
  root,
  base: './',
  server: { host: '127.0.0.1', fs: { allow: [new URL('.', import.meta.url).pathname] } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    noCompiling,
    ...(mode === 'studio' ? [embedded] : []),
    ...(mode === 'studio' || mode === 'standalone' ? [packed] : []),
  ],
  worker: { format: 'es', plugins: () => [builtCore, noCompiling] },
  build:
    mode === 'standalone'
      ? { ...asOneFile('standalone.tsx', 'standalone'), emptyOutDir: true }
      : mode === 'studio'
        ? { ...asOneFile('studio/main.tsx', 'studio'), emptyOutDir: false }
        : {
            outDir: out,
            emptyOutDir: true,
            modulePreload: { polyfill: false },
            assetsInlineLimit: 0,
            rollupOptions: { input: [`${root}index.html`, `${root}studio.html`] },
          },
}));
