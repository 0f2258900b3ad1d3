import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codecSamples, type CodecSample } from './corpus';
import { exercise } from './exercise';
import { fuzz } from './fuzz-run';
import { damage, headerLie } from './mutations';

const mutations = fc.array(fc.oneof({ weight: 3, arbitrary: damage }, headerLie), {
  minLength: 1,
  maxLength: 3,
});

for (const sample of await codecSamples()) {
  test(`${sample.name} decodes as it was encoded`, async () => {
    const { chunks } = await exercise(sample.objects);
    expect(chunks.length).toBeGreaterThan(0);
    for (const { data } of chunks) expect(isOriginal(data, sample)).toBe(true);
  });

  test(`damaged bytes of ${sample.name} give ${sample.isChecked ? 'the right chunk or none' : 'a whole chunk or none'}`, async () => {
    let accepted = 0;
    let refused = 0;
    await fuzz(sample.name, mutations, async (changes) => {
      const bytes = changes.reduce(
        (before, mutate) => mutate(before),
        sample.objects[sample.key] ?? new Uint8Array(),
      );
      const { chunks, refusals } = await exercise({ ...sample.objects, [sample.key]: bytes });
      refused += refusals.length;
      for (const { data } of chunks) {
        if (data.byteLength !== sample.decoded.byteLength) throw new Error(`${data.byteLength} bytes.`);
        if (isOriginal(data, sample)) continue;
        accepted++;
        if (sample.isChecked) throw new Error('It took what its checksum does not match.');
      }
    });
    console.log(`${sample.name}: ${refused} refusals, ${accepted} wrong chunks taken for right`);
    expect(refused).toBeGreaterThan(0);
  });
}

function isOriginal(data: ArrayBufferView, { decoded }: CodecSample): boolean {
  return Buffer.compare(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), decoded) === 0;
}
