import { expect, test } from 'vitest';
import { ChunkStore, Lane, MemoryBudget } from '../../src/lib/chunks';
import { noTraffic, type Dataset, type DecodeReply, type DecodeRequest } from '../../src/lib/core';
import { DecodePool } from '../../src/lib/decode';

const chunkBytes = 1000;
const array = { shape: [10, 100], chunks: [10, 100], fillValue: 0 };
const dataset: Dataset = {
  ...{ id: 'd', name: 'd', location: 'd', dtype: 'uint8', voxelCenters: 'declared', generated: false },
  ...{ origin: 'https://data.test', warnings: [], channels: [{ name: 'a', active: true }] },
  axes: [
    { name: 'y', type: 'space' },
    { name: 'x', type: 'space' },
  ],
  levels: [{ scale: [1, 1], translation: [0, 0], array }],
};
const key = { dataset: 'd', level: 0, index: [0, 0] };

/** A chunk store over a pool with one worker, which answers when the test says so. */
async function openByHand() {
  const asked: DecodeRequest[] = [];
  let hear: (event: { data: DecodeReply }) => void = () => undefined;
  const pool = new DecodePool({
    workerCount: 1,
    createWorker: () => ({
      postMessage: (message) => void asked.push(message),
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === 'message') hear = listener as typeof hear;
      },
      terminate: () => undefined,
    }),
    every: () => () => undefined,
    onTraffic: () => undefined,
  });
  /** Answers the last request of a type. */
  const reply = async (type: DecodeRequest['type'], answer: object) => {
    const request = asked.findLast((message) => message.type === type);
    if (!request || !('id' in request)) throw new Error(`Nobody asked for ${type}.`);
    hear({ data: { id: request.id, traffic: noTraffic(), ...answer } as DecodeReply });
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  };
  const opening = pool.open('d', 'https://page.test/');
  await reply('open', { opened: [{ dataset, record: {}, arrays: [{}] }] });
  const [source] = await opening;
  if (!source) throw new Error('Nothing opened.');
  const budget = new MemoryBudget({ limitBytes: 2 ** 24, gpuBytes: 0 });
  const lane = new Lane();
  const store = new ChunkStore({
    budget,
    laneOf: () => lane,
    now: () => 0,
    later: () => undefined,
    onChange: () => undefined,
    load: (wanted, options) => source.read(wanted, options),
  });
  return { asked, reply, store, budget, lane };
}

test('a read that was aborted holds its bytes and its place until the worker has answered', async () => {
  const { asked, reply, store, budget, lane } = await openByHand();
  store.want([{ key, priority: 0, decodedBytes: chunkBytes }]);
  const reserved = budget.bytes;
  expect(reserved).toBeGreaterThan(2 * chunkBytes);
  store.want([]);
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  expect(asked.at(-1)?.type, 'the worker is told at once').toBe('abort');
  expect([budget.bytes, lane.inFlight]).toEqual([reserved, 1]);
  await reply('read', { error: { aborted: true } });
  expect([budget.bytes, lane.inFlight]).toEqual([0, 0]);
});

test('a chunk that comes though its read was aborted is dropped, with its bytes', async () => {
  const { reply, store, budget } = await openByHand();
  store.want([{ key, priority: 0, decodedBytes: chunkBytes }]);
  store.want([]);
  const chunk = { data: new Uint8Array(chunkBytes), shape: array.chunks, stride: [100, 1] };
  await reply('read', { chunk, protocol: 'h2' });
  expect([budget.bytes, store.get(key)]).toEqual([0, undefined]);
});
