import { expect, it } from 'vitest';
import type { KeptDataset } from '../../offline';
import { ThumbnailUrls } from './thumbnail-urls';

/** Hands out 'url 1', 'url 2', … and writes down which have ended. */
function counting() {
  const ended: string[] = [];
  let last = 0;
  const urls = new ThumbnailUrls({
    createObjectURL: () => `url ${++last}`,
    revokeObjectURL: (url) => void ended.push(url),
  });
  const show = (...datasets: KeptDataset[]) => urls.replace(datasets).map(({ thumbnailUrl }) => thumbnailUrl);
  return { show, ended };
}

function seen(id: string, viewedAtMs: number): KeptDataset {
  const thumbnail = new Blob(['picture']);
  return { ...{ id, viewedAtMs, thumbnail }, ...{ location: id, name: id, levels: [] }, ...none };
}
const none = { bytes: 0, pinnedBytes: 0, missingChunks: 0 };

it('keeps the address of a thumbnail, though the list is read again', () => {
  const { show, ended } = counting();
  expect(show(seen('a', 1))).toEqual(['url 1']);
  expect(show(seen('b', 1), seen('a', 1))).toEqual(['url 2', 'url 1']);
  expect(ended).toEqual([]);
});

it('gives a dataset that was seen again another address, and ends the old one', () => {
  const { show, ended } = counting();
  show(seen('a', 1));
  expect(show(seen('a', 2))).toEqual(['url 2']);
  expect(ended).toEqual(['url 1']);
});

it('ends the address of a dataset that is gone', () => {
  const { show, ended } = counting();
  show(seen('a', 1), seen('b', 1));
  show(seen('b', 1));
  expect(ended).toEqual(['url 1']);
});

it('has none for a dataset without a picture', () => {
  const { show } = counting();
  const { thumbnail: _, ...plain } = seen('a', 1);
  expect(show(plain)).toEqual([undefined]);
});
