import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const pageGlobals = ['window', 'document', 'localStorage', 'sessionStorage'].map((name) => ({
  name,
  message: 'Only app, ui and render touch the page.',
}));

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'static/', 'test-results/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker, __APP_VERSION__: 'readonly' } },
    rules: {
      'no-console': 'error',
      'no-undef': 'off',
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['src/**/*.ts'], ignores: ['**/*.test.ts'], rules: { 'max-lines': ['error', 300] } },
  {
    files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  { files: ['src/**/*.svelte'], rules: { 'max-lines': ['error', 150] } },
  {
    files: ['src/lib/**/*.ts'],
    ignores: ['src/lib/{ui,app,render}/**', '**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', ...pageGlobals] },
  },
  {
    // It writes the address of the page that is open, query and fragment included: there is no route to resolve.
    files: ['src/lib/app/link-sync.ts'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    files: ['scripts/**', 'tests/**', '*.config.*', '.dependency-cruiser.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
