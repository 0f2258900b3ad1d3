import type { PinRow } from '../../../db';
import type { DownloadState } from '../../library';
import type { KeeperQuestion } from '../../messages';
import { PinnedEntries } from '../room/evictable';
import type { Housekeeping } from '../room/housekeeping';
import type { KeeperParts } from '../keeper-parts';
import type { Mending } from '../mend/mending';
import type { WriteBehind } from '../store/write-behind';

/** What answers are made from. */
export interface AnsweringKeeper extends KeeperParts {
  readonly writes: WriteBehind;
  readonly mending: Mending;
  readonly housekeeping: Housekeeping;
}

/** Every pin's download, as the page last told of it. */
export async function downloads(keeper: AnsweringKeeper): Promise<DownloadState[]> {
  const { database } = keeper.effects;
  const rows = await database.pins.toArray();
  const names = new Map((await database.datasets.toArray()).map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...{ id: row.id, dataset: row.dataset, state: row.state },
    name: names.get(row.dataset) ?? row.dataset,
    doneChunks: row.doneChunks,
    totalChunks: row.totalChunks,
    bytes: bytesOfPin(keeper, row),
    ...(row.reason !== undefined && { reason: row.reason }),
  }));
}

/** Keeps what a pin covers from now on; what is missing of it is for the page to fetch. */
export async function pin(
  keeper: AnsweringKeeper,
  { pin: { id, dataset, boxes }, totalChunks }: Extract<KeeperQuestion, { type: 'pin' }>,
): Promise<void> {
  const row: PinRow = { id, dataset, boxes, state: 'running', doneChunks: 0, totalChunks };
  await keeper.effects.database.pins.put(row);
  await changed(keeper);
}

export async function unpin(keeper: AnsweringKeeper, id: string): Promise<void> {
  await keeper.effects.database.pins.delete(id);
  await changed(keeper);
  await keeper.housekeeping.tidy();
}

export async function noteDownload(
  keeper: AnsweringKeeper,
  { id, state, reason, doneChunks }: Extract<KeeperQuestion, { type: 'note-download' }>,
): Promise<void> {
  await keeper.flush();
  await keeper.effects.database.pins.where({ id }).modify((row) => {
    const { reason: _, ...rest } = row;
    Object.assign(row, rest, { state, doneChunks });
    delete (row as { reason?: string }).reason;
    if (reason !== undefined) Object.assign(row, { reason });
  });
  await changed(keeper);
}

function bytesOfPin({ index, housekeeping }: AnsweringKeeper, row: PinRow): number {
  const pinned = new PinnedEntries((segment) => housekeeping.pinned.isSuperseded(segment));
  pinned.pins = [row];
  return pinned.bytes(index);
}

async function changed(keeper: AnsweringKeeper): Promise<void> {
  await keeper.housekeeping.loadPins();
  keeper.effects.broadcast({ type: 'library' });
  keeper.tell({ type: 'library-changed' });
}
