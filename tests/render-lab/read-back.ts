import type { DType } from '../../src/lib/core';
import { ReadBack, type ReadBackState, type SceneRequest } from '../../src/lib/render';
import { SyntheticVolume, cameraOn, volumeLayer } from '../../src/lib/render/volume/volume.fixture';
import type { ChunkLookup } from '../../src/lib/render';
import { plain } from './labels';
import { Stage, cameraAt, layerOf, requestOf } from './stage';
import { Synthetic } from './synthetic';
import { requestVolumes, uploadVolume } from './volume-stage';

/** What was read back of a picture. */
export interface SeenOnCard extends Omit<ReadBackState, 'findings'> {
  /** Chunks that are not right, as level/index and where what is there belongs, column and row or x, y and z. */
  readonly wrong: readonly string[];
  readonly glError: number;
}

/** Values that no two voxels share, as far as the type goes. */
function valueOf(dtype: DType, n: number): number | bigint {
  if (dtype === 'bool') return (n * 7919) % 3 === 0 ? 1 : 0;
  if (dtype === 'uint64' || dtype === 'int64') return 2n ** 62n + BigInt(n);
  if (dtype.startsWith('float')) return dtype === 'float16' ? (n % 2048) / 8 - 100 : n / 3 - 1000;
  const bits = Number(/\d+/.exec(dtype)?.[0]);
  const value = (n * 7919) % 2 ** bits;
  return dtype.startsWith('int') ? value - 2 ** (bits - 1) : value;
}

/** Tiles of each type, read back once they are drawn; with pairs of uploads exchanged or not. */
export async function tilesReadBack(
  dtypes: readonly DType[],
  exchangesUploads: boolean,
): Promise<Record<string, SeenOnCard>> {
  const result: Record<string, SeenOnCard> = {};
  for (const dtype of dtypes) {
    const stage = await Stage.create(undefined, undefined, undefined, { exchangesUploads });
    const synthetic = new Synthetic({
      ...{ dtype, shape: [520, 700], chunks: [100, 77] },
      formula: (_, [y = 0, x = 0]) => valueOf(dtype, y * 700 + x),
    });
    const camera = cameraAt([350, 260], 0.45);
    const channels = [{ index: 0, colormap: 'gray', contrast: [0, 255] as const, gamma: 1 }];
    const layer = layerOf(synthetic, camera, { channels });
    stage.uploadAll([layer], synthetic);
    result[dtype] = await seenOnCard(stage, requestOf(camera, [layer]), synthetic);
    stage.destroy();
  }
  return result;
}

/** The same of bricks, of images or of labels. */
export async function bricksReadBack(
  dtypes: readonly DType[],
  kind: 'image' | 'labels',
  exchangesUploads: boolean,
): Promise<Record<string, SeenOnCard>> {
  const result: Record<string, SeenOnCard> = {};
  for (const dtype of dtypes) {
    const stage = await Stage.create(undefined, 96, 64, { exchangesUploads });
    const volume = new SyntheticVolume({
      ...{ dtype, size: [70, 40, 50] as const, chunk: [40, 40, 30] as const },
      formula: ([x, y, z]) => Number(valueOf(dtype, (z * 40 + y) * 70 + x)),
    });
    if (kind === 'labels') Object.assign(volume.dataset, { labels: { colors: [], properties: [] } });
    const camera = cameraOn([35, 20, 25], 0.8);
    const look = { rendering: 'iso', labels: plain(dtype) } as const;
    const layer = volumeLayer(volume, camera, kind === 'labels' ? look : {});
    uploadVolume(stage, [layer], volume);
    result[dtype] = await seenOnCard(stage, requestVolumes(camera, [layer]), volume);
    stage.destroy();
  }
  return result;
}

async function seenOnCard(stage: Stage, request: SceneRequest, chunks: ChunkLookup): Promise<SeenOnCard> {
  stage.renderer.request(request);
  await stage.drawAt(0);
  const readBack = new ReadBack(() => stage.renderer.inside);
  const { findings, ...state } = readBack.look(chunks, () => false);
  readBack.destroy();
  const wrong = findings.map(({ key, belongs }) => {
    const place = belongs?.cell.map((at) => at ?? '?').join() ?? 'nowhere';
    return `${key.level}/${key.index.join()} is ${place}`;
  });
  return { ...state, wrong, glError: stage.glError() };
}
