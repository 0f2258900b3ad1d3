import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../core';
import { chunkOf, drain, KIB, keyOf, name, openStore, wish, type FakeLoad } from './chunk-store.fixture';
import { Lane } from './lane';

type Step =
  | { readonly type: 'want'; readonly ids: readonly number[] }
  | { readonly type: 'end'; readonly pick: number; readonly how: 'chunk' | 'empty' | 'fail' }
  | { readonly type: 'wait'; readonly ms: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('want' as const),
      ids: fc.uniqueArray(fc.nat({ max: 24 }), { maxLength: 12 }),
    }),
    fc.record({
      type: fc.constant('end' as const),
      pick: fc.nat({ max: 100 }),
      how: fc.constantFrom('chunk' as const, 'chunk' as const, 'empty' as const, 'fail' as const),
    }),
    fc.record({ type: fc.constant('wait' as const), ms: fc.nat({ max: 5000 }) }),
  ),
  { maxLength: 60 },
);

/** Sizes from 1 KiB to more than ever fits. */
const sizeOf = (id: number) => ([1, 20, 60, 90, 130, 300][id % 6] ?? 0) * KIB;

function check(world: ReturnType<typeof openStore>, held: Set<string>, wished: readonly number[]): void {
  const { budget, store } = world;
  for (const tier of ['chunks', 'inFlight'] as const)
    expect(budget.tier(tier).bytes).toBeLessThanOrEqual(budget.tier(tier).maxBytes);
  expect(world.lane.inFlight).toBeLessThanOrEqual(world.lane.limit);
  for (const id of wished) if (held.has(name(keyOf(id)))) expect(store.stateOf(keyOf(id))).toBe('ready');
}

test.each([false, true])(
  'under any wishes and endings the bounds hold, leases hold, and all ends well (slow aborts: %s)',
  async (isDeaf) => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const world = openStore({ limitBytes: 900 * KIB, lane: new Lane({ fixedLimit: 4 }), isDeaf });
        const { store, loads, budget, clock } = world;
        let wished: readonly number[] = [];
        const readyNow = (ids: readonly number[]) =>
          new Set(ids.filter((id) => store.stateOf(keyOf(id)) === 'ready').map((id) => name(keyOf(id))));
        const end = (load: FakeLoad, how: 'chunk' | 'empty' | 'fail') => {
          if (how === 'fail') load.reject(new AppError('network', 'No answer.'));
          else load.resolve(how === 'empty' ? undefined : chunkOf(sizeOf(load.key.index[0] ?? 0)));
        };
        for (const step of script) {
          const held = readyNow(wished);
          if (step.type === 'wait') clock.ms += step.ms;
          else if (step.type === 'want') {
            const kept = step.ids.filter((id) => wished.includes(id));
            wished = step.ids;
            store.want(wished.map((id) => wish(id, { bytes: sizeOf(id), priority: id })));
            check(world, held, kept);
          } else {
            const load = [...loads.values()][step.pick % Math.max(1, loads.size)];
            if (load) end(load, step.how);
          }
          await drain();
          check(world, new Set([...readyNow(wished)]), wished);
          const states = [...new Set(wished)].map((id) => store.stateOf(keyOf(id)));
          expect(store.pendingCount()).toBe(states.filter((state) => /queued|loading/.test(state)).length);
        }
        for (let round = 0; round < 200 && loads.size > 0; round++) {
          for (const load of [...loads.values()]) end(load, 'chunk');
          await drain();
        }
        expect(store.isIdle()).toBe(true);
        for (const id of wished) expect(store.stateOf(keyOf(id))).toMatch(/ready|empty|failed/);
        expect(world.lane.inFlight).toBe(0);
        expect(budget.tier('inFlight').bytes).toBe(0);
        const residents = Array.from({ length: 25 }, (_, id) => store.get(keyOf(id))?.data.byteLength ?? 0);
        expect(budget.tier('chunks').bytes).toBe(residents.reduce((sum, bytes) => sum + bytes, 0));
      }),
      { numRuns: 200 },
    );
  },
);

test('with room for one load at a time, chunks arrive in the order of priority', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 50 }), { minLength: 1, maxLength: 20 }), async (ids) => {
      const { store, loads, started } = openStore({ lane: new Lane({ fixedLimit: 1 }) });
      store.want(ids.map((id) => wish(id)));
      while (loads.size > 0) {
        for (const load of [...loads.values()]) load.resolve(chunkOf(100));
        await drain();
      }
      expect(started).toEqual([...ids].sort((a, b) => a - b).map((id) => name(keyOf(id))));
    }),
  );
});
