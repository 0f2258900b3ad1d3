import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Protection, TileSlots } from './tile-slots';

const action = fc.oneof(
  fc.record({ type: fc.constant('round' as const) }),
  fc.record({
    type: fc.constant('use' as const),
    key: fc.integer({ min: 0, max: 12 }).map(String),
    protection: fc.constantFrom<Protection>('pinned', 'drawn', 'planned'),
  }),
  fc.record({
    type: fc.constant('add' as const),
    key: fc.integer({ min: 0, max: 12 }).map(String),
    limit: fc.constantFrom<Protection>('drawn', 'planned'),
  }),
);

/** Does what the actions say, and checks each outcome against what was protected. */
class Model {
  readonly slots = new TileSlots(5);
  readonly kept = new Map<string, Protection>();
  readonly held = new Map<string, number>();

  round(): void {
    this.slots.beginRound();
    this.kept.clear();
  }

  use(key: string, protection: Protection): void {
    if (!this.held.has(key)) return;
    this.slots.protect(key, protection);
    if (protection !== 'pinned' && this.kept.get(key) !== 'planned') this.kept.set(key, protection);
  }

  add(key: string, limit: Protection): void {
    if (this.held.has(key)) return;
    const got = this.slots.acquire(key, limit);
    if (!got) return;
    if (got.evicted !== undefined) {
      expect(this.kept.get(got.evicted)).not.toBe('planned');
      if (limit === 'drawn') expect(this.kept.has(got.evicted)).toBe(false);
      this.held.delete(got.evicted);
      this.kept.delete(got.evicted);
    }
    this.held.set(key, got.slot);
    this.kept.set(key, 'planned');
  }
}

describe('TileSlots', () => {
  it('never evicts what is protected, never hands out a slot twice, never exceeds its capacity', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const model = new Model();
        for (const step of actions) {
          if (step.type === 'round') model.round();
          if (step.type === 'use') model.use(step.key, step.protection);
          if (step.type === 'add') model.add(step.key, step.limit);
          expect(new Set(model.held.values()).size).toBe(model.held.size);
          for (const slot of model.held.values()) expect(slot).toBeLessThan(5);
        }
      }),
    );
  });

  it('RFC row 39: evicts the least recently used first, and pinned tiles last', () => {
    const slots = new TileSlots(3);
    for (const key of ['pinned', 'old', 'new']) slots.acquire(key, 'drawn');
    slots.protect('pinned', 'pinned');
    slots.beginRound();
    expect(slots.acquire('a', 'drawn')?.evicted).toBe('old');
    slots.beginRound();
    expect(slots.acquire('b', 'drawn')?.evicted).toBe('new');
    slots.beginRound();
    expect(slots.acquire('c', 'drawn')?.evicted).toBe('a');
  });

  it('RFC row 37: tells of each tile that has to go for another, and of nothing else', () => {
    let evicted = 0;
    const slots = new TileSlots(2, () => evicted++);
    for (const key of ['a', 'b']) slots.acquire(key, 'drawn');
    expect(evicted).toBe(0);
    slots.beginRound();
    slots.acquire('c', 'drawn');
    slots.acquire('d', 'drawn');
    expect(evicted).toBe(2);
    expect(slots.acquire('e', 'none')).toBeUndefined();
    expect(evicted).toBe(2);
  });

  it('gives a pinned tile away before it refuses', () => {
    const slots = new TileSlots(1);
    slots.acquire('pinned', 'drawn');
    slots.protect('pinned', 'pinned');
    slots.beginRound();
    expect(slots.acquire('a', 'drawn')?.evicted).toBe('pinned');
    expect(slots.acquire('b', 'planned')).toBeUndefined();
  });
});
