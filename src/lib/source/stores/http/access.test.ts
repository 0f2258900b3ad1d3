import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../../tests/foreign-data';
import { noTraffic, type AccessGrant, type DatasetKeep } from '../../../core';
import { parseLocation } from '../../location';
import { archiveKey, isKeepable, openStore } from '../../open-store';
import { AccessList } from './access-list';
import { Hosts } from './host';
import { bytes, failure, refuses, request } from './http-world.fixture';

const secret = 'SECRET123';
const plain: AccessGrant = {
  ...{ origin: 'https://data.test', path: '/lab/', query: '', mayKeep: false },
  headers: [['Authorization', `Bearer ${secret}`]],
};
const signed: AccessGrant = { ...plain, headers: [], query: `?sig=${secret}` };

type Sent = { readonly url: URL; readonly init: RequestInit };

/** A network that notes what goes over it, and what was given for it. */
function world(grants: readonly AccessGrant[]) {
  const access = new AccessList();
  access.set(grants);
  const sent: Sent[] = [];
  const answer = { of: (_url: URL, init: RequestInit): Response => fileAnswer(bytes, init) };
  const effects = {
    access,
    fetch: (input: RequestInfo | URL, init: RequestInit = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      sent.push({ url, init });
      return Promise.resolve().then(() => answer.of(url, init));
    },
    delay: () => Promise.resolve(),
    startTimer: () => () => undefined,
    hosts: new Hosts(),
    random: () => 0.5,
  };
  const open = (location: string, keep?: DatasetKeep) =>
    openStore(parseLocation(location, 'https://viewer.test/'), effects, {
      ...{ documentsReadable: true, knownDocument: 'zarr.json', keep },
    });
  return { access, sent, answer, open };
}

const headerOf = ({ init }: Sent) => new Headers(init.headers).get('authorization');
const document = { kind: 'document', maxBytes: 2 ** 20, traffic: noTraffic() } as const;
const keep = {} as DatasetKeep;

describe('what is given for a server', () => {
  it('goes with every request below its path, is kept by no cache, and follows no redirect', async () => {
    const { open, sent } = world([plain]);
    const store = open('https://data.test/lab/image.zarr');
    await store.get('zarr.json', document);
    await store.getRange('c/0', { offset: 3, length: 5 }, request());
    expect(sent.map(headerOf)).toEqual([`Bearer ${secret}`, `Bearer ${secret}`]);
    expect(new Headers(sent[1]?.init.headers).get('range')).toBe('bytes=3-7');
    for (const { init } of sent)
      expect(init).toMatchObject({ redirect: 'manual', cache: 'no-store', credentials: 'omit' });
  });

  it('is a query that is part of no name, where it is that', async () => {
    const { open, sent } = world([signed]);
    await open('https://data.test/lab/image.zarr').get('zarr.json', document);
    await open('https://data.test/lab/image.zarr?part=1').get('zarr.json', document);
    expect(sent.map(({ url }) => url.search)).toEqual([`?sig=${secret}`, `?part=1&sig=${secret}`]);
    expect(parseLocation('https://data.test/lab/image.zarr', 'https://viewer.test/').id).not.toContain(
      secret,
    );
  });

  it.each([
    'https://other.test/lab/image.zarr',
    'http://data.test/lab/image.zarr',
    'https://data.test:8443/lab/image.zarr',
    'https://data.test/laboratory/image.zarr',
    'https://data.test/image.zarr',
  ])('goes nowhere else: %s', async (location) => {
    const { open, sent } = world([plain, signed]);
    await open(location).get('zarr.json', document);
    expect(sent.map(headerOf)).toEqual([null]);
    expect(sent.map(({ url }) => url.search)).toEqual(['']);
  });

  it('is that of the closest path', async () => {
    const near = { ...plain, path: '/lab/image.zarr/', headers: [['X-Key', 'near']] as const };
    const { open, sent } = world([plain, near]);
    await open('https://data.test/lab/image.zarr').get('zarr.json', document);
    expect([headerOf(sent[0] as Sent), new Headers(sent[0]?.init.headers).get('x-key')]).toEqual([
      null,
      'near',
    ]);
  });

  it('goes with no more requests once it is taken back', async () => {
    const { open, sent, access } = world([plain]);
    const store = open('https://data.test/lab/image.zarr');
    await store.get('zarr.json', document);
    access.set([]);
    await store.get('0/zarr.json', document);
    expect(sent.map(headerOf)).toEqual([`Bearer ${secret}`, null]);
  });

  it('does not go with what was opened without it, which may be kept on this device', async () => {
    const { open, sent, access } = world([]);
    const store = open('https://data.test/lab/image.zarr', keep);
    access.set([{ ...plain, mayKeep: true }]);
    await store.get('zarr.json', document);
    expect(sent.map(headerOf)).toEqual([null]);
  });

  it('is named in no error, and goes with no probe', async () => {
    const { open, sent, answer } = world([{ ...plain, query: `?sig=${secret}` }]);
    answer.of = () => refuses();
    const error = await failure(open('https://data.test/lab/image.zarr').get('zarr.json', document));
    expect(JSON.stringify([error.message, error.detail])).not.toContain(secret);
    const probes = sent.filter(({ init }) => init.mode === 'no-cors');
    expect(probes.map((probe) => [headerOf(probe), probe.url.search])).toEqual(probes.map(() => [null, '']));
    expect(error.message).toContain('header Authorization');
  });

  it('is what a server is silent about that answers without it, which is told at once', async () => {
    const { open, sent, access, answer } = world([]);
    await open('https://data.test/lab/image.zarr').get('zarr.json', document);
    access.set([plain]);
    answer.of = (url, init) => (init.mode === 'no-cors' ? Response.error() : refuses());
    const error = await failure(open('https://data.test/lab/image.zarr').get('zarr.json', document));
    expect(error.code).toBe('cors');
    expect(error.message).toContain('header Authorization');
    expect(sent).toHaveLength(3);
    access.set([{ ...plain, headers: [['X-Key', secret]] }]);
    answer.of = (url, init) => fileAnswer(bytes, init);
    await open('https://data.test/lab/image.zarr').get('zarr.json', document);
    answer.of = (url, init) => (init.mode === 'no-cors' ? Response.error() : refuses());
    const store = open('https://data.test/lab/image.zarr');
    expect((await failure(store.get('zarr.json', document))).code, 'what it took before').toBe('network');
  });

  it('lets a refusal of a chunk count as absence only while a document can still be read', async () => {
    const { open, answer } = world([signed]);
    const store = open('https://data.test/lab/image.zarr');
    let isOver = false;
    const refused = () => new Response(null, { status: 403 });
    answer.of = (url, init) =>
      url.pathname.endsWith('zarr.json') && !isOver ? fileAnswer(bytes, init) : refused();
    expect(await store.get('c/0', request())).toBeUndefined();
    isOver = true;
    expect((await failure(store.get('c/1', request()))).code).toBe('forbidden');
  });
});

describe('what was read with what is given', () => {
  const at = (text: string) => parseLocation(text, 'https://viewer.test/');
  const access = (...grants: AccessGrant[]) => {
    const list = new AccessList();
    list.set(grants);
    return { access: list };
  };

  it('is kept on this device only when that was said', () => {
    const image = at('https://data.test/lab/image.zarr');
    const archive = at('https://data.test/lab/image.zip');
    for (const location of [image, archive]) {
      expect(isKeepable(location, {})).toBe(true);
      expect(isKeepable(location, access(plain))).toBe(false);
      expect(isKeepable(location, access({ ...plain, mayKeep: true }))).toBe(true);
    }
    expect(
      isKeepable(at('https://data.test/lab/image.zarr?key=1'), access({ ...plain, mayKeep: true })),
    ).toBe(false);
  });

  it('shares no archive with what was read without', () => {
    const archive = at('https://data.test/lab/image.zip');
    if (archive.kind !== 'zip') throw new Error('Expected an archive.');
    expect(archiveKey(archive, access(plain))).not.toBe(archiveKey(archive, {}));
    const list = new AccessList();
    const keyWith = (grant: AccessGrant): string => {
      list.set([structuredClone(grant)]);
      return archiveKey(archive, { access: list });
    };
    const [first, same] = [keyWith(plain), keyWith(plain)];
    const other = keyWith({ ...plain, headers: [['Authorization', 'Bearer other']] });
    expect(same, 'given once more').toBe(first);
    expect(other, 'nor with what was read with something else').not.toBe(first);
    expect(first + other).not.toContain(secret);
  });
});
