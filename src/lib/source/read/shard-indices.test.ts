import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardIndex } from './shard-index';
import { ShardIndices, type KnownShard } from './shard-indices';

const indexOf = (byteLength: number): KnownShard => ({ byteLength }) as ShardIndex;

describe('shard indices', () => {
  it('of many arrays stay within one bound, and count what is kept and nothing twice', async () => {
    const step = fc.record({
      owner: fc.nat(2),
      path: fc.nat(5),
      bytes: fc.integer({ min: 1, max: 700 }),
      act: fc.constantFrom('get', 'drop', 'close'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const indices = new ShardIndices(1000);
        const owners = [0, 1, 2].map(() => indices.newOwner());
        for (const { owner, path, bytes, act } of steps) {
          const name = owners[owner] ?? '';
          const read = () => indices.get(name, String(path), { load: () => Promise.resolve(indexOf(bytes)) });
          if (act === 'close') indices.dropAll(name);
          else {
            const index = await read();
            if (act === 'drop') indices.drop(name, String(path), index);
          }
          await Promise.resolve();
          expect(indices.bytes).toBeLessThanOrEqual(1000);
        }
        for (const name of owners) indices.dropAll(name);
        expect(indices.bytes).toBe(0);
      }),
    );
  });

  it('that are read twice at once, since the first reader left, are kept once', async () => {
    const indices = new ShardIndices(1000);
    const owner = indices.newOwner();
    const controller = new AbortController();
    const loads: ((index: KnownShard) => void)[] = [];
    const load = () => new Promise<KnownShard>((resolve) => loads.push(resolve));
    const leaving = indices.get(owner, 'a', { load, signal: controller.signal }).catch(() => undefined);
    controller.abort();
    const staying = indices.get(owner, 'a', { load });
    for (const end of loads) end(indexOf(400));
    await Promise.all([leaving, staying]);
    await Promise.resolve();
    expect(indices.bytes).toBe(400);
  });

  it('of one owner are not those of another', async () => {
    const indices = new ShardIndices();
    const [a, b] = [indices.newOwner(), indices.newOwner()];
    const read = (owner: string, bytes: number) =>
      indices.get(owner, 'x', { load: () => Promise.resolve(indexOf(bytes)) });
    expect(await read(a, 1)).toEqual({ byteLength: 1 });
    expect(await read(b, 2)).toEqual({ byteLength: 2 });
    indices.dropAll(a);
    expect(await read(b, 3)).toEqual({ byteLength: 2 });
    expect(await read(a, 3)).toEqual({ byteLength: 3 });
  });
});
