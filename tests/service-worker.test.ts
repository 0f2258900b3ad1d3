import { describe, expect, it } from 'vitest';
import {
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
