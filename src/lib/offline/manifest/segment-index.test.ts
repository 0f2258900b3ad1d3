import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryBytes } from '../entry/entry';
import { cacheName, parseCacheName } from '../names/cache-name';
import { isAbsent, isDead, maxSlots, Segment } from './segment';
import { SegmentIndex } from './segment-index';

const dataset = '0123456789abcdef';

function segmentOf(count: number, generation = 1): Segment {
  const name = { scope: '01234567', dataset, generation, level: 0, owner: 'me', count };
  return new Segment(cacheName(name), name);
}

function filled(count: number, paths: readonly string[]): Segment {
  const segment = segmentOf(count);
  for (const path of paths) segment.append({ path, length: 10, isAbsent: false, tick: 1 });
  return segment;
}

/** One slot as the model has it: all in the order in which they came. */
interface Slot {
  readonly segment: string;
  readonly path: string;
  readonly length: number;
  readonly isAbsent: boolean;
  isAlive: boolean;
}

type Command =
  | {
      readonly do: 'append';
      readonly segment: number;
      readonly path: string;
      readonly length: number;
      readonly isAbsent: boolean;
    }
  | { readonly do: 'kill'; readonly segment: number; readonly slot: number }
  | { readonly do: 'remove' | 'reload'; readonly segment: number };

const segment = fc.nat(3);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ do: fc.constant('append' as const), segment, length: fc.nat(1000), isAbsent: fc.boolean() },
      path: fc.constantFrom('c/0/0', 'c/0/1', 'c/0/2', 'd/zarr.json'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('kill' as const), segment, slot: fc.nat(8) }) },
  fc.record({ do: fc.constantFrom('remove' as const, 'reload' as const), segment }),
);

/** Does one command to the index and to the list that it is compared with. */
function apply(index: SegmentIndex, model: Slot[], command: Command): void {
  const id = segmentOf(command.segment).id;
  const known = index.segment(id);
  const own = model.filter((slot) => slot.segment === id);
  if (command.do === 'append') {
    const target = known ?? segmentOf(command.segment);
    if (!known) index.put(target);
    const { path, isAbsent: absent } = command;
    const length = absent ? 0 : command.length;
    index.append(target, { path, length, isAbsent: absent, tick: 1 });
    model.push({ segment: id, path, length, isAbsent: absent, isAlive: true });
  } else if (!known) return;
  else if (command.do === 'kill') {
    index.kill(known, [command.slot]);
    const slot = own[command.slot];
    if (slot) slot.isAlive = false;
  } else if (command.do === 'remove') {
    index.remove(id);
    model.splice(0, model.length, ...model.filter((slot) => slot.segment !== id));
  } else {
    const again = Segment.fromRow(known.toRow(), known.toTouch());
    if (again) index.put(again);
  }
}

describe('SegmentIndex', () => {
  it('accounts what is alive to the byte, and finds only that, after any commands', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const index = new SegmentIndex();
        const model: Slot[] = [];
        for (const each of commands) apply(index, model, each);
        const bodies = model.filter(({ isAlive, isAbsent: absent }) => isAlive && !absent);
        expect(index.bytes).toBe(bodies.reduce((sum, { length, path }) => sum + entryBytes(length, path), 0));
        expect(index.live).toBe(bodies.length);
        for (const path of ['c/0/0', 'c/0/1', 'c/0/2', 'd/zarr.json']) {
          const place = index.find(dataset, 1, path);
          const known = model.filter((slot) => slot.path === path && slot.isAlive);
          expect(place !== undefined).toBe(known.length > 0);
          if (!place) continue;
          const hasBody = !place.segment.has(place.slot, isAbsent);
          expect(hasBody).toBe(known.some((slot) => !slot.isAbsent));
          const own = model.filter((slot) => slot.segment === place.segment.id);
          expect(own[place.slot]).toMatchObject({ path, isAlive: true });
        }
      }),
    );
  });

  it('finds the later of two entries of one path, and the other once that one is gone', () => {
    const index = new SegmentIndex();
    const [a, b] = [segmentOf(0), segmentOf(1)];
    index.put(a);
    index.put(b);
    index.append(a, { path: 'c/0/0', length: 1, isAbsent: false, tick: 1 });
    index.append(b, { path: 'c/0/0', length: 2, isAbsent: false, tick: 1 });
    expect(index.find(dataset, 1, 'c/0/0')).toEqual({ segment: b, slot: 0 });
    expect(index.kill(b, [0])).toEqual(['c/0/0']);
    expect(index.find(dataset, 1, 'c/0/0')).toEqual({ segment: a, slot: 0 });
    index.remove(a.id);
    expect(index.find(dataset, 1, 'c/0/0')).toBeUndefined();
  });

  it('prefers an entry with a body to one that is absent when both are loaded', () => {
    const index = new SegmentIndex();
    const absent = segmentOf(1);
    absent.append({ path: 'c/0/0', length: 0, isAbsent: true, tick: 1 });
    const body = filled(0, ['c/0/0']);
    index.put(body);
    index.put(absent);
    expect(index.find(dataset, 1, 'c/0/0')?.segment).toBe(body);
  });

  it('lists each path once, apart by whether it has a body, without those that are gone', () => {
    const index = new SegmentIndex();
    const own = filled(0, ['c/0/0', 'c/0/1', 'c/0/2']);
    own.append({ path: 'c/0/3', length: 0, isAbsent: true, tick: 1 });
    index.put(own);
    index.append(own, { path: 'c/0/0', length: 9, isAbsent: false, tick: 2 });
    index.kill(own, [0, 1]);
    expect(index.listing(own)).toEqual({ cache: own.id, paths: 'c/0/2\nc/0/0', absent: 'c/0/3' });
  });

  it('does nothing with a segment that it has forgotten', () => {
    const index = new SegmentIndex();
    const own = filled(0, ['c/0/0']);
    index.put(own);
    expect(index.remove(own.id)).toEqual(['c/0/0']);
    expect(index.kill(own, [0])).toEqual([]);
    expect([index.bytes, index.live]).toEqual([0, 0]);
  });

  it('follows a row that has more slots, and others that are gone', () => {
    const index = new SegmentIndex();
    index.put(filled(0, ['c/0/0', 'c/0/1']));
    const writer = filled(0, ['c/0/0', 'c/0/1', 'c/0/2']);
    writer.kill(0);
    expect(index.follow(writer.toRow())).toBe(true);
    expect(index.find(dataset, 1, 'c/0/0')).toBeUndefined();
    expect(index.find(dataset, 1, 'c/0/2')?.slot).toBe(2);
    expect(index.bytes).toBe(writer.bytes);
    expect(index.follow(writer.toRow())).toBe(false);
  });

  it('keeps its slots when a row has fewer', () => {
    const index = new SegmentIndex();
    index.put(filled(0, ['c/0/0', 'c/0/1']));
    expect(index.follow(filled(0, ['c/0/0']).toRow())).toBe(false);
    expect(index.live).toBe(2);
  });

  it('lists the generations of a dataset, the latest first', () => {
    const index = new SegmentIndex();
    for (const generation of [2, 10, 1]) index.put(segmentOf(generation, generation));
    expect(index.generationsOf(dataset)).toEqual([10, 2, 1]);
  });

  it('loads 100,000 entries from their rows', () => {
    const rows = Array.from({ length: 50 }, (_, count) =>
      filled(
        count,
        Array.from({ length: 2000 }, (_, i) => `c/0/${count}.${i}.0`),
      ).toRow(),
    );
    const beganMs = performance.now();
    const index = new SegmentIndex();
    index.load(rows);
    const tookMs = Math.round(performance.now() - beganMs);
    process.stdout.write(`100,000 entries from 50 rows: ${tookMs} ms\n`);
    expect(index.live).toBe(100_000);
  });
});

describe('Segment', () => {
  it('survives its row and its touches', () => {
    const own = filled(3, ['c/0/0', 'c/0/1']);
    own.append({ path: 'c/0/2', length: 0, isAbsent: true, tick: 4 });
    own.kill(0);
    own.touch(1, 9);
    own.isSealed = true;
    const again = Segment.fromRow(own.toRow(), own.toTouch());
    expect(again).toEqual(own);
    expect(again?.name).toEqual(parseCacheName(own.id));
  });

  it('is empty only when nothing is known to be absent either', () => {
    const own = filled(0, ['c/0/0']);
    own.append({ path: 'c/0/1', length: 0, isAbsent: true, tick: 1 });
    own.kill(0);
    expect([own.live, own.isEmpty]).toEqual([0, false]);
    own.kill(1);
    expect(own.isEmpty).toBe(true);
    expect([own.has(1, isDead), own.has(1, isAbsent), own.kill(1)]).toEqual([true, true, false]);
  });

  it('is full after its last slot, or when so much was written', () => {
    expect(
      filled(
        0,
        Array.from({ length: maxSlots }, (_, i) => `c/0/${i}`),
      ).isFull,
    ).toBe(true);
    const own = segmentOf(0);
    own.append({ path: 'c/0/0', length: 64 * 2 ** 20, isAbsent: false, tick: 1 });
    own.kill(0);
    expect(own.isFull).toBe(true);
  });

  it('refuses rows of another schema and torn ones', () => {
    const row = filled(0, ['c/0/0', 'c/0/1']).toRow();
    const { lengths: _, ...without } = row;
    const bad = [
      { ...row, id: 'x' },
      { ...row, flags: row.flags.slice(1) },
      { ...row, paths: '' },
      without as typeof row,
    ];
    for (const each of bad) expect(Segment.fromRow(each)).toBeUndefined();
  });
});
