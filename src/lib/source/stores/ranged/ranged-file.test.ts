import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../../tests/foreign-data';
import { bytes, failure, request } from '../http/http-world.fixture';
import { BlobFile } from './blob-file';
import { HttpFile } from './http-file';

const url = new URL('https://data.test/folder/a%20file.zip?key=SECRET');

/** A file of a server that answers as told, and what was asked of it. */
function served(answer: (init: RequestInit) => Response): { file: HttpFile; asked: string[] } {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init = {}) => {
    const range = new Headers(init.headers).get('range') ?? '';
    asked.push(`${init.method ?? 'GET'} ${String(input)} ${range}`.trim());
    return Promise.resolve(answer(init));
  };
  return { file: new HttpFile(url, { fetch, delay: () => Promise.resolve(), random: () => 0.5 }), asked };
}

describe('a file that is read in parts', () => {
  it('reads a part of a file of this device, and counts it as read from the disk', async () => {
    const file = new BlobFile(new Blob([bytes]), 'a.zip');
    const asked = request();
    expect(await file.size()).toBe(bytes.byteLength);
    expect(await file.read({ offset: 300, length: 10 }, asked)).toEqual(bytes.slice(300, 310));
    expect(asked.traffic).toMatchObject({ diskBytes: 10, networkBytes: 0, chunkRequests: 0 });
  });

  it('says that a file of this device ends before', async () => {
    const file = new BlobFile(new Blob([bytes]), 'a.zip');
    const error = await failure(file.read({ offset: bytes.byteLength - 5, length: 6 }, request()));
    expect(error).toMatchObject({ code: 'bad-range', detail: { document: 'a.zip' } });
  });

  it.each([
    ['NotFoundError', 'not-found'],
    ['NotAllowedError', 'forbidden'],
    ['NotReadableError', 'dataset-changed'],
  ])('calls a file of this device that fails with %s %s', async (name, code) => {
    const blob = new Blob([bytes]);
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('No.', name)) };
    Object.assign(blob, { slice: () => gone });
    const file = new BlobFile(blob, 'a.zip');
    expect(await failure(file.read({ offset: 0, length: 1 }, request()))).toMatchObject({ code });
  });

  it('ends with an AbortError when nobody waits any more', async () => {
    const file = new BlobFile(new Blob([bytes]), 'a.zip');
    const signal = AbortSignal.abort();
    await expect(file.read({ offset: 0, length: 1 }, request({ signal }))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('reads a part of a file of a server with its query, which is in no text', async () => {
    const { file, asked } = served((init) => fileAnswer(bytes, init));
    expect(await file.read({ offset: 300, length: 10 }, request())).toEqual(bytes.slice(300, 310));
    expect(asked).toEqual(['GET https://data.test/folder/a%20file.zip?key=SECRET#direct bytes=300-309']);
    expect(file.name).toBe('https://data.test/folder/a%20file.zip');
    expect(await file.size(request())).toBe(bytes.byteLength);
    expect(asked).toHaveLength(1);
  });

  it('does not ask for the size with HEAD where a signature may be for GET only', async () => {
    const { file, asked } = served((init) =>
      init.method === 'HEAD' ? new Response(null, { status: 403 }) : fileAnswer(bytes, init),
    );
    expect(await file.size(request())).toBe(bytes.byteLength);
    expect(asked).toHaveLength(1);
  });

  it('says that there is no such file', async () => {
    const { file } = served(() => new Response(null, { status: 404 }));
    const error = await failure(file.read({ offset: 0, length: 4 }, request()));
    expect(error).toMatchObject({ code: 'not-found' });
    expect(error.message).not.toContain('SECRET');
  });

  it('refuses another file that has taken its place', async () => {
    let etag = '"one"';
    const { file } = served((init) => {
      const answer = fileAnswer(bytes, init);
      answer.headers.set('etag', etag);
      return answer;
    });
    await file.read({ offset: 0, length: 4 }, request());
    etag = '"two"';
    expect(await failure(file.read({ offset: 4, length: 4 }, request()))).toMatchObject({
      code: 'dataset-changed',
    });
  });
});
