import base from './playwright.config';

/** `npm run bench`: what is measured in time, and so depends on the machine. */
export default {
  ...base,
  testDir: 'tests/bench',
  testMatch: '**/*.bench.ts',
  outputDir: 'test-results/bench',
};
