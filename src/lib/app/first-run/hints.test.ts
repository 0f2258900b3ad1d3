import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHints, hintFor, parseHints } from './hints';

const desktop = { mode: '2d', isTouch: false, hasSheet: false } as const;
const phone = { mode: '2d', isTouch: true, hasSheet: true } as const;

describe('hints', () => {
  it('say what the pointer in use does, in 2D and in 3D', () => {
    expect(hintFor(desktop, [])?.text).toContain('wheel');
    expect(hintFor(phone, [])?.text).toContain('two fingers');
    expect(hintFor({ ...phone, mode: '3d' }, [])).toMatchObject({ id: 'move-3d' });
  });

  it('come one after the other, and stay away once dismissed', () => {
    expect(hintFor(phone, ['move-2d'])?.id).toBe('panels');
    expect(hintFor(phone, ['move-2d', 'panels'])).toBeUndefined();
    expect(hintFor(desktop, ['move-2d'])).toBeUndefined();
  });

  it('are remembered as they were written', () => {
    const memory = fc.record({
      dismissed: fc.uniqueArray(fc.string({ maxLength: 20 }), { maxLength: 5 }),
      isOff: fc.boolean(),
    });
    fc.assert(
      fc.property(memory, (written) => {
        expect(parseHints(formatHints(written))).toEqual(written);
      }),
    );
  });

  it('are as on a first visit whatever else is stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseHints(text)).toEqual({ dismissed: [], isOff: false });
      }),
    );
  });
});
