import type { VolumeLayerFrame, VolumeRequest } from '../../src/lib/render';
import { valueBase } from '../../src/lib/render/volume/bricks/brick-values';
import { seeVolume } from '../../src/lib/render/volume/march/pick-volume';
import type { SyntheticVolume } from '../../src/lib/render/volume/volume.fixture';
import type { Camera3D } from '../../src/lib/view';
import { BACKGROUND, Stage } from './stage';

export const VOLUME_WIDTH = 128;
export const VOLUME_HEIGHT = 96;
export const MIB = 2 ** 20;

export function requestVolumes(camera: Camera3D, layers: readonly VolumeLayerFrame[]): VolumeRequest {
  return { view: '3d', camera, layers, background: BACKGROUND, interacting: false, deterministic: true };
}

export async function volumeStage(gpuBytes = 48 * MIB): Promise<Stage> {
  return Stage.create(gpuBytes, VOLUME_WIDTH, VOLUME_HEIGHT);
}

/** Uploads all that is here. */
export function uploadVolume(
  stage: Stage,
  layers: readonly VolumeLayerFrame[],
  volume: SyntheticVolume,
): void {
  stage.renderer.configure(
    layers.map(({ dataset }) => dataset),
    '3d',
  );
  while (stage.renderer.upload(layers, volume, { maxMs: 1000 }).pending > 0);
}

/** How far a picture is from what the march in float64 sees, in counts of 255. */
export interface VolumeDeviation {
  readonly worst: number;
  readonly mean: number;
  readonly compared: number;
  /** Brightest part of all that was compared: that there is something to see. */
  readonly brightest: number;
  readonly glError: number;
}

/** Draws a layer and compares every fourth pixel, each way, with the reference. */
export async function compareVolume(
  stage: Stage,
  volume: SyntheticVolume,
  { camera, layer }: { readonly camera: Camera3D; readonly layer: VolumeLayerFrame },
): Promise<VolumeDeviation> {
  uploadVolume(stage, [layer], volume);
  const { data } = await stage.renderer.capture(requestVolumes(camera, [layer]));
  const chunk = volume.get({
    dataset: volume.dataset.id,
    level: layer.plan.boxes.length - 1,
    index: [0, 0, 0, 0],
  });
  if (!chunk) throw new Error('the coarsest chunk is not here');
  const base = valueBase(volume.dataset, chunk);
  let [worst, sum, compared, brightest] = [0, 0, 0, 0];
  for (let y = 1; y < VOLUME_HEIGHT; y += 4)
    for (let x = 1; x < VOLUME_WIDTH; x += 4) {
      const seen = seeVolume(layer, camera, { chunks: volume, base, point: [x + 0.5, y + 0.5] });
      const color = seen?.sight.color ?? [0, 0, 0, 0];
      compared++;
      for (let part = 0; part < 3; part++) {
        const expected = ((color[part] ?? 0) + (BACKGROUND[part] ?? 0) * (1 - color[3])) * 255;
        const off = Math.abs((data[(y * VOLUME_WIDTH + x) * 4 + part] ?? 0) - expected);
        worst = Math.max(worst, off);
        sum += off / 3;
        brightest = Math.max(brightest, expected);
      }
    }
  return { worst, mean: sum / compared, compared, brightest, glError: stage.glError() };
}
