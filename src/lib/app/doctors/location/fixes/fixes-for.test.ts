import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictKinds } from '../findings';
import { checkCommand, serverKinds, shellWord, type FixPlace } from './fix';
import { fixesFor, likelyServer } from './fixes-for';

const place: FixPlace = {
  origin: 'https://viewer.example',
  url: new URL('https://data.example.org/lab/image.zarr/'),
  headers: [],
};
const at = (address: string, headers: string[] = []): FixPlace => ({
  ...place,
  url: new URL(address),
  headers,
});
const textOf = (verdict: (typeof verdictKinds)[number], server: string, where = place): string =>
  fixesFor(verdict, where).find((fix) => fix.server === server)?.text ?? '';

const notForServers = ['unreachable', 'offline', 'busy', 'opens'];
const fixable = verdictKinds.filter((verdict) => !notForServers.includes(verdict));
const needOrigin = ['cors', 'cors-on-errors', 'cors-header', 'private-network'];

describe('fixesFor', () => {
  it.each(fixable.flatMap((verdict) => serverKinds.map((server) => [verdict, server] as const)))(
    'has something to copy for %s on %s',
    (verdict, server) => {
      const fix = fixesFor(verdict, place).find((one) => one.server === server);
      expect(fix?.where).toMatch(/\S/);
      expect(fix?.text).toMatch(/\S[\s\S]*\n$/);
      expect(fix?.text).not.toMatch(/undefined|\[object/);
      if (needOrigin.includes(verdict)) expect(fix?.text).toContain(place.origin);
    },
  );

  it.each(notForServers)('has nothing for %s, which no server mends', (verdict) => {
    expect(fixesFor(verdict as (typeof verdictKinds)[number], place)).toEqual([]);
  });

  it.each([
    ['https://images.s3.amazonaws.com/a/b.zarr/', 's3', "--bucket 'images'"],
    ['https://images.s3.eu-west-2.amazonaws.com/a/b.zarr/', 's3', "--bucket 'images'"],
    ['https://s3.us-east-1.amazonaws.com/images/b.zarr/', 's3', "--bucket 'images'"],
    ['https://my.images.s3.amazonaws.com/b.zarr/', 's3', "--bucket 'my.images'"],
    ['https://storage.googleapis.com/images/b.zarr/', 'gcs', "'gs://images/'"],
    ['https://images.storage.googleapis.com/b.zarr/', 'gcs', "'gs://images/'"],
  ])('names the bucket of %s', (address, server, words) => {
    expect(textOf('cors', server, at(address))).toContain(words);
    expect(likelyServer(new URL(address))).toBe(server);
  });

  it.each(serverKinds)('lets %s allow the headers that were given', (server) => {
    expect(textOf('cors-header', server, at(place.url.href, ['Authorization']))).toContain('Authorization');
  });

  it('writes JSON for buckets that can be read', () => {
    for (const server of ['s3', 'gcs']) {
      const [, json = ''] = /<<'END'\n([\s\S]*?)\nEND\n/.exec(textOf('cors', server)) ?? [];
      expect(JSON.stringify(JSON.parse(json))).toContain('https://viewer.example');
    }
  });

  it('lets files of servers hold nothing of an address that means something to them', () => {
    const odd = at('https://data.example.org/ok/%22;}%20evil%20{/x$(reboot)/image.zarr/');
    for (const verdict of fixable)
      for (const server of ['nginx', 'apache', 'caddy'])
        expect(textOf(verdict, server, odd).replace(/^curl.*$/m, '')).not.toMatch(/evil|reboot/);
    expect(textOf('cors', 'nginx', odd)).toContain('location /ok/ {');
  });
});

describe('shellWord', () => {
  it('is one word of a shell, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"$(){};|&`\\\n!*'), maxLength: 20 }), (text) => {
        expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});

describe('checkCommand', () => {
  it('asks as this page does', () => {
    expect(checkCommand(place)).toContain("-H 'Origin: https://viewer.example'");
    expect(checkCommand(at("https://data.test/it's/a.zarr"))).toContain(
      `'https://data.test/it'\\''s/a.zarr/zarr.json'`,
    );
    expect(checkCommand(at('https://data.test/a.zip'))).toContain("'https://data.test/a.zip'");
  });
});
