import type { DatasetRow } from '../../../db';
import type { SeenDataset } from '../../messages';
import { documentsLevel } from '../../names/entry-path';
import { aboutBytes, aboutPath, isSameAbout } from '../mend/about';
import type { AnsweringKeeper } from './downloads';

/** Notes that a dataset is shown, in its row and among its entries. Rejects with the database's error. */
export async function noteSeen(keeper: AnsweringKeeper, seen: SeenDataset): Promise<void> {
  const { effects, index, writes } = keeper;
  const { datasets } = effects.database;
  const generation = keeper.generationOf(seen.id);
  const before = await datasets.get(seen.id);
  const row: DatasetRow = { ...before, ...seen, generation, viewedAtMs: effects.nowMs() };
  await datasets.put(row);
  if (!before || !isSameAbout(before, row) || !index.find(seen.id, generation, aboutPath)) {
    const where = { dataset: seen.id, generation, path: aboutPath, level: documentsLevel };
    writes.enqueue({ ...where, bytes: aboutBytes(row), version: {} });
  }
  effects.broadcast({ type: 'library' });
}
