import { describe, expect, it } from 'vitest';
import { OldShells } from '../service-worker/old-shells';
import {
  isShellAsset,
  oldShells,
  shellFiles,
  shellPath,
  shellPrefix,
  type RequestFacts,
} from '../service-worker/shell-path';

const shell = {
  origin: 'https://view.example',
  pages: new Set(['/app/']),
  assets: new Set(['/app/_app/start.js', '/app/icon.svg']),
};
const get: RequestFacts = { method: 'GET', mode: 'cors', url: '', hasRange: false };
const page: RequestFacts = { ...get, mode: 'navigate', url: 'https://view.example/app/' };
const asset: RequestFacts = { ...get, url: 'https://view.example/app/_app/start.js' };

describe('the shell answers', () => {
  it.each<[string, RequestFacts, string]>([
    ['its page', page, '/app/'],
    ['its page with a source and a view', { ...page, url: `${page.url}?source=gen:ramp#1:x` }, '/app/'],
    ['its page by its file name', { ...page, url: `${page.url}index.html` }, '/app/'],
    ['an asset', asset, '/app/_app/start.js'],
  ])('%s', (_, facts, path) => {
    expect(shellPath(facts, shell)).toBe(path);
  });
});

describe('the shell leaves alone', () => {
  it.each<[string, RequestFacts]>([
    ['data', { ...get, url: 'https://view.example/app/data/macaque.zarr/zarr.json' }],
    ['another origin', { ...asset, url: 'https://data.example/app/_app/start.js' }],
    ['a page outside its scope', { ...page, url: 'https://view.example/' }],
    ['a page that it does not have', { ...page, url: 'https://view.example/app/data/zarr.json' }],
    ['a request marked direct', { ...asset, url: `${asset.url}#direct` }],
    ['a part of a file', { ...asset, hasRange: true }],
    ['a POST', { ...asset, method: 'POST' }],
  ])('%s', (_, facts) => {
    expect(shellPath(facts, shell)).toBeUndefined();
  });
});

describe('the shell keeps', () => {
  it('no sample data, pictures or hidden files', () => {
    const files = ['/app/icon.svg', '/app/data/a/zarr.json', '/app/samples/a.png', '/app/.nojekyll'];
    expect(shellFiles(files, '/app')).toEqual(['/app/icon.svg']);
  });

  it('to its own scope when it deletes older shells', () => {
    const prefix = shellPrefix('https://view.example/app/');
    const other = shellPrefix('https://view.example/other/');
    expect(oldShells([`${prefix}1`, `${prefix}2`, `${other}1`, 'chunks'], prefix, `${prefix}2`)).toEqual([
      `${prefix}1`,
    ]);
  });
});

/** Cache Storage in memory, and tabs that the test opens and closes. */
function makeOrigin(caches: Record<string, Record<string, string>>) {
  const kept = new Map(
    Object.entries(caches).map(([name, files]) => [name, new Map(Object.entries(files))] as const),
  );
  const tabs = new Set<string>();
  const answer = (text: string | undefined) => (text === undefined ? undefined : new Response(text));
  const open = (name: string) => ({
    match: (path: string) => Promise.resolve(answer(kept.get(name)?.get(path))),
    put: async (path: string, response: Response) => {
      kept.get(name)?.set(path, await response.text());
    },
  });
  const shells = (current: string) =>
    new OldShells({
      ...{ prefix: 'shell-', current },
      caches: {
        keys: () => Promise.resolve([...kept.keys()]),
        open: (name) => Promise.resolve(open(name)),
        delete: (name) => Promise.resolve(kept.delete(name)),
      },
      tabs: () => Promise.resolve([...tabs]),
    });
  return { kept, tabs, shells };
}

describe('an older shell', () => {
  it('goes with the last tab that began with it, though the worker was started anew meanwhile', async () => {
    const { kept, tabs, shells } = makeOrigin({ 'shell-1': {}, 'shell-2': {}, other: {} });
    tabs.add('a').add('b');
    await shells('shell-2').retire();
    tabs.delete('a');
    tabs.add('new');
    await shells('shell-2').tidy();
    expect([...kept.keys()]).toEqual(['shell-1', 'shell-2', 'other']);
    tabs.delete('b');
    await shells('shell-2').tidy();
    expect([...kept.keys()]).toEqual(['shell-2', 'other']);
  });

  it('goes at once when no tab is open', async () => {
    const { kept, shells } = makeOrigin({ 'shell-1': {}, 'shell-2': {} });
    await shells('shell-2').retire();
    expect([...kept.keys()]).toEqual(['shell-2']);
  });

  it('is not kept by tabs that opened since a later one took its place', async () => {
    const { kept, tabs, shells } = makeOrigin({ 'shell-1': {}, 'shell-2': {} });
    tabs.add('a');
    await shells('shell-2').retire();
    tabs.delete('a');
    tabs.add('b');
    kept.set('shell-3', new Map());
    await shells('shell-3').retire();
    expect([...kept.keys()]).toEqual(['shell-2', 'shell-3']);
  });

  it('still answers for what only it has', async () => {
    const { tabs, shells } = makeOrigin({
      'shell-1': { '/app/_app/old.js': 'old' },
      'shell-2': {},
      other: { '/app/_app/x.js': 'x' },
    });
    tabs.add('a');
    await shells('shell-2').retire();
    expect(await (await shells('shell-2').match('/app/_app/old.js'))?.text()).toBe('old');
    expect(await shells('shell-2').match('/app/_app/x.js')).toBeUndefined();
  });

  it('is asked for scripts and styles of the app, and for nothing else', () => {
    expect(isShellAsset({ ...asset, url: 'https://view.example/app/_app/old.js' }, shell, '/app')).toBe(true);
    expect(isShellAsset({ ...asset, url: 'https://view.example/app/data/zarr.json' }, shell, '/app')).toBe(
      false,
    );
    expect(isShellAsset({ ...asset, url: 'https://data.example/app/_app/old.js' }, shell, '/app')).toBe(
      false,
    );
    expect(isShellAsset({ ...asset, url: `${asset.url}#direct` }, shell, '/app')).toBe(false);
  });
});
