import { describe, expect, it } from 'vitest';
import type { AccessGrant } from '../../core';
import { AccessDesk } from './access-desk.svelte';
import type { GivenAccess } from './read-grant';
import { WorkerAccess } from './worker-access';

const secret = 'SECRET123';
const given: GivenAccess = {
  ...{ kind: 'header', name: 'Authorization', value: secret },
  ...{ address: 'https://data.test/lab', isForServer: false, mayKeep: false },
};

function deskOf() {
  const held = {
    grants: [] as readonly AccessGrant[],
    set: (grants: readonly AccessGrant[]) => (held.grants = grants),
  };
  return { held, desk: new AccessDesk({ held, urlOf: (address) => new URL(address) }) };
}

describe('AccessDesk', () => {
  it('shows what is given without its secret, and takes it back', () => {
    const { desk, held } = deskOf();
    desk.give(given);
    expect(desk.rows).toEqual([
      {
        origin: 'https://data.test',
        path: '/lab/',
        headers: ['Authorization'],
        hasQuery: false,
        mayKeep: false,
      },
    ]);
    expect(JSON.stringify(desk.rows)).not.toContain(secret);
    desk.takeBack({ origin: 'https://data.test', path: '/lab/' });
    expect([desk.rows, held.grants]).toEqual([[], []]);
  });

  it('joins headers and a query of one place, and replaces a header of the same name', () => {
    const { desk, held } = deskOf();
    desk.give(given);
    desk.give({ ...given, name: 'X-Key', value: 'a' } as GivenAccess);
    desk.give({ ...given, name: 'authorization', value: 'b' } as GivenAccess);
    desk.give({ ...given, kind: 'query', signed: 'sig=c' } as GivenAccess);
    expect(held.grants).toMatchObject([
      {
        headers: [
          ['X-Key', 'a'],
          ['authorization', 'b'],
        ],
        query: '?sig=c',
      },
    ]);
  });

  it('changes nothing by what cannot be used', () => {
    const { desk, held } = deskOf();
    expect(desk.give({ ...given, name: 'Cookie' } as GivenAccess)).toBe('header-name');
    expect(held.grants).toEqual([]);
  });
});

describe('WorkerAccess', () => {
  const port = () => {
    const told: unknown[] = [];
    return { told, worker: { postMessage: (message: unknown) => told.push(message) } as unknown as Worker };
  };
  const grant: AccessGrant = {
    origin: 'https://data.test',
    path: '/',
    headers: [],
    query: '?a',
    mayKeep: false,
  };

  it('tells workers what is given: those that are there, and those that come', () => {
    const access = new WorkerAccess();
    const [first, second] = [port(), port()];
    expect(access.connect(first.worker)).toBe(first.worker);
    expect(first.told).toEqual([]);
    access.set([grant]);
    access.connect(second.worker);
    access.set([]);
    const message = (grants: readonly AccessGrant[]) => ({ type: 'access', grants });
    expect(first.told).toEqual([message([grant]), message([])]);
    expect(second.told).toEqual([message([grant]), message([])]);
  });
});
