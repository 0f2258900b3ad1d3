import type { DatasetHandle } from '../core';

/** A handle of a dataset that is opened once more, with the levels that were opened before: layers read from them. */
export function withKnownLevels(handle: DatasetHandle, known: DatasetHandle | undefined): DatasetHandle {
  if (known?.dataset.levels.length !== handle.dataset.levels.length) return handle;
  const levels = handle.dataset.levels.map((level, i) => {
    const array = level.array ?? known.dataset.levels[i]?.array;
    return array === undefined ? level : { ...level, array };
  });
  const arrays = handle.arrays.map((array, i) => array ?? known.arrays[i]);
  return { ...handle, dataset: { ...handle.dataset, levels }, arrays };
}
