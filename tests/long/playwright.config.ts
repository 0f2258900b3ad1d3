import base from '../../playwright.config';

/** The part of `npm run test:long` that runs in a browser. */
export default {
  ...base,
  testDir: '.',
  testMatch: ['*.soak.ts', '*.offline.ts'],
  outputDir: '../../test-results/long',
  // A trace of half an hour would be all that memory is filled with.
  use: { ...base.use, trace: 'off' as const },
  projects: base.projects?.slice(0, 1) ?? [],
  webServer: { ...base.webServer, cwd: '../..' },
};
