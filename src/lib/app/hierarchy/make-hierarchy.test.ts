import { afterEach, expect, it, vi } from 'vitest';
import { WorkerAccess } from '../access/worker-access';
import type { NodeRow } from './hierarchy-model';
import { makeHierarchy, type HierarchyHost } from './make-hierarchy';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a location that is copied from the tree is said to need a key, where a header goes with its requests', () => {
  vi.stubGlobal('document', { baseURI: 'https://view.example/' });
  const access = new WorkerAccess();
  access.reachOf = (text) => new URL(text);
  const host = { session: { access }, layers: [] } as unknown as HierarchyHost;
  const hierarchy = makeHierarchy(host, () => undefined);
  const row: NodeRow = {
    ...{ kind: 'node', key: 'k', depth: 2, position: 1, count: 1, isExpanded: false, isReading: false },
    store: 'https://data.example/a.zarr',
    node: { path: 'em', name: 'em', kind: 'image', isExpandable: true },
  };
  const location = 'https://data.example/a.zarr/em';
  expect(hierarchy.locationOf(row)).toEqual({ location, isWithheld: false });
  access.set([
    {
      origin: 'https://data.example',
      path: '/a.zarr/',
      headers: [['X-Key', 'abc']],
      query: '',
      mayKeep: false,
    },
  ]);
  expect(hierarchy.locationOf(row)).toEqual({ location, isWithheld: true });
});
