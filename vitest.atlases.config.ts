import { defineConfig } from 'vitest/config';

// Proofs on label maps that are installed, not shipped: npm run prove:atlases
export default defineConfig({
  test: { include: ['test/atlases/*.proof.ts'], testTimeout: 120_000 },
});
