import { defineConfig } from 'vitest/config';

// The page in Firefox, which is installed and not shipped: npm run prove:firefox
export default defineConfig({
  test: {
    include: ['test/firefox/*.proof.ts'],
    // Node 20 has its WebSocket behind this flag.
    execArgv: ['--experimental-websocket'],
    // One browser at a time: each draws by the processor.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 90_000 } },
  },
});
