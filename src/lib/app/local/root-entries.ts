import type { LocalEntry } from '../../core';
import type { Picked } from './picked';

/** More of one folder are not looked at: none that someone picks as a whole has as many right in it. */
const maxLooked = 1000;

/** Resolves with what lies right in a picked folder, by name; of very many the first that the browser tells. */
export async function rootEntries(
  picked: Extract<Picked, { readonly kind: 'folder' }>,
): Promise<readonly Pick<LocalEntry, 'name' | 'kind'>[]> {
  const entries: Pick<LocalEntry, 'name' | 'kind'>[] = [];
  if ('folder' in picked) entries.push(...((await picked.folder.list('')) ?? []).slice(0, maxLooked));
  else
    for await (const [name, { kind }] of picked.handle.entries()) {
      entries.push({ name, kind: kind === 'file' ? 'file' : 'folder' });
      if (entries.length >= maxLooked) break;
    }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
