import { describe, expect, it } from 'vitest';
import { defaultMemoryLimit, gpuBudget, sliceBudget } from './memory-limit';

const MIB = 2 ** 20;

describe('defaultMemoryLimit', () => {
  it('is 768 MiB on a desktop, 384 on a tablet, 192 on a phone', () => {
    expect(defaultMemoryLimit({ coarsePointer: false, shortSidePx: 900 })).toBe(768 * MIB);
    expect(defaultMemoryLimit({ coarsePointer: true, shortSidePx: 800 })).toBe(384 * MIB);
    expect(defaultMemoryLimit({ coarsePointer: true, shortSidePx: 390 })).toBe(192 * MIB);
  });

  it('is less where the device says that it has little memory', () => {
    expect(defaultMemoryLimit({ coarsePointer: false, shortSidePx: 900, deviceMemoryGiB: 2 })).toBe(
      256 * MIB,
    );
  });
});

describe('gpuBudget', () => {
  it('holds what the screen needs, and 256 MiB for volumes, when there is room', () => {
    expect(gpuBudget(768 * MIB, 1024 * 768)).toBe(256 * MIB);
    expect(gpuBudget(1536 * MIB, 1024 * 768)).toBe(256 * MIB);
    expect(gpuBudget(1536 * MIB, 3840 * 2160)).toBe(sliceBudget(3840 * 2160));
  });

  it('leaves more than half of a small limit to the other tiers', () => {
    expect(gpuBudget(64 * MIB, 3840 * 2160)).toBeLessThan(32 * MIB);
  });
});
