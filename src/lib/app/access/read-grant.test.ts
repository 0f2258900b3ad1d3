import { describe, expect, it } from 'vitest';
import { readGrant, type GivenAccess } from './read-grant';

const secret = 'SECRET123';
const urlOf = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined);
const header: GivenAccess = {
  ...{ kind: 'header', name: 'Authorization', value: `Bearer ${secret}` },
  ...{ address: 'https://data.test/lab/image.zarr', isForServer: false, mayKeep: false },
};
const query: GivenAccess = {
  ...{ kind: 'query', signed: `https://data.test/lab/image.zarr?X-Amz-Signature=${secret}&X-Amz-Expires=60` },
  ...{ address: '', isForServer: false, mayKeep: false },
};

describe('readGrant', () => {
  it('holds for what lies below an address, or for all of its server', () => {
    expect(readGrant(header, urlOf)).toEqual({
      ...{ origin: 'https://data.test', path: '/lab/image.zarr/', query: '', mayKeep: false },
      headers: [['Authorization', `Bearer ${secret}`]],
    });
    expect(readGrant({ ...header, isForServer: true }, urlOf)).toMatchObject({ path: '/' });
  });

  it('takes a signed address apart', () => {
    const { headers, ...grant } = readGrant(query, urlOf) as Exclude<ReturnType<typeof readGrant>, string>;
    expect(headers).toEqual([]);
    expect(grant).toEqual({
      ...{ origin: 'https://data.test', path: '/lab/image.zarr/', mayKeep: false },
      query: `?X-Amz-Signature=${secret}&X-Amz-Expires=60`,
    });
  });

  it.each(['sig=a%2Fb&se=1', '?sig=a%2Fb&se=1', 'https://data.test/lab/?sig=a%2Fb&se=1#x'])(
    'takes a query by itself: %s',
    (signed) => {
      const grant = readGrant({ ...query, signed, address: 'https://data.test/lab/b.zarr' }, urlOf);
      expect(grant).toMatchObject({ query: '?sig=a%2Fb&se=1', path: '/lab/b.zarr/' });
    },
  );

  it.each<[string, GivenAccess, string]>([
    ['no address', { ...header, address: 'image' }, 'no-address'],
    ['an address in the open', { ...header, address: 'http://data.test/a' }, 'not-encrypted'],
    ['a header of the browser', { ...header, name: 'Host' } as GivenAccess, 'header-name'],
    ['a header of the program', { ...header, name: 'range' } as GivenAccess, 'header-name'],
    ['a name that is none', { ...header, name: 'X Key' } as GivenAccess, 'header-name'],
    [
      'a value with a line break',
      { ...header, value: `a\r\nX-Evil: ${secret}` } as GivenAccess,
      'header-value',
    ],
    ['an empty value', { ...header, value: ' ' } as GivenAccess, 'header-value'],
    ['an address without a query', { ...query, signed: 'https://data.test/lab' } as GivenAccess, 'no-query'],
    ['a signed address of another server', { ...query, address: 'https://other.test/lab' }, 'other-server'],
  ])('refuses %s', (_, given, fault) => {
    expect(readGrant(given, urlOf)).toBe(fault);
  });

  it.each(['http://localhost:8080/a', 'http://192.168.1.7/a', 'http://127.0.0.1/a'])(
    'allows %s, which does not leave the house',
    (address) => {
      expect(readGrant({ ...header, address }, urlOf)).toMatchObject({ origin: new URL(address).origin });
    },
  );
});
