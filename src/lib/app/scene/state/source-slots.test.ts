import { describe, expect, it } from 'vitest';
import { SourceSlots } from './source-slots';

describe('a place for what holds several images', () => {
  it('is in the address once, until it is dropped', () => {
    const slots = new SourceSlots();
    slots.keep({ location: 'plate' });
    slots.keep({ location: 'plate' });
    expect(slots.locations).toEqual(['plate']);
    slots.drop('plate');
    expect(slots.locations).toEqual([]);
  });

  it('becomes that of the only image in it, between those that a link names', () => {
    const slots = new SourceSlots();
    for (const location of ['a', 'series', 'b']) slots.keep({ location });
    slots.redirect('series', 'series/0');
    expect(slots.locations).toEqual(['a', 'series/0', 'b']);
    const claimed = slots.claim({ location: 'series/0' });
    expect(slots.locations).toEqual(['a', 'series/0', 'b']);
    slots.redirect('series/0', 'elsewhere');
    expect([slots.has(claimed), slots.locations[1]], 'what is being opened stays').toEqual([
      true,
      'series/0',
    ]);
  });
});
