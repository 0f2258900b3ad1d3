import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../../tests/foreign-data';
import { bytes, never, request, World } from './http-world.fixture';
import { mergeRanges } from './merged-ranges';

describe('parts of one object', () => {
  it('are merged over gaps of up to 32 KiB, into up to 8 MiB', () => {
    const kib = 1024;
    const spans = [0, 10, 52, 9000, 13_000].map((at) => ({ offset: at * kib, length: 10 * kib }));
    const merged = mergeRanges([...spans].reverse());
    expect(merged.map(({ offset, length }) => [offset / kib, length / kib])).toEqual([
      [0, 62],
      [9000, 10],
      [13_000, 10],
    ]);
    const long = Array.from({ length: 9 }, (_, i) => ({ offset: i * 2 ** 20, length: 2 ** 20 }));
    expect(mergeRanges(long).map(({ length }) => length / 2 ** 20)).toEqual([8, 1]);
  });
});

describe('ranges of one object', () => {
  it('share a request, and each gets its own bytes', async () => {
    const world = new World();
    const asked = [1000, 20, 2000].map((offset) => ({ offset, length: 100, request: request() }));
    const answers = await Promise.all(
      asked.map(({ offset, length, request }) => world.store.getRange('0', { offset, length }, request)),
    );
    answers.forEach((answer, i) => {
      const offset = asked[i]?.offset ?? 0;
      expect(answer?.bytes).toEqual(bytes.slice(offset, offset + 100));
    });
    expect(world.sent.map(({ init }) => init.headers)).toEqual([{ range: 'bytes=20-2099' }]);
    const counted = asked.map(({ request }) => request.traffic);
    expect(counted.reduce((sum, { networkBytes }) => sum + networkBytes, 0)).toBe(2080);
    expect(counted.reduce((sum, { chunkRequests }) => sum + chunkRequests, 0)).toBe(1);
  });

  it('are not lost with a caller that leaves; the last one ends the request', async () => {
    const world = new World();
    const [leaving, staying] = [new AbortController(), new AbortController()];
    world.answer = (_, init) => {
      leaving.abort();
      return fileAnswer(bytes, init);
    };
    const range = { offset: 5, length: 10 };
    const left = world.store.getRange('0', range, request({ signal: leaving.signal })).catch(String);
    const stayed = world.store.getRange('0', { offset: 50, length: 10 }, request({ signal: staying.signal }));
    expect(await left).toContain('Abort');
    expect((await stayed)?.bytes).toEqual(bytes.slice(50, 60));

    let signal: AbortSignal | null | undefined;
    const both = [new AbortController(), new AbortController()];
    world.answer = (_, init) => {
      signal = init.signal;
      setTimeout(() => both.forEach((each) => each.abort()));
      return never(init);
    };
    const all = both.map((each) => world.store.getRange('0', range, request({ signal: each.signal })));
    await Promise.allSettled(all);
    expect(signal?.aborted).toBe(true);
  });

  it('are asked for again only as far as they are missing', async () => {
    const world = new World();
    world.answer = (_, init) => {
      const answer = fileAnswer(bytes, init);
      if (world.sent.length > 1) return answer;
      const cut = new ReadableStream({
        start: (controller) => controller.enqueue(bytes.slice(0, 15)),
        pull: (controller) => controller.error(new TypeError('terminated')),
      });
      return new Response(cut, { status: 206, headers: answer.headers });
    };
    const spans = [0, 10, 20].map((offset) => ({ offset, length: 10 }));
    const answers = await Promise.all(spans.map((span) => world.store.getRange('0', span, request())));
    expect(answers.map((answer) => answer?.bytes[0])).toEqual([0, 10, 20]);
    expect(world.sent.map(({ init }) => init.headers)).toEqual([
      { range: 'bytes=0-29' },
      { range: 'bytes=10-29' },
    ]);
  });
});
