import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeEntry, readEntry, statedLength } from './entry';

const bodies = fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
const versions = fc.dictionary(
  fc.string({ unit: 'binary' }),
  fc.oneof(fc.string({ unit: 'binary' }), fc.nat()),
);

/** An entry whose body is another, as a disk would damage it. */
function withBody(entry: Response, bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, { headers: entry.headers });
}

it('gives back what was put in, with its version', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, versions, async (bytes, version) => {
      const entry = await readEntry(makeEntry(bytes, version));
      expect(entry?.bytes).toEqual(bytes);
      expect(JSON.stringify(entry?.version)).toBe(JSON.stringify(version));
    }),
  );
});

it('refuses a body of which any one bit is another', async () => {
  await fc.assert(
    fc.asyncProperty(
      bodies.filter(({ length }) => length > 0),
      fc.nat(),
      async (bytes, at) => {
        const damaged = bytes.slice();
        const bit = at % (8 * bytes.length);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await readEntry(withBody(makeEntry(bytes, {}), damaged))).toBeUndefined();
      },
    ),
  );
});

it('refuses every truncated or longer body', async () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 255);
  const entry = makeEntry(bytes, {});
  for (let length = 0; length < 64; length++)
    expect(await readEntry(withBody(entry.clone(), bytes.slice(0, length)))).toBeUndefined();
  expect(await readEntry(withBody(entry, Uint8Array.of(...bytes, 0)))).toBeUndefined();
});

it('refuses what is no entry of ours', async () => {
  expect(await readEntry(new Response('<html>'))).toBeUndefined();
  expect(statedLength(new Response('x', { headers: { 'x-exascope-length': '1e3' } }))).toBeUndefined();
});

it('reads bytes whose version is beyond reading, without it', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  for (const stated of ['%', '[1]', 'null', '{"etag":{}}', 'x']) {
    const { headers } = makeEntry(bytes, {});
    headers.set('x-exascope-version', stated === '%' ? stated : encodeURIComponent(stated));
    expect(await readEntry(new Response(bytes, { headers }))).toEqual({ bytes, version: {} });
  }
});
