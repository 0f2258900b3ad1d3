import type { ListedEntry } from '../stores/byte-store';
import { property } from '../formats/documents/fields';
import { ListedEntries } from './listed-entries';

/**
 * Reads the listing of a folder as JSON: of nginx (`autoindex_format json`), Caddy, and `serve`, which has it under `files`.
 * `undefined` for any other value.
 */
export function readIndexJson(value: unknown): ListedEntry[] | undefined {
  const list = Array.isArray(value) ? value : property(value, 'files');
  if (!Array.isArray(list)) return undefined;
  const entries = new ListedEntries();
  for (const item of list as readonly unknown[]) {
    const name = property(item, 'base') ?? property(item, 'name');
    const type = property(item, 'type');
    if (typeof name !== 'string') return undefined;
    const isFolder = type === 'directory' || type === 'folder' || property(item, 'is_dir') === true;
    const size = property(item, 'size');
    entries.add(
      isFolder && !name.endsWith('/') ? `${name}/` : name,
      typeof size === 'number' ? size : undefined,
    );
  }
  return entries.sorted();
}
