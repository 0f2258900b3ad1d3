import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isTaken, keysOf } from './keys-of';

type Attributes = Readonly<Record<string, string>>;

/** An element within others, which knows selectors made of a tag name or of attributes. */
class FakeElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly parent: FakeElement | undefined;

  constructor(tag: string, attributes: Attributes = {}, parent?: FakeElement) {
    this.tag = tag;
    this.attributes = attributes;
    this.parent = parent;
  }

  scrollHeight = 100;
  readonly clientHeight = 100;

  get parentElement(): FakeElement | undefined {
    return this.parent;
  }

  get type(): string | undefined {
    return this.attributes['type'];
  }

  closest(selectors: string): FakeElement | null {
    const isMet = selectors.split(', ').some((selector) => {
      const wanted = [...selector.matchAll(/\[([a-z-]+)(?:="([^"]*)")?\]/g)];
      if (wanted.length === 0) return selector === this.tag;
      return wanted.every(([, name = '', value]) =>
        value === undefined ? name in this.attributes : this.attributes[name] === value,
      );
    });
    return isMet ? this : (this.parent?.closest(selectors) ?? null);
  }
}
class FakeInput extends FakeElement {}

beforeAll(() => {
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
  vi.stubGlobal('getComputedStyle', () => ({ overflowY: 'auto' }));
});
afterAll(() => vi.unstubAllGlobals());

const of = (element: FakeElement) => keysOf(element as unknown as EventTarget);

it.each([
  ['a text field', new FakeInput('input', { type: 'text' })],
  ['a closed list', new FakeElement('button', { role: 'combobox', 'aria-haspopup': 'listbox' })],
])('leaves what types to %s', (_, element) => {
  expect(of(element)).toBe('typing');
});

it.each([
  [
    'the button of an open menu',
    new FakeElement('button', { 'aria-haspopup': 'menu', 'aria-expanded': 'true' }),
  ],
  ['an entry of a list', new FakeElement('span', {}, new FakeElement('div', { role: 'listbox' }))],
  ['an entry of a menu', new FakeElement('span', {}, new FakeElement('div', { role: 'menu' }))],
])('leaves all keys to %s', (_, element) => {
  expect(of(element)).toBe('all');
});

it('leaves all keys to a dialog, apart from what takes its place', () => {
  const dialog = new FakeElement('div', { role: 'dialog' });
  expect(of(new FakeElement('button', {}, dialog))).toBe('dialog');
  expect(of(new FakeInput('input', { type: 'text', role: 'combobox' }, dialog))).toBe('dialog');
});

it('leaves only the arrows to a slider, a radio group and the button of a closed menu', () => {
  expect(of(new FakeInput('input', { type: 'range' }))).toBe('arrows');
  expect(of(new FakeElement('button', {}, new FakeElement('div', { role: 'radiogroup' })))).toBe('arrows');
  expect(of(new FakeElement('button', { 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }))).toBe(
    'arrows',
  );
});

it('leaves the page keys to what scrolls', () => {
  const scroller = new FakeElement('div');
  scroller.scrollHeight = 200;
  expect(of(new FakeElement('button', {}, scroller))).toBe('pages');
});

it.each([
  ['all', true, true, true, true],
  ['dialog', true, true, true, true],
  ['typing', true, true, true, true],
  ['arrows', true, true, true, false],
  ['pages', false, true, true, false],
  ['space', false, false, true, false],
  ['none', false, false, false, false],
] as const)('%s are arrows: %s, page keys: %s, space: %s, letters: %s', (taken, ...expected) => {
  expect(['ArrowUp', 'PageUp', ' ', 'e'].map((key) => isTaken(taken, key))).toEqual(expected);
  expect(isTaken(taken, 'Home')).toBe(expected[1]);
});

it('leaves the space bar to what it presses, and takes all keys anywhere else', () => {
  expect(of(new FakeElement('button'))).toBe('space');
  expect(of(new FakeInput('input', { type: 'checkbox' }))).toBe('space');
  expect(of(new FakeElement('div', { role: 'application' }))).toBe('none');
  expect(keysOf(null)).toBe('none');
});
