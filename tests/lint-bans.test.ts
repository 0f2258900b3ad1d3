import { readdirSync, readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint();
});

/** Names of the rules that a text breaks, were it the file at `filePath`. */
async function broken(text: string, filePath: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  if (result === undefined) throw new Error(`${filePath} was not linted.`);
  return result.messages.map(({ ruleId, message, fatal }) => (fatal === true ? message : ruleId));
}

describe('in a script, lint refuses', () => {
  it.each([
    ['no-restricted-syntax', `document.body.innerHTML = '<b>';`],
    ['no-restricted-syntax', `document.body['innerHTML'] = '<b>';`],
    ['no-restricted-syntax', `document.body.outerHTML = '<b>';`],
    ['no-restricted-syntax', `document.body.insertAdjacentHTML('beforeend', '<b>');`],
    ['no-restricted-syntax', `document.body.setHTMLUnsafe('<b>');`],
    ['no-restricted-syntax', `document.createRange().createContextualFragment('<b>');`],
    ['no-restricted-syntax', `document.write('<b>');`],
    ['no-restricted-syntax', `document.writeln('<b>');`],
    ['no-restricted-syntax', `document.createElement('iframe').srcdoc = '<b>';`],
    ['no-restricted-syntax', `Object.assign(document.body, { innerHTML: '<b>' });`],
    ['no-eval', `eval('1');`],
    ['no-eval', `globalThis.eval('1');`],
    ['no-new-func', `export const run: unknown = new Function('return 1');`],
    ['no-new-func', `export const run: unknown = Function('return 1');`],
    ['no-implied-eval', `setTimeout('run()', 1);`],
    ['no-script-url', `location.href = 'javascript:run()';`],
    ['no-console', `console.log('text');`],
  ])('%s: %s', async (rule, text) => {
    expect(await broken(text, 'src/lib/app/engine.ts')).toContain(rule);
  });
});

describe('in a component, lint refuses', () => {
  it.each([
    ['svelte/no-at-html-tags', `<script lang="ts">const name: string = $props();</script>{@html name}`],
    ['no-restricted-syntax', `<iframe title="a" srcdoc="<b>"></iframe>`],
    [
      'no-restricted-syntax',
      `<script lang="ts">const text: string = $props();</script><iframe title="a" srcdoc={text}></iframe>`,
    ],
    [
      'no-restricted-syntax',
      `<script lang="ts">const srcdoc: string = $props();</script><iframe title="a" {srcdoc}></iframe>`,
    ],
    [
      'no-restricted-syntax',
      `<script lang="ts">let text = $state('');</script><div contenteditable bind:innerHTML={text}></div>`,
    ],
    ['no-restricted-syntax', `<button onclick="run()">a</button>`],
    ['no-restricted-syntax', `<script lang="ts">document.body.innerHTML = '';</script>`],
    ['no-eval', `<script lang="ts">eval('1');</script>`],
  ])('%s: %s', async (rule, text) => {
    expect(await broken(text, 'src/lib/ui/base/Mark.svelte')).toContain(rule);
  });

  it('nothing where a name is shown as text', async () => {
    const text = `<script lang="ts">const { name }: { name: string } = $props();</script>\n\n<b title={name}>{name}</b>\n`;
    expect(await broken(text, 'src/lib/ui/base/Mark.svelte')).toEqual([]);
  });
});

it('is obeyed without exception but for the icons, which are constants', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => `src/${path}`);
  const excepted = files.filter(
    (path) =>
      /\.(ts|svelte|js)$/.test(path) &&
      /eslint-disable.*(no-at-html-tags|no-restricted-syntax|no-eval|no-new-func)/.test(
        readFileSync(path, 'utf8'),
      ),
  );
  expect(excepted).toEqual(['src/lib/ui/base/Icon.svelte']);
});
