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

  it.each(['cors', 'network', 'http', 'not-found', 'redirected', 'not-a-dataset'] as const)(
    'says so of %s too, which is what many servers come to without one',
    (code) => {
      const link = { sources: ['https://data.example/b.zarr'], withheld: [0] };
      const hidden = new AppError(code, 'No.');
      expect(withoutKey(hidden, 'https://data.example/b.zarr', link)).toMatchObject({
        ...{ code, detail: { isWithheld: true } },
      });
    },
  );

  it('says nothing of a key where the link lacks none, or something else is the matter', () => {
    const sources = ['https://data.example/b.zarr'];
    expect(withoutKey(refused, 'https://data.example/b.zarr', { sources, withheld: [] })).toBe(refused);
    const damaged = new AppError('bad-metadata', 'No.');
    expect(withoutKey(damaged, 'https://data.example/b.zarr', { sources, withheld: [0] })).toBe(damaged);
  });
});
