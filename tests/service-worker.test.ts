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
  it('no sample data, pictures for installers or hidden files', () => {
    const mine = ['/app/icon.svg', '/app/samples/a.png'];
    const others = ['/app/data/a/zarr.json', '/app/install/a.webp', '/app/.nojekyll'];
    expect(shellFiles([...mine, ...others], '/app')).toEqual(mine);
  });

  it('to its own scope when it deletes older shells', () => {
    const prefix = shellPrefix('https://view.example/app/');
    const other = shellPrefix('https://view.example/other/');
    expect(oldShells([`${prefix}1`, `${prefix}2`, `${other}1`, 'chunks'], prefix, `${prefix}2`)).toEqual([
      `${prefix}1`,
    ]);
  });
});

/** Cache Storage in memory, tabs that the test opens and closes, and workers of several versions. */
function makeOrigin(...names: string[]) {
  const kept = new Map(names.map((name) => [name, new Map<string, string>()] as const));
  const tabs = new Set<string>();
  const open = (name: string) => {
    const files = kept.get(name) ?? new Map<string, string>();
    kept.set(name, files);
    return {
      match: (path: string) => Promise.resolve(files.has(path) ? new Response(files.get(path)) : undefined),
      put: async (path: string, response: Response) => void files.set(path, await response.text()),
      delete: (path: string) => Promise.resolve(files.delete(path)),
    };
  };
  const worker = (current: string) =>
    new OldShells({
      ...{ prefix: 'shell-', current },
      caches: {
        keys: () => Promise.resolve([...kept.keys()]),
        open: (name) => Promise.resolve(open(name)),
        delete: (name) => Promise.resolve(kept.delete(name)),
      },
      tabs: () => Promise.resolve([...tabs]),
    });
  const update = async (current: string) => {
    await worker(current).note();
    await worker(current).retire();
  };
  return { kept, tabs, worker, update, shells: () => [...kept.keys()].filter((name) => name !== 'other') };
}

describe('an older shell', () => {
  it('goes with the last tab that began with it, though the worker was started anew meanwhile', async () => {
    const { tabs, worker, update, shells } = makeOrigin('shell-1', 'other');
    tabs.add('a').add('b');
    await update('shell-2');
    tabs.delete('a');
    tabs.add('new');
    await worker('shell-2').tidy();
    expect(shells()).toEqual(['shell-1', 'shell-2']);
    tabs.delete('b');
    await worker('shell-2').tidy();
    expect(shells()).toEqual(['shell-2']);
  });

  it('goes at once when no tab is open, and nothing else does', async () => {
    const { kept, update } = makeOrigin('shell-1', 'other');
    await update('shell-2');
    expect([...kept.keys()]).toEqual(['other', 'shell-2']);
  });

  it('is not kept by tabs that opened since a later one took its place', async () => {
    const { tabs, update, shells } = makeOrigin('shell-1');
    tabs.add('a');
    await update('shell-2');
    tabs.delete('a');
    tabs.add('b');
    await update('shell-3');
    expect(shells()).toEqual(['shell-2', 'shell-3']);
  });

  it('becomes the current one again after a rollback, and then waits for the tabs of that time', async () => {
    const { tabs, worker, update, shells } = makeOrigin('shell-1');
    tabs.add('first');
    await update('shell-2');
    await worker('shell-1').note();
    tabs.delete('first');
    await worker('shell-2').tidy();
    expect(shells()).toEqual(['shell-1', 'shell-2']);
    await worker('shell-1').retire();
    tabs.add('second');
    await update('shell-3');
    expect(shells()).toEqual(['shell-1', 'shell-3']);
  });

  it('still answers for what only it has', async () => {
    const { kept, tabs, worker, update } = makeOrigin('shell-1', 'other');
    kept.get('shell-1')?.set('/app/_app/old.js', 'old');
    kept.get('other')?.set('/app/_app/x.js', 'x');
    tabs.add('a');
    await update('shell-2');
    expect(await (await worker('shell-2').match('/app/_app/old.js'))?.text()).toBe('old');
    expect(await worker('shell-2').match('/app/_app/x.js')).toBeUndefined();
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

describe('the shell of a version that waits', () => {
  it('is not dropped by the one that still runs', async () => {
    const { worker, update, shells } = makeOrigin();
    await update('shell-1');
    await worker('shell-2').note();
    await worker('shell-1').tidy();
    expect(shells()).toEqual(['shell-1', 'shell-2']);
  });

  it('is not retired by one that takes over while it is installed', async () => {
    const { tabs, worker, update, shells } = makeOrigin();
    await update('shell-1');
    tabs.add('a');
    await worker('shell-2').note();
    await worker('shell-3').note();
    await worker('shell-2').retire();
    tabs.delete('a');
    await worker('shell-2').tidy();
    expect(shells()).toEqual(['shell-2', 'shell-3']);
  });
});
