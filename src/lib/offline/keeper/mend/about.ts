import { readEntry } from '../../entry/entry';
import type { SegmentIndex } from '../../manifest/segment-index';
import { entryUrl } from '../../names/cache-name';
import type { KeepStoreEffects } from '../store/keep-store';
import type { DatasetRow } from '../../../db';

/** The entry that says what a dataset is, so that the database can be made anew from the caches alone. */
export const aboutPath = 'm/dataset';

export function aboutBytes({
  location,
  name,
  totals,
}: Pick<DatasetRow, 'location' | 'name' | 'totals'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ location, name, totals }));
}

/** Whether two rows would say the same there. */
export function isSameAbout(a: DatasetRow, b: DatasetRow): boolean {
  const [one, other] = [a, b].map((row) => new TextDecoder().decode(aboutBytes(row)));
  return one === other;
}

/** What such an entry says; `undefined` for what is none. */
export function parseAbout(bytes: Uint8Array): Pick<DatasetRow, 'location' | 'name' | 'totals'> | undefined {
  try {
    const about: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof about !== 'object' || about === null) return undefined;
    const { location, name, totals } = about as Record<string, unknown>;
    if (typeof location !== 'string' || typeof name !== 'string' || !Array.isArray(totals)) return undefined;
    return { location, name, totals: totals.map((total) => Number(total) || 0) };
  } catch {
    return undefined;
  }
}

/** Reads what a dataset's caches say of it. */
export async function readAbout(
  { caches, origin }: Pick<KeepStoreEffects, 'caches' | 'origin'>,
  index: SegmentIndex,
  { dataset, generation }: { dataset: string; generation: number },
): Promise<Pick<DatasetRow, 'location' | 'name' | 'totals'> | undefined> {
  const place = index.find(dataset, generation, aboutPath);
  if (!place || !(await caches.has(place.segment.id))) return undefined;
  const cache = await caches.open(place.segment.id);
  const response = await cache.match(entryUrl(origin, dataset, generation, aboutPath));
  const entry = response && (await readEntry(response));
  return entry && parseAbout(entry.bytes);
}
