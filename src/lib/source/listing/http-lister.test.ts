import { describe, expect, it } from 'vitest';
import { noTraffic } from '../../core';
import { HttpStore } from '../stores/http-store';
import { HttpLister } from './http-lister';

type Answers = (url: URL) => Response | undefined;

/** A store on a server that answers as the test says, 404 where it says nothing; and what was asked of it. */
function world(root: string, answers: Answers) {
  const asked: string[] = [];
  const store = new HttpStore(
    new URL(root),
    {
      fetch: (input) => {
        const url = new URL(String(input));
        url.hash = '';
        asked.push(url.href);
        return Promise.resolve(answers(url) ?? new Response('Not here', { status: 404 }));
      },
      random: () => 0.5,
      delay: () => Promise.resolve(),
    },
    { lister: new HttpLister() },
  );
  const list = (path: string) =>
    store.list(path, { kind: 'document', maxBytes: 2 ** 20, traffic: noTraffic() });
  return { asked, list };
}

const html = (body: string) =>
  new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } });
const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
const xml = (body: string) =>
  new Response(`<?xml version="1.0"?>\n${body}`, { headers: { 'content-type': 'application/xml' } });
const page = (contents: string) =>
  xml(`<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contents}</ListBucketResult>`);
const folder = (name: string) => ({ name, kind: 'folder' });
const file = (name: string, sizeBytes?: number) => ({
  name,
  kind: 'file',
  ...(sizeBytes !== undefined && { sizeBytes }),
});

describe('a server with index pages', () => {
  const pages: readonly (readonly [string, string])[] = [
    [
      'nginx',
      `<html><head><title>Index of /d/</title></head><body><h1>Index of /d/</h1><hr><pre><a href="../">../</a>
<a href="10/">10/</a>   21-Nov-2026 10:00    -
<a href="2/">2/</a>     21-Nov-2026 10:00    -
<a href="zarr.json">zarr.json</a>   21-Nov-2026 10:00  512
</pre><hr></body></html>`,
    ],
    [
      'Apache',
      `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html><head><title>Index of /d</title></head><body>
<table><tr><th><a href="?C=N;O=D">Name</a></th></tr><tr><td><a href="/">Parent Directory</a></td></tr>
<tr><td><a href="10/">10/</a></td></tr><tr><td><a href="2/">2/</a></td></tr><tr><td><a href="zarr.json">zarr.json</a></td></tr></table></body></html>`,
    ],
    [
      'Caddy',
      `<!DOCTYPE html><html><head><title>d</title><style>a{}</style></head><body><a href="../">Up</a>
<a href="./10/"><span class="name">10</span></a><a href="./2/"><span>2</span></a><a href="./zarr.json">zarr.json</a>
<footer>Served with <a rel="noopener" href="https://caddyserver.com"><svg><path d="M1"/></svg></a></footer></body></html>`,
    ],
    [
      'Python',
      `<!DOCTYPE HTML><html lang="en"><head><meta charset="utf-8"><title>Directory listing for /d/</title></head><body>
<h1>Directory listing for /d/</h1><hr><ul><li><a href="10/">10/</a></li><li><a href="2/">2/</a></li><li><a href="zarr.json">zarr.json</a></li></ul></body></html>`,
    ],
    [
      'serve',
      `<!DOCTYPE html><html><head><title>Files within d/</title></head><body><main><header><h1><i>Index of&nbsp;</i><a href="/d/">d/</a></h1></header>
<ul id="files"><li><a href="/" title="..">..</a></li><li><a href="/d/10/" class="folder">10/</a></li><li><a href="/d/2/">2/</a></li><li><a href="/d/zarr.json" class="file json">zarr.json</a></li></ul></main></body></html>`,
    ],
    [
      'http-server',
      `<!doctype html><html><head><title>Index of /d/</title></head><body><h1>Index of /d/</h1><table>
<tr><td><a href="../">../</a></td></tr><tr><td><a href="./10/">10/</a></td></tr><tr><td><a href="./2/">2/</a></td></tr><tr><td><a href="./zarr.json">zarr.json</a></td></tr></table></body></html>`,
    ],
  ];
  it.each(pages)('of %s is listed from its links', async (_, body) => {
    const { list } = world('https://a.test/d', ({ pathname }) =>
      pathname === '/d/' ? html(body) : undefined,
    );
    expect(await list('')).toEqual([folder('2'), folder('10'), file('zarr.json')]);
  });

  it('is read as JSON where it has that', async () => {
    const nginx = [
      { name: 'b', type: 'directory' },
      { name: 'a.txt', type: 'file', size: 7 },
    ];
    const caddy = [
      { name: 'b/', is_dir: true },
      { name: 'a.txt', size: 7, is_dir: false },
    ];
    const serve = {
      files: [
        { base: 'b/', type: 'folder' },
        { base: 'a.txt', type: 'file', size: '7 B' },
      ],
    };
    const listed = async (value: unknown) => world('https://a.test/d', () => json(value)).list('');
    expect(await listed(nginx)).toEqual([file('a.txt', 7), folder('b')]);
    expect(await listed(caddy)).toEqual([file('a.txt', 7), folder('b')]);
    expect(await listed(serve)).toEqual([file('a.txt'), folder('b')]);
  });

  it('costs one request a folder', async () => {
    const { list, asked } = world('https://a.test/d', () =>
      html('<title>Index of</title><a href="x/">x</a>'),
    );
    await list('');
    await list('x/y');
    expect(asked).toEqual(['https://a.test/d/', 'https://a.test/d/x/y/']);
  });

  it('keeps the query of a location, and asks it for no bucket', async () => {
    const { list, asked } = world('https://a.test/d?sig=1', () => undefined);
    expect(await list('x')).toBeUndefined();
    expect(asked).toEqual(['https://a.test/d/x/?sig=1']);
  });
});

describe('a server that lists nothing', () => {
  it('is asked once', async () => {
    const { list, asked } = world('https://a.test/d', () => undefined);
    expect(await list('')).toBeUndefined();
    const count = asked.length;
    expect(await list('x')).toBeUndefined();
    expect(asked).toHaveLength(count);
  });

  it('and sends the page of an app for every folder has none', async () => {
    const app = '<!doctype html><title>Shop</title><a href="/">Home</a><a href="/d/about">About</a>';
    expect(await world('https://a.test/d', () => html(app)).list('')).toBeUndefined();
  });
});

describe('a bucket', () => {
  const listed = [folder('0'), folder('labels'), file('zarr.json', 12)];
  const body = `<IsTruncated>false</IsTruncated><Prefix>a b/c.zarr/</Prefix>
    <Contents><Key>a b/c.zarr/</Key><Size>0</Size></Contents>
    <Contents><Key>a b/c.zarr/zarr.json</Key><Size>12</Size><Owner><ID>x</ID></Owner></Contents>
    <CommonPrefixes><Prefix>a b/c.zarr/0/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>a b/c.zarr/labels/</Prefix></CommonPrefixes>`;
  it.each([
    ['https://bucket.s3.amazonaws.com/a b/c.zarr', 'https://bucket.s3.amazonaws.com/'],
    ['https://bucket.s3.eu-west-1.amazonaws.com/a b/c.zarr', 'https://bucket.s3.eu-west-1.amazonaws.com/'],
    ['https://s3.us-west-2.amazonaws.com/bucket/a b/c.zarr', 'https://s3.us-west-2.amazonaws.com/bucket'],
    ['https://bucket.storage.googleapis.com/a b/c.zarr', 'https://bucket.storage.googleapis.com/'],
  ])('of %s is listed at %s', async (root, at) => {
    const { list, asked } = world(root, ({ searchParams }) =>
      searchParams.get('list-type') === '2' ? page(body) : undefined,
    );
    expect(await list('')).toEqual(listed);
    expect(asked).toHaveLength(1);
    const url = new URL(asked[0] ?? '');
    expect(url.origin + url.pathname).toBe(at);
    expect([url.searchParams.get('prefix'), url.searchParams.get('delimiter')]).toEqual(['a b/c.zarr/', '/']);
  });

  it('of a server of its own is known by how it says no', async () => {
    const { list, asked } = world('https://minio.test/idr/x.zarr', ({ searchParams }) =>
      searchParams.has('prefix')
        ? page('<CommonPrefixes><Prefix>x.zarr/0/</Prefix></CommonPrefixes>')
        : new Response('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', { status: 404 }),
    );
    expect(await list('')).toEqual([folder('0')]);
    const before = asked.length;
    await list('0');
    expect(asked.slice(before).map((url) => new URL(url).searchParams.get('prefix'))).toEqual(['x.zarr/0/']);
  });

  it('is read page by page, and no further than the bound', async () => {
    const { list, asked } = world('https://b.s3.amazonaws.com/', ({ searchParams }) => {
      const at = Number(searchParams.get('continuation-token') ?? 0);
      const keys = Array.from(
        { length: 1000 },
        (_, i) => `<Contents><Key>k${at * 1000 + i}</Key></Contents>`,
      );
      return page(
        `<IsTruncated>true</IsTruncated>${keys.join('')}<NextContinuationToken>${at + 1}</NextContinuationToken>`,
      );
    });
    const entries = await list('');
    expect(entries).toHaveLength(10_000);
    expect(entries?.at(-1)).toEqual(file('k9999'));
    expect(asked).toHaveLength(10);
  });

  it('of Google is listed as JSON', async () => {
    const { list, asked } = world('https://storage.googleapis.com/bucket/c.zarr', ({ pathname }) =>
      pathname === '/storage/v1/b/bucket/o'
        ? json({
            kind: 'storage#objects',
            prefixes: ['c.zarr/0/'],
            items: [{ name: 'c.zarr/zarr.json', size: '12' }],
          })
        : undefined,
    );
    expect(await list('')).toEqual([folder('0'), file('zarr.json', 12)]);
    expect(asked).toHaveLength(1);
  });

  it('gives names as they are, however the list writes them', async () => {
    const keys = '<EncodingType>url</EncodingType><Contents><Key>a+b%26%3Cscript%3E</Key></Contents>';
    const plain = '<Contents><Key>a b&amp;&lt;script&gt;</Key></Contents>';
    for (const contents of [keys, plain]) {
      const { list } = world('https://b.s3.amazonaws.com/', () => page(contents));
      expect(await list('')).toEqual([file('a b&<script>')]);
    }
  });

  it('that is not public is not listed', async () => {
    const denied = () =>
      new Response('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', { status: 403 });
    expect(await world('https://b.s3.amazonaws.com/x', denied).list('')).toBeUndefined();
    expect(await world('https://storage.googleapis.com/b/x', denied).list('')).toBeUndefined();
  });
});
