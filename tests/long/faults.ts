import { crc32c } from '../../src/lib/core';
import type { FixtureServer, PathRule } from '../fixtures/fixture-server';

/** What goes wrong with one request for a chunk. */
export type FaultName = 'delay' | 'server error' | 'drop' | 'cut off' | 'cut short' | 'corrupt';

const chunkPath = /\/c\/[\d/]+$/;

/** Gives the arrays of a server's generated images a checksum, so that no damage can pass for data. */
export function addChecksums(server: FixtureServer): void {
  server.onPath(/\/\d+\/zarr\.json$/, { corrupt: withChecksumCodec });
  server.onPath(chunkPath, { corrupt: withChecksum });
}

/** Has the next request for a chunk go wrong. */
export function injectFault(server: FixtureServer, name: FaultName, draw: () => number): void {
  server.onPath(chunkPath, { times: 1, ...faultRule(name, draw) });
}

export const faultNames: readonly FaultName[] = [
  'delay',
  'server error',
  'drop',
  'cut off',
  'cut short',
  'corrupt',
];

function faultRule(name: FaultName, draw: () => number): PathRule {
  switch (name) {
    case 'delay':
      return { delayMs: 500 + 2000 * draw() };
    case 'server error':
      return { status: 500 + Math.floor(4 * draw()) };
    case 'drop':
      return { status: 'drop' };
    case 'cut off':
      return { breakAfter: Math.floor(1000 * draw()) };
    case 'cut short':
      return { endAfter: Math.floor(1000 * draw()) };
    case 'corrupt':
      return { corrupt: (bytes) => flipped(withChecksum(bytes), draw()) };
  }
}

function withChecksumCodec(document: Uint8Array): Uint8Array {
  const array = JSON.parse(new TextDecoder().decode(document)) as { codecs: object[] };
  array.codecs.push({ name: 'crc32c' });
  return new TextEncoder().encode(JSON.stringify(array));
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  const sum = new Uint8Array(Uint32Array.of(crc32c(bytes)).buffer);
  const checked = new Uint8Array(bytes.length + sum.length);
  checked.set(bytes);
  checked.set(sum, bytes.length);
  return checked;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const index = Math.floor(at * bytes.length);
  bytes[index] = (bytes[index] ?? 0) ^ 0x10;
  return bytes;
}
