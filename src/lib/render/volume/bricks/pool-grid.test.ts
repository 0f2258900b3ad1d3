import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BrickFormat, brickBytes } from './brick-format';
import { planBrickPools, slotOrigin } from './pool-grid';

const MIB = 2 ** 20;
const limits = { maxBytes: 96 * MIB, maxTextureBytes: 256 * MIB, maxTextureSize: 2048 };
const formats = fc.uniqueArray(fc.constantFrom<BrickFormat>('r8unorm', 'rg8unorm', 'r32float'), {
  minLength: 1,
});

describe('planBrickPools', () => {
  it('stays within the bytes and the texture size, and wastes less than a tenth of them', () => {
    fc.assert(
      fc.property(formats, fc.integer({ min: -1, max: 256 * MIB }), (list, maxBytes) => {
        const layout = planBrickPools(list, { ...limits, maxBytes });
        const round = list.reduce((sum, format) => sum + brickBytes(format), 0);
        expect(layout.bytes).toBe(layout.slots * round);
        expect(layout.bytes).toBeLessThanOrEqual(Math.max(0, maxBytes));
        expect(layout.bytes).toBeGreaterThanOrEqual(Math.min(maxBytes * 0.9, maxBytes - round));
        for (const size of layout.grid) expect(size * 34).toBeLessThanOrEqual(2048);
      }),
    );
  });

  it('fits a device whose 3D textures end at 256', () => {
    const { grid, slots } = planBrickPools(['r8unorm'], { ...limits, maxTextureSize: 256 });
    expect(grid).toEqual([7, 7, 7]);
    expect(slots).toBe(343);
  });

  it('gives every slot a place of its own', () => {
    const { grid, slots } = planBrickPools(['r32float'], { ...limits, maxBytes: 10 * MIB });
    const places = new Set(Array.from({ length: slots }, (_, slot) => slotOrigin(grid, slot).join()));
    expect(places.size).toBe(slots);
  });
});
