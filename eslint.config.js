import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const pageGlobals = ['window', 'document', 'localStorage', 'sessionStorage'].map((name) => ({
  name,
  message: 'Only app, ui and render touch the page.',
}));

/** What makes markup or code of a string. Names in metadata are strings of strangers; see docs/security.md. */
const markupProperties = ['innerHTML', 'outerHTML', 'srcdoc'];
const markupCalls = ['insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'createContextualFragment'];
const markupNames = [...markupProperties, ...markupCalls].join('|');
const noMarkup = 'Markup from strings is banned: let Svelte set text.';
const markupSyntax = [
  { selector: `MemberExpression[property.name=/^(${markupNames})$/]`, message: noMarkup },
  { selector: `MemberExpression[property.value=/^(${markupNames})$/]`, message: noMarkup },
  { selector: `Property[key.name=/^(${markupProperties.join('|')})$/]`, message: noMarkup },
  { selector: 'MemberExpression[object.name="document"][property.name=/^write(ln)?$/]', message: noMarkup },
  {
    selector: `SvelteAttribute[key.name=/^(${markupProperties.join('|')}|on\\w+)$/i] > SvelteLiteral`,
    message: noMarkup,
  },
  { selector: 'SvelteAttribute[key.name="srcdoc"]', message: noMarkup },
  { selector: `SvelteDirective[key.name.name=/^(${markupProperties.join('|')})$/]`, message: noMarkup },
  { selector: 'SvelteShorthandAttribute[key.name="srcdoc"]', message: noMarkup },
];

export default ts.config(
  {
    ignores: [
      ...['build/', '.svelte-kit/', 'node_modules/', 'static/', 'test-results/'],
      'src/lib/source/formats/schemas/validators.js',
      'src/lib/telemetry/schemas/validators.js',
      'src/lib/messages/compiled/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker, __APP_VERSION__: 'readonly' } },
    rules: {
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-restricted-syntax': ['error', ...markupSyntax],
      'svelte/no-at-html-tags': 'error',
      'no-undef': 'off',
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.test.ts', 'tests/**'], rules: { 'no-script-url': 'off' } },
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
    files: ['src/lib/app/viewer/link-sync.ts'],
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    files: ['scripts/**', 'tests/**', '*.config.*', '.dependency-cruiser.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
