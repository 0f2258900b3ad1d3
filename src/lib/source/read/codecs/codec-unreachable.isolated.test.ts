import { expect, it, vi } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../../../tests/foreign-data';
import { noTraffic } from '../../../core';
import { openLocation } from '../../open-location';

vi.mock('numcodecs/lz4', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

it('a decoder that could not be fetched is a failure that passes, and ends its worker', async () => {
  const document = {
    ...{ zarr_format: 3, node_type: 'array', shape: [2, 2], data_type: 'uint8', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [2, 2] } },
    chunk_key_encoding: { name: 'default' },
    codecs: [{ name: 'bytes' }, { name: 'lz4', configuration: {} }],
  };
  // The decoded size, and a block of four literals.
  const chunk = Uint8Array.of(4, 0, 0, 0, 0x40, 1, 2, 3, 4);
  const effects = {
    fetch: memoryFetch({ 'zarr.json': document, 'c/0/0': chunk }),
    random: () => 0,
    delay: () => Promise.resolve(),
  };
  const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
  const read = opened?.reader.readChunk(0, [0, 0], { traffic: noTraffic(), maxEncodedBytes: 1024 });
  await expect(read).rejects.toMatchObject({ code: 'network', detail: { codec: 'lz4', crashed: true } });
});
