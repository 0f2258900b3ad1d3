import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { expect, it } from 'vitest';

/** Attributes and properties of components that a person reads or hears. */
const readAttributes =
  /^(aria-label|aria-description|aria-roledescription|aria-valuetext|aria-placeholder|title|placeholder|label|labels|closeLabel|alt|heading|summary|hint|text|valueText|sentence|content)$/;

/** What is written as it is in every language. */
const exceptions: readonly { readonly text: RegExp; readonly reason: string }[] = [
  { text: /^px$/, reason: 'a unit of CSS, which every language writes so' },
  { text: /^Exascope$/, reason: 'the name of the product' },
  { text: /^(D|F2)$/, reason: 'what stands on a key' },
  { text: /^[23]D$/, reason: 'a sign, whose words are in the label' },
  { text: /^https:\/\/…$/, reason: 'how a link begins' },
];

const isException = (text: string) => exceptions.some((exception) => exception.text.test(text));

type Node = { readonly type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Literal texts in an expression: what it may become, not what it compares or looks up. */
function literalsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(literalsOf);
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Text':
      return [String(node['data'])];
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateLiteral':
      return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    case 'ExpressionTag':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return literalsOf(node['expression']);
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].flatMap(literalsOf);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return /^(&&|\|\||\?\?|\+)$/.test(String(node['operator']))
        ? [node['left'], node['right']].flatMap(literalsOf)
        : [];
    case 'ArrayExpression':
      return literalsOf(node['elements']);
    default:
      return [];
  }
}

/** Every literal text of a component that is read to people. */
function readTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type === 'Attribute') {
      const { name, value: content } = value as unknown as AST.Attribute;
      if (readAttributes.test(name)) found.push(...literalsOf(content));
      return;
    }
    if (value.type === 'Text' || value.type === 'ExpressionTag') found.push(...literalsOf(value));
    else if (!/Directive$/.test(value.type)) Object.values(value).forEach(visit);
  };
  visit(parse(source, { modern: true }).fragment);
  return found.filter((text) => /\p{L}/u.test(text)).map((text) => text.trim().replace(/\s+/g, ' '));
}

const components = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.svelte'),
);

it('finds texts in markup, in what is read to people and in choices between texts', () => {
  const source = `<script>let on = true;</script>
    <p title="A tip" class="box" data-x="no">Some {on ? 'words' : \`more \${on}\`} 12 {on === 'no' ? 1 : on}</p>
    {#if on}<Field label={on && 'Name'} id="no" labels={['Low', on ?? 'High']} />{/if}
    <style>p { color: red }</style>`;
  expect(readTexts(source)).toEqual(['A tip', 'Some', 'words', 'more', 'Name', 'Low', 'High']);
});

const textsOf = (path: string) => readTexts(readFileSync(join('src', path), 'utf8'));

it.each(components)('%s says nothing that is not in the messages', (path) => {
  expect(textsOf(path).filter((text) => !isException(text))).toEqual([]);
});

it('has no exception that nothing needs', () => {
  const all = components.flatMap(textsOf);
  for (const { text, reason } of exceptions)
    expect(
      all.some((each) => text.test(each)),
      reason,
    ).toBe(true);
});
