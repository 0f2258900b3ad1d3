import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixtureServer, type FixtureServer } from '../../../../tests/fixtures/fixture-server';
import { AppError } from '../../core';
import { isPrivateHost } from '../../share';
import { WorkerAccess } from '../access/worker-access';
import { Doctors } from './doctors.svelte';
import { LevelsDoctor } from './levels/levels-doctor';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
  server.serve('lab', { 'there.h5': new Uint8Array(100), 'there.xml': new Uint8Array(100) });
});
afterAll(() => server.close());

function doctorsOf(): Doctors {
  const pageUrl = 'http://localhost/';
  return new Doctors({
    access: new WorkerAccess(),
    pageUrl,
    effects: {
      ...{ fetch, isOnline: () => true, pageUrl, isPrivateHost },
      permission: () => Promise.resolve(undefined),
      deadline: () => AbortSignal.timeout(10_000),
    },
    levels: new LevelsDoctor({
      ...{ layerOf: () => undefined, units: () => new Map<string, string>(), onChange: () => undefined },
      budget: { reserve: () => true, release: () => undefined },
    }),
    open: () => Promise.resolve(),
  });
}

describe('Doctors', () => {
  it.each(['secret.h5', 'secret.h5|hdf5:a/b', 'secret.xml', 'secret.zip|zip:a'])(
    'looks at the file itself of what lies in one: %s',
    async (name) => {
      const undo = server.failPath(/secret/, 401);
      server.resetLog();
      const location = `${server.url}/objects/lab/${name}`;
      const found = await doctorsOf().examine({ error: new AppError('forbidden', 'No.', {}), location });
      expect(found?.verdict).toBe('forbidden');
      expect(server.log().map(({ path }) => path)).toEqual([`/objects/lab/${name.replace(/\|.*/, '')}`]);
      undo();
    },
  );

  it('finds that a server sends no parts of an HDF5 file', async () => {
    const undo = server.onPath(/there/, { ranges: false });
    const url = `${server.url}/objects/lab/there.h5`;
    const error = new AppError('bad-range', 'No parts.', { url });
    expect((await doctorsOf().examine({ error }))?.verdict).toBe('no-ranges');
    undo();
    expect((await doctorsOf().examine({ error }))?.verdict).toBe('opens');
  });

  it.each([
    ['an HDF5 file, for it alone', 'a.h5|hdf5:x', '/lab/a.h5/'],
    ['a project of BigDataViewer, whose file lies beside it', 'a.xml', '/lab/'],
  ])('takes access for %s', (_, name, path) => {
    const { access } = doctorsOf();
    const given = {
      kind: 'header',
      name: 'X-Key',
      value: 'abc',
      isForServer: false,
      mayKeep: false,
    } as const;
    expect(access.give({ ...given, address: `https://data.test/lab/${name}` })).toMatchObject({
      ...{ origin: 'https://data.test', path },
    });
  });

  it('knows no server of what is on this device', async () => {
    const location = 'local:abcdefgh12/a.h5';
    const error = new AppError('not-found', 'No.', {});
    expect(await doctorsOf().examine({ error, location })).toBeUndefined();
  });
});
