import base from './playwright.config';

/** `npm run bench`: what is measured in time, and so depends on the machine. */
export default {
  ...base,
  testDir: 'tests/bench',
  testMatch: '**/*.bench.ts',
  outputDir: 'test-results/bench',
  // A trace would be measured along with the page.
  use: { ...base.use, trace: 'off' as const },
  projects: base.projects?.slice(0, 1) ?? [],
};
