import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailFor, deviceClass, mayPrefetch, suggestedLimit, type DeviceFacts } from './device-profile';

const MIB = 2 ** 20;
const desktop: DeviceFacts = { coarsePointer: false, shortSidePx: 900, cores: 8, savesData: false };
const phone: DeviceFacts = { coarsePointer: true, shortSidePx: 390, cores: 8, savesData: false };

const anyDevice: fc.Arbitrary<DeviceFacts> = fc.record({
  coarsePointer: fc.boolean(),
  shortSidePx: fc.integer({ min: 240, max: 4000 }),
  deviceMemoryGiB: fc.option(fc.constantFrom(0.25, 0.5, 1, 2, 4, 8), { nil: undefined }),
  cores: fc.integer({ min: 1, max: 64 }),
  batteryLeft: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  savesData: fc.boolean(),
});

describe('the class of a device', () => {
  it('is by its pointer and the shorter side of its screen', () => {
    expect(deviceClass(desktop)).toBe('desktop');
    expect(deviceClass({ coarsePointer: true, shortSidePx: 820 })).toBe('tablet');
    expect(deviceClass(phone)).toBe('phone');
  });
});

describe('the detail', () => {
  it.each<[string, DeviceFacts, object]>([
    ['a desktop is whole', desktop, { maxPixelRatio: Infinity, quality: 1, reasons: [] }],
    ['a phone is bounded', phone, { maxPixelRatio: 2, reasons: ['touch'] }],
    ['a small phone is less', { ...phone, deviceMemoryGiB: 2 }, { maxPixelRatio: 1.5, reasons: ['small'] }],
    ['a tablet with two cores is less', { ...phone, cores: 2 }, { maxPixelRatio: 1.5, reasons: ['small'] }],
    ['a laptop on battery is less', { ...desktop, batteryLeft: 0.8 }, { maxPixelRatio: 1.5, quality: 1 }],
    [
      'a battery that runs out is least',
      { ...phone, batteryLeft: 0.2 },
      { maxPixelRatio: 1, quality: 1, reasons: ['low-battery'] },
    ],
    [
      'a device that saves data is coarser',
      { ...desktop, savesData: true },
      { maxPixelRatio: Infinity, quality: 0.5, reasons: ['data-saver'] },
    ],
  ])('of %s', (_, facts, detail) => {
    expect(detailFor(facts, 'auto')).toMatchObject(detail);
  });

  it('is what a person chose, whatever the device says', () => {
    fc.assert(
      fc.property(anyDevice, (facts) => {
        expect(detailFor(facts, 'full')).toEqual({ maxPixelRatio: Infinity, quality: 1, reasons: [] });
        expect(detailFor(facts, 'sparing')).toEqual({ maxPixelRatio: 1, quality: 0.5, reasons: [] });
      }),
    );
  });

  it('names a reason whenever it is lowered, and never rises with less battery or data', () => {
    fc.assert(
      fc.property(anyDevice, (facts) => {
        const now = detailFor(facts, 'auto');
        expect(now.reasons.length > 0).toBe(now.maxPixelRatio < Infinity || now.quality < 1);
        const worse = detailFor({ ...facts, batteryLeft: 0, savesData: true }, 'auto');
        expect(worse.maxPixelRatio).toBeLessThanOrEqual(now.maxPixelRatio);
        expect(worse.quality).toBeLessThanOrEqual(now.quality);
      }),
    );
  });
});

describe('what is not seen yet', () => {
  it('is fetched unless the device saves data', () => {
    expect(mayPrefetch(desktop)).toBe(true);
    expect(mayPrefetch({ savesData: true })).toBe(false);
  });
});

describe('the memory limit of a phone', () => {
  it('is 192 MiB at most, whatever else it says', () => {
    fc.assert(
      fc.property(anyDevice, (facts) => {
        const limit = suggestedLimit({ ...facts, coarsePointer: true, shortSidePx: 412 });
        expect(limit).toBeLessThanOrEqual(192 * MIB);
      }),
    );
  });
});
