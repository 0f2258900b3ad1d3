import { defineConfig } from 'vitest/config';

/** The part of `npm run test:long` that needs no browser. */
export default defineConfig({
  test: {
    include: ['tests/long/*.fuzz.ts'],
    environment: 'node',
    // As long as it takes: how much is tried is said in runs, and each run has a limit of its own.
    testTimeout: 3_600_000,
    fileParallelism: false,
  },
});
