import { expect, test } from 'vitest';
import { MemoryBudget } from '../../chunks';
import type { ChunkArray } from '../../core';
import type { TilePlan } from '../../view';
import { Layer } from '../scene/layers/layer';
import { FakeSource, makeImage } from '../session/image.fixture';
import { binValues } from './bin-values';
import { Distributions, type HistogramPort } from './distributions';
import type { DistributionAnswer, DistributionQuestion } from './messages';
import { quantiles } from './quantiles';

const levels = [
  { scale: [1, 1], translation: [0, 0], array: { shape: [2, 4], chunks: [2, 2], fillValue: 9 } },
];
const chunk: ChunkArray = { data: Uint16Array.of(1, 2, 3, 4), shape: [2, 2], stride: [2, 1] };

/** A worker that answers when a test says so. */
class FakeWorker implements HistogramPort {
  onmessage: ((event: MessageEvent<DistributionAnswer>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly questions: DistributionQuestion[] = [];

  postMessage(question: DistributionQuestion): void {
    this.questions.push(question);
  }

  answer(): void {
    const { id, parts, range, isWhole, shares } = this.questions.shift() ?? ({} as DistributionQuestion);
    const found = quantiles(parts, shares);
    const data = { id, histogram: binValues(parts, range, { isWhole }), ...(found && { quantiles: found }) };
    this.onmessage?.({ data } as unknown as MessageEvent<DistributionAnswer>);
  }

  terminate(): void {
    this.onmessage = null;
  }
}

/** A layer whose first chunk is here, and whose second the store has not. */
function setUp(limitBytes = 2 ** 20) {
  const layer = new Layer('layer1', new FakeSource({ overrides: { levels } }), { age: 1 });
  const want = [0, 1].map((x) => ({ key: { dataset: 'image', level: 0, index: [0, x] } }));
  const view = { x0: -0.5, x1: 3.5, y0: -0.5, y1: 1.5 };
  const shown = { horizontal: 1, vertical: 0, position: [0, 0], channels: [0] };
  layer.frame = { ...layer.frame, shown, plan: { level: 0, view, want } as unknown as TilePlan };
  const budget = new MemoryBudget({ limitBytes, gpuBytes: 0 });
  const worker = new FakeWorker();
  const distributions = new Distributions({
    scene: { datasetOf: () => makeImage({ overrides: { levels } }) },
    store: {
      get: ({ index }) => (index[1] === 0 ? chunk : undefined),
      stateOf: ({ index }) => (index[1] === 0 ? 'ready' : 'empty'),
    },
    ...{ budget, createWorker: () => worker, requestFrame: queueMicrotask, now: () => 0 },
  });
  return { layer, budget, worker, distributions };
}

const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

test('what is on the screen is counted, fill values too, and the copy is in the budget until it is', async () => {
  const { layer, budget, worker, distributions } = setUp();
  const found = distributions.of(layer, { channel: 0, range: [0, 9], shares: [0, 1] });
  await settle();
  expect(budget.bytes).toBe(16);
  worker.answer();
  const { histogram, quantiles: values } = (await found) ?? {};
  expect([...(histogram?.counts ?? [])]).toEqual([0, 1, 1, 1, 1, 0, 0, 0, 0, 4]);
  expect(values).toEqual([1, 9]);
  expect(budget.bytes).toBe(0);
});

test('without memory for the smallest sample nothing is counted', async () => {
  const { layer, worker, distributions } = setUp(8);
  expect(await distributions.of(layer, { channel: 0, range: [0, 9] })).toBeUndefined();
  expect(worker.questions).toEqual([]);
});

test('one channel is counted after another, and a worker that failed gives its memory back', async () => {
  const { layer, budget, worker, distributions } = setUp();
  const first = distributions.of(layer, { channel: 0, range: [0, 9] });
  const second = distributions.of(layer, { channel: 0, range: [0, 9] });
  await settle();
  expect(worker.questions).toHaveLength(1);
  worker.questions.length = 0;
  worker.onerror?.({ message: 'gone' } as ErrorEvent);
  await expect(first).rejects.toThrow('gone');
  await settle();
  worker.answer();
  expect((await second)?.histogram.finite).toBe(8);
  expect(budget.bytes).toBe(0);
});
