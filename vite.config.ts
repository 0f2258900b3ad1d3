import { readFileSync } from 'node:fs';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { listWorkerChunks } from './scripts/list-worker-chunks.mjs';
import { messages } from './scripts/messages/vite-messages.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const unitTests = ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/faults/*.test.ts', 'scripts/**/*.test.ts'];
const isolatedTests = ['src/**/*.isolated.test.ts'];

export default defineConfig({
  plugins: [messages(), sveltekit(), listWorkerChunks()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  // The dev server's allow list lacks a service worker that lives outside src.
  server: { fs: { allow: ['service-worker'] } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    rolldownOptions: {
      optimization: { inlineConst: { mode: 'all', pass: 1 } },
      // Texts are fetched with what says them.
      treeshake: { moduleSideEffects: [{ test: /\/lib\/messages\//, sideEffects: false }] },
    },
  },
  environments: {
    // What the first picture needs comes in few files: each has a cost of its own, and short ones compress badly.
    client: {
      build: {
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
        },
      },
    },
  },
  test: {
    environment: 'node',
    // Vitest leaves one processor idle, which is half of a machine with two.
    maxWorkers: '100%',
    // A busy machine is no fault: only what hangs is ended.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unitTests,
          exclude: isolatedTests,
          // Files of one worker share their modules: loading them anew for each took two thirds of the whole time.
          isolate: false,
        },
      },
      // What puts another module in the place of one.
      { extends: true, test: { name: 'isolated', include: isolatedTests } },
    ],
  },
});
