import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStale } from './build-age.mjs';
import { addressOf, readTarget } from './start-target.mjs';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'exascope-start-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('what npm start opens', () => {
  test.each(['https://example.org/a.zarr', 's3://bucket/key', 'gen:ramp?levels=3&tile=64'])(
    'is the location %s as it is',
    async (location) => {
      expect(addressOf('http://localhost:1', await readTarget(location))).toBe(
        `http://localhost:1/?source=${encodeURIComponent(location)}`,
      );
    },
  );

  test('is a local folder under a path with its name', async () => {
    await mkdir(join(folder, 'a b.zarr'));
    const target = await readTarget(join(folder, 'a b.zarr'));
    expect(target).toEqual({ mount: { path: '/local/a%20b.zarr', folder: join(folder, 'a b.zarr') } });
    expect(addressOf('http://localhost:1', target)).toBe(
      'http://localhost:1/?source=http%3A%2F%2Flocalhost%3A1%2Flocal%2Fa%2520b.zarr',
    );
  });

  test('is a local file alone', async () => {
    await writeFile(join(folder, 'a.zip'), '');
    expect(await readTarget(join(folder, 'a.zip'))).toEqual({
      mount: { path: '/local/a.zip', folder, file: 'a.zip' },
    });
  });

  test('is the home page when nothing is named', () => {
    expect(addressOf('http://localhost:1', undefined)).toBe('http://localhost:1/');
  });

  test('is named when it does not exist', async () => {
    await expect(readTarget(join(folder, 'nowhere'))).rejects.toThrow(
      `${join(folder, 'nowhere')} does not exist.`,
    );
  });
});

describe('a build', () => {
  const at = (name: string, seconds: number) => utimes(join(folder, name), seconds, seconds);
  const stale = () => isStale(join(folder, 'output'), [join(folder, 'source'), join(folder, 'absent')]);

  beforeEach(async () => {
    await mkdir(join(folder, 'source/deep'), { recursive: true });
    await writeFile(join(folder, 'source/deep/file'), '');
    for (const name of ['source/deep/file', 'source/deep', 'source']) await at(name, 100);
  });

  test('is stale before there is one', async () => {
    expect(await stale()).toBe(true);
  });

  test.each([
    [200, 100, false],
    [200, 300, true],
  ])('of %i s whose source is of %i s is stale: %s', async (built, changed, expected) => {
    await writeFile(join(folder, 'output'), '');
    await at('output', built);
    await at('source/deep/file', changed);
    expect(await stale()).toBe(expected);
  });
});
