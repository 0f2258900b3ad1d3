import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTabMessage, type TabMessage } from './tabs';

const slot = { path: 'c/0/0', length: 1, isAbsent: false, tick: 2 };
const messages: TabMessage[] = [
  { type: 'appended', segment: 's', at: 0, slots: [slot] },
  { type: 'killed', segment: 's', slots: [1] },
  { type: 'dropped', segment: 's' },
  { type: 'flushed', segments: [{ segment: 's', count: 1 }] },
  { type: 'showing', owner: 'o', leases: [{ dataset: 'd', paths: ['c/0/0'] }] },
  { type: 'generation', dataset: 'd', generation: 2 },
  { type: 'forgotten', dataset: 'd' },
  { type: 'hello' },
  { type: 'library' },
];

it('takes every message that tabs send', () => {
  for (const message of messages) expect(isTabMessage(structuredClone(message))).toBe(true);
});

it('refuses whatever else someone on the origin may send', () => {
  const types = fc.constantFrom(...messages.map(({ type }) => type), 'other');
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(isTabMessage(value)).toBe(false);
    }),
  );
  fc.assert(
    fc.property(types, fc.object(), (type, rest) => {
      const needsNothing = type === 'hello' || type === 'library';
      expect(isTabMessage({ ...rest, type })).toBe(needsNothing);
    }),
  );
  const bad = [
    { type: 'appended', segment: 's', at: -1, slots: [slot] },
    { type: 'appended', segment: 's', at: 0, slots: [{ ...slot, path: 1 }] },
    { type: 'killed', segment: 's', slots: [0.5] },
    { type: 'dropped', segment: 'x'.repeat(5000) },
  ];
  for (const message of bad) expect(isTabMessage(message)).toBe(false);
});
