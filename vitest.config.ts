import { defineConfig } from 'vitest/config';

// Vite's own config points its root at viewer/, which vitest would follow: so the tests have a config of their own.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests wait, for a port or a browser: both cores are kept at work, and no more, since some of them time a print.
    maxWorkers: '100%',
  },
});
