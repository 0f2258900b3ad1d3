import { encodedBound, type MemoryBudget } from '../../../chunks';
import {
  AppError,
  decodedBytesPerVoxel,
  type ChunkSource,
  type Dataset,
  type LevelArray,
} from '../../../core';
import type { DecodePool } from '../../../decode';
import { defaultChannels } from '../../scene/layers/channel-colors';
import { planThumbnail, type ThumbnailPlan } from './plan-thumbnail';
import { emptyPlanes, takeSamples } from './take-samples';
import type { Thumbnail } from './thumbnail';

export interface LoadThumbnailOptions {
  readonly pool: Pick<DecodePool, 'open' | 'close'>;
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release' | 'fits'>;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  /** Of Zarr, where it is known: half as many requests. */
  readonly format: 2 | 3 | undefined;
  readonly signal: AbortSignal;
  /** Lets loads of the view give bytes back. */
  readonly pause: () => Promise<void>;
}

/**
 * Makes a thumbnail of the image at a location, from its coarsest level only, one chunk after the other; bytes are reserved
 * before they are asked for. Rejects with an AbortError once the signal aborts, else with an AppError.
 */
export async function loadThumbnail(location: string, options: LoadThumbnailOptions): Promise<Thumbnail> {
  const { pool, pageUrl, format, signal } = options;
  const hints = format === undefined ? {} : { format };
  const opened = await pool.open(location, pageUrl, { hints, signal });
  try {
    const [source] = opened;
    if (!source) throw new AppError('not-a-dataset', 'There is no image to show.', {});
    return await sampled(source, options);
  } finally {
    for (const { dataset } of opened) pool.close(dataset.id);
  }
}

async function sampled(source: ChunkSource, options: LoadThumbnailOptions): Promise<Thumbnail> {
  const { dataset } = source;
  const plan = planThumbnail(dataset);
  const array = dataset.levels[plan.level]?.array;
  if (!array) throw new Error('The coarsest level is not open.');
  const planes = emptyPlanes(plan);
  for (const index of plan.reads)
    await withBytes(chunkBytes(dataset, array), options, async (maxEncodedBytes) => {
      const key = { dataset: dataset.id, level: plan.level, index };
      const chunk = await source.read(key, { signal: options.signal, maxEncodedBytes });
      takeSamples(planes, { index, chunk }, { plan, dataset, array });
    });
  return { ...shapeOf(plan), planes, channels: defaultChannels(dataset), size: sizeOf(dataset) };
}

function shapeOf({ width, height, aspect }: ThumbnailPlan): Pick<Thumbnail, 'width' | 'height' | 'aspect'> {
  return { width, height, aspect };
}

function sizeOf({ axes, levels }: Dataset): Record<string, number> {
  const shape = levels[0]?.array?.shape ?? [];
  return Object.fromEntries(
    axes.flatMap(({ name }, axis) => ((shape[axis] ?? 1) > 1 ? [[name, shape[axis]]] : [])),
  ) as Record<string, number>;
}

function chunkBytes({ dtype }: Dataset, { chunks }: LevelArray): number {
  return chunks.reduce((product, size) => product * size, decodedBytesPerVoxel(dtype));
}

/** Does what takes the bytes of a chunk, once they are there: encoded, a scratch copy, and the result. */
async function withBytes(
  decodedBytes: number,
  { budget, signal, pause }: LoadThumbnailOptions,
  read: (maxEncodedBytes: number) => Promise<void>,
): Promise<void> {
  const bytes = encodedBound(decodedBytes) + 2 * decodedBytes;
  if (!budget.fits('inFlight', bytes))
    throw new AppError('chunk-too-large', `A chunk of ${decodedBytes} bytes exceeds the memory limit.`, {
      decodedBytes,
    });
  while (!budget.reserve('inFlight', bytes)) {
    await pause();
    signal.throwIfAborted();
  }
  try {
    await read(encodedBound(decodedBytes));
  } finally {
    budget.release('inFlight', bytes);
  }
}
