import { LineTally, type LinePlaces } from '../../../core';
import type { KeeperQuestion } from '../../messages';
import type { KeeperParts } from '../keeper-parts';
import { isDead } from '../../manifest/segment';

/** Says where all of some lines of chunks are kept. Chunks that are known to be absent need not be had. */
export function keptPlaces(
  keeper: Pick<KeeperParts, 'index' | 'generationOf'>,
  { dataset, axis, wanted }: Extract<KeeperQuestion, { type: 'kept-places' }>,
): LinePlaces[] {
  const tally = new LineTally(wanted, axis);
  const segments = keeper.index.segmentsOf(dataset, keeper.generationOf(dataset));
  for (const segment of segments.filter(({ name }) => tally.has(name.level)))
    for (const [slot, path] of segment.paths.entries())
      if (path.startsWith('c/') && !segment.has(slot, isDead))
        tally.add(segment.name.level, chunkIndex(path));
  return tally.complete();
}

/** Index of the chunk that `c/LEVEL/I.J.K` is the path of. */
function chunkIndex(path: string): number[] {
  return path
    .slice(path.indexOf('/', 2) + 1)
    .split('.')
    .map(Number);
}
