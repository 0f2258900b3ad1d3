import { describe, expect, it } from 'vitest';
import { AppError } from '../../core';
import { decodeLink, encodeLink, type ViewState } from '../../share';
import { withoutKey } from './without-key';

const page = 'https://view.example/';
const state: ViewState = {
  ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: { y: 1, x: 2 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};
const refused = new AppError('forbidden', 'No.', { url: 'https://data.example/b.zarr', status: 403 });

describe('a refusal of what a link named', () => {
  it('says that the link was shared without its key', async () => {
    const sources = ['https://data.example/a.zarr', 'https://data.example/b.zarr?X-Amz-Signature=1'];
    const link = await decodeLink(encodeLink(page, { ...state, sources }));
    const said = withoutKey(refused, 'https://data.example/b.zarr', link);
    expect(said).toMatchObject({ code: 'forbidden', detail: { status: 403, isWithheld: true } });
    expect(withoutKey(refused, 'https://data.example/a.zarr', link)).toBe(refused);
  });

  it('says nothing of a key where the link lacks none, or something else is the matter', async () => {
    const sources = ['https://data.example/b.zarr'];
    expect(withoutKey(refused, 'https://data.example/b.zarr', { sources, withheld: [] })).toBe(refused);
    const missing = new AppError('not-found', 'No.');
    expect(withoutKey(missing, 'https://data.example/b.zarr', { sources, withheld: [0] })).toBe(missing);
  });
});
