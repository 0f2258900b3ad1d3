import { describe, expect, it } from 'vitest';
import type { PickRow } from '../../offline';
import { LocalOpener } from './local-opener';

const gone = (): Promise<never> => Promise.reject(new DOMException('It is gone.', 'NotFoundError'));

/** The handle of a folder or a file that is no longer where it was. */
function goneHandle(kind: 'directory' | 'file'): FileSystemHandle {
  const handle = {
    ...{ kind, name: 'a b', getFile: gone },
    entries: () => ({ [Symbol.asyncIterator]: () => ({ next: gone }) }),
    requestPermission: () => Promise.resolve('granted'),
  };
  return handle as unknown as FileSystemHandle;
}

/** Opens what was picked on an earlier visit, and tells what the page was to show. */
async function shownOf(kind: 'folder' | 'file'): Promise<string[]> {
  const row: PickRow = {
    ...{ id: '0123456789abcdef', name: 'a b', kind, identity: '', aliases: [], viewedAtMs: 0 },
    handle: goneHandle(kind === 'folder' ? 'directory' : 'file'),
  };
  const shown: string[] = [];
  const opener = new LocalOpener({
    store: {
      list: () => Promise.resolve([row]),
      put: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    },
    open: () => Promise.resolve(false),
    reopen: () => Promise.resolve(false),
    show: (location) => {
      shown.push(location);
      return Promise.resolve(false);
    },
    openOther: () => Promise.resolve(),
    onChange: () => Promise.resolve(),
  });
  await opener.open(row.id);
  return shown;
}

describe('what has gone since it was picked', () => {
  it.each(['folder', 'file'] as const)(
    'is opened all the same when it is a %s, so that the page says where it was',
    async (kind) => {
      expect(await shownOf(kind)).toEqual(['local:0123456789abcdef/a%20b']);
    },
  );
});
