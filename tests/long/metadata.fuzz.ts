import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datasetSamples } from './corpus';
import { exercise } from './exercise';
import { fuzz } from './fuzz-run';
import { damage, restructure } from './mutations';

const samples = await datasetSamples();
const isDocument = (path: string) => /(zarr\.json|\.z\w+)$/.test(path);

test('every sample opens as long as nothing is wrong with it', async () => {
  for (const { name, objects } of samples) {
    const { refusals } = await exercise(objects);
    if (!name.includes('/')) expect(refusals, name).toEqual([]);
  }
});

test('metadata of any kind opens or is refused by a code, whatever was done to it', async () => {
  const inputs = fc.record({
    sample: fc.nat(samples.length - 1),
    document: fc.nat(100),
    mutations: fc.array(fc.oneof({ weight: 4, arbitrary: restructure }, damage), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  const codes = new Map<string, number>();
  await fuzz('metadata', inputs, async ({ sample, document, mutations }) => {
    const { objects = {} } = samples[sample] ?? {};
    const documents = Object.keys(objects).filter(isDocument);
    const path = documents[document % documents.length] ?? '';
    const bytes = mutations.reduce((before, mutate) => mutate(before), objects[path] ?? new Uint8Array());
    const { refusals } = await exercise({ ...objects, [path]: bytes });
    for (const code of refusals) codes.set(code, (codes.get(code) ?? 0) + 1);
  });
  console.log(`refusals: ${JSON.stringify(Object.fromEntries(codes))}`);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
});

test('a read that is given up rejects as aborted, whenever that is', async () => {
  const inputs = fc.record({ sample: fc.nat(samples.length - 1), turns: fc.nat(30) });
  await fuzz('aborts', inputs, async ({ sample, turns }) => {
    const controller = new AbortController();
    const running = exercise(samples[sample]?.objects ?? {}, { signal: controller.signal });
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await running;
  });
});
