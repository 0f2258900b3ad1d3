import { describe, expect, it } from 'vitest';
import { decodeLink, type Link } from '../link';
import { plainLocation } from './plain-location';
import { readNeuroglancerHash, readPasted } from './read-pasted';

const zarr = 'https://data.example/a.zarr';

describe('a location as other viewers write it', () => {
  it.each([
    [`zarr://${zarr}`, zarr],
    [`zarr2://${zarr}`, zarr],
    ['zarr3://s3://bucket/a.zarr', 's3://bucket/a.zarr'],
    [`${zarr}/|zarr:`, `${zarr}/`],
    [`${zarr}|zarr2:`, zarr],
    [`${zarr}/|zarr3:labels/cells/`, `${zarr}/labels/cells`],
    ['gs://bucket/a|zarr3:0', 'gs://bucket/a/0'],
    [` ${zarr} `, zarr],
  ])('%s is %s', (text, location) => {
    expect(plainLocation(text)).toBe(location);
  });

  it.each([
    zarr,
    'gen:julia?c=-0.8,0.156',
    'https://h/a.zip|zip:b|zarr:',
    'precomputed://gs://b/c',
    'zarr://',
    'a|b',
  ])('%s stays', (text) => {
    expect(plainLocation(text)).toBe(text);
  });
});

async function linkIn(text: string): Promise<Link> {
  const pasted = readPasted(text);
  if (pasted.kind !== 'link') throw new Error(`${text} is taken for a ${pasted.kind}`);
  return decodeLink(pasted.url);
}

describe('what someone pastes', () => {
  it.each([
    zarr,
    `${zarr}?X-Amz-Signature=1&url=https://other.example/b`,
    'https://data.example/folder?sig=1',
    'https://data.example/folder#part',
    'https://page.example/?source=relative/path',
    's3://bucket/key',
    'gen:mandelbrot',
    'no address',
    '',
  ])('%s is a location', (text) => {
    expect(readPasted(text)).toEqual({ kind: 'location', location: text });
  });

  it.each([
    [`https://hms-dbmi.github.io/vizarr/?source=${zarr}`, [zarr]],
    [`https://avivator.gehlenborglab.org/?image_url=${encodeURIComponent(zarr)}`, [zarr]],
    [`https://volumeviewer.allencell.org/viewer?url=${zarr}&z=2`, [zarr]],
    [`https://ome.github.io/ome-ngff-validator/?source=${zarr}`, [zarr]],
    [`https://kitware.github.io/itk-vtk-viewer/app/?fileToLoad=${zarr}`, [zarr]],
    [`https://kitware.github.io/itk-vtk-viewer/app/?rotate=false&image=${zarr}`, [zarr]],
    [`https://view.example/?source=zarr://${zarr}&source=gen:ramp`, [zarr, 'gen:ramp']],
  ])('%s is a link of a viewer', async (text, sources) => {
    expect(await linkIn(text)).toMatchObject({ sources, failures: [], view: {} });
  });

  it('is a location where another viewer writes it in its own way', () => {
    expect(readPasted(`${zarr}/|zarr3:0`)).toEqual({ kind: 'location', location: `${zarr}/0` });
  });

  it('is a link that cannot be read when it is longer than any address', async () => {
    const link = await linkIn(`${zarr}?source=${'a'.repeat(70_000)}`);
    expect(link.failures.map(({ code }) => code)).toEqual(['bad-link']);
  });

  it('is a link when it carries a view, even one that cannot be read', async () => {
    const link = await linkIn('https://view.example/?source=relative.zarr#1:cut');
    expect(link.failures.map(({ code }) => code)).toEqual(['bad-link']);
  });

  it.each([
    ['https://neuroglancer-demo.appspot.com/#!{"layers":[]}', '{"layers":[]}'],
    ['https://neuroglancer-demo.appspot.com/#!%7B%22layers%22:%5B%5D%7D', '{"layers":[]}'],
    [' {"layers":[]}\n', '{"layers":[]}'],
  ])('%s is a view', (link, text) => {
    expect(readPasted(link)).toEqual({ kind: 'state', text });
  });

  it('may name the place of a view', () => {
    expect(readPasted('https://neuroglancer-demo.appspot.com/#!gs://bucket/state.json')).toEqual({
      kind: 'state-at',
      location: 'gs://bucket/state.json',
    });
    expect(readNeuroglancerHash('#!https://host/%zz')).toEqual({
      kind: 'state-at',
      location: 'https://host/%zz',
    });
  });
});
