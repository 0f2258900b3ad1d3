import { property } from '../formats/documents/fields';
import type { BucketPage } from './bucket-xml';

/** Reads a page of Google Cloud Storage's `objects.list`; `undefined` where the value is none. */
export function readObjectsPage(value: unknown): BucketPage | undefined {
  const [items, prefixes] = [property(value, 'items'), property(value, 'prefixes')];
  const isPage =
    property(value, 'kind') === 'storage#objects' || items !== undefined || prefixes !== undefined;
  if (!isPage) return undefined;
  const next = property(value, 'nextPageToken');
  return {
    keys: listOf(items).flatMap((item) => {
      const key = property(item, 'name');
      const size = Number(property(item, 'size') ?? NaN);
      return typeof key === 'string' ? { key, ...(Number.isFinite(size) && { sizeBytes: size }) } : [];
    }),
    prefixes: listOf(prefixes).filter((prefix) => typeof prefix === 'string'),
    ...(typeof next === 'string' && next !== '' && { next }),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
