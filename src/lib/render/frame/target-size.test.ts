import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureParts, scaledSize, targetBytes, targetScale } from './target-size';

const size = fc.record({
  widthPx: fc.integer({ min: 1, max: 7680 }),
  heightPx: fc.integer({ min: 1, max: 4320 }),
});

describe('targets', () => {
  it('never take more than they may, and no less than they need', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 2 ** 20, max: 2 ** 27 }), (canvas, maxBytes) => {
        const scale = targetScale(canvas, maxBytes);
        const bytes = targetBytes(scaledSize(canvas, scale));
        expect(bytes).toBeLessThanOrEqual(maxBytes);
        if (scale < 1)
          expect(bytes).toBeGreaterThan(maxBytes * 0.95 - 8 * (canvas.widthPx + canvas.heightPx));
        else expect(scale).toBe(1);
      }),
    );
  });

  it('show every pixel of a picture in exactly one of its parts', () => {
    const small = fc.record({
      widthPx: fc.integer({ min: 1, max: 40 }),
      heightPx: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(small, small, (picture, targets) => {
        const seen = new Set<string>();
        for (const { x, y, width, height } of pictureParts(picture, targets)) {
          expect(width).toBeLessThanOrEqual(targets.widthPx);
          expect(height).toBeLessThanOrEqual(targets.heightPx);
          for (let row = y; row < y + height; row++)
            for (let column = x; column < x + width; column++) seen.add(`${column},${row}`);
        }
        expect(seen.size).toBe(picture.widthPx * picture.heightPx);
      }),
    );
  });
});
