import { storedBytesPerVoxel, type Dataset } from '../../core';
import {
  boxChunkCount,
  chunksOf,
  entryPath,
  estimateBytes,
  pinBoxes,
  type ChunkBox,
  type KeeperQuestion,
  type KeepUsage,
  type PinRange,
} from '../../offline';
import type { KeepChoice, KeepEstimate } from '../library/library-model';
import type { Layer } from '../scene/layers/layer';

/** Opens the metadata of every level that a choice names. */
export async function openLevels({ source }: Layer, { finestLevel }: KeepChoice): Promise<void> {
  const { levels } = source.dataset;
  const closed = levels.flatMap(({ array }, level) => (array || level < finestLevel ? [] : level));
  await Promise.all(closed.map((level) => source.openLevel(level)));
}

/** Returns the chunks that a choice covers: those that the voxels of level 0 lie in which it names, at every level of it. */
export function choiceBoxes(dataset: Dataset, { finestLevel, ranges }: KeepChoice): ChunkBox[] {
  const [finest] = dataset.levels;
  const region: Record<string, PinRange> = {};
  for (const [axis, { name }] of dataset.axes.entries()) {
    const range = ranges[axis];
    const [scale, translation] = [finest?.scale[axis] ?? 1, finest?.translation[axis] ?? 0];
    const world = (index: number): number => index * scale + translation;
    if (range === undefined) continue;
    region[name] = axis === dataset.channelAxis ? range : [world(range[0] - 0.5), world(range[1] + 0.5)];
  }
  return pinBoxes(dataset, { finestLevel, region });
}

/** What is to be asked of the keeper for an estimate. */
export interface EstimateSources {
  /** Key of the dataset. */
  readonly dataset: string;
  readonly ask: (question: KeeperQuestion) => Promise<unknown>;
}

/** Boxes of at most so many chunks are looked through for what is here already. */
const countable = 20_000;

type MeanBytes = readonly { readonly level: number; readonly meanBytes: number; readonly count: number }[];

/** Returns what boxes would add to this device, honestly: an interval where little is known. */
export async function estimateOf(
  { dtype, levels }: Dataset,
  boxes: readonly ChunkBox[],
  { dataset, ask }: EstimateSources,
): Promise<KeepEstimate> {
  const usage = (await ask({ type: 'usage' })) as KeepUsage;
  const means = (await ask({ type: 'mean-bytes', dataset })) as MeanBytes;
  const known = levels.map(({ array }, level) => {
    const voxels = (array?.chunks ?? []).reduce((product, size) => product * size, 1);
    const seen = means.find((each) => each.level === level);
    const [seenChunks, seenBytes] = [seen?.count ?? 0, (seen?.count ?? 0) * (seen?.meanBytes ?? 0)];
    return [level, { decodedBytes: voxels * storedBytesPerVoxel(dtype), seenChunks, seenBytes }] as const;
  });
  const chunks = boxes.reduce((sum, box) => sum + boxChunkCount(box), 0);
  const keptChunks = chunks <= countable ? await countKept(boxes, { dataset, ask }) : 0;
  const { low, likely, high } = estimateBytes(boxes, new Map(known));
  const part = chunks === 0 ? 0 : (chunks - keptChunks) / chunks;
  const freeBytes = Math.max(0, usage.limitBytes - usage.pinnedBytes);
  return {
    ...{ lowBytes: part * low, likelyBytes: part * likely, highBytes: part * high },
    ...{ chunks, keptChunks, freeBytes },
  };
}

async function countKept(boxes: readonly ChunkBox[], { dataset, ask }: EstimateSources): Promise<number> {
  const paths = [...chunksOf(boxes)].map(({ level, index }) => entryPath({ kind: 'chunk', level, index }));
  const missing = (await ask({ type: 'missing', dataset, paths })) as readonly string[];
  return paths.length - missing.length;
}
