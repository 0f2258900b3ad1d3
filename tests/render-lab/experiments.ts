import { type DType, dtypes } from '../../src/lib/core';
import type { ChannelFrame, LayerFrame } from '../../src/lib/render';
import type { Camera2D } from '../../src/lib/view';
import { expectedAt } from './reference';
import { BACKGROUND, HEIGHT, Stage, WIDTH, cameraAt, layerOf, requestOf } from './stage';
import { type Formula, Synthetic } from './synthetic';

/** How far a picture is from the reference, in counts of 255. */
export interface Deviation {
  readonly worst: number;
  readonly compared: number;
  readonly glError: number;
}

/** A window whose low end is hard to subtract, for each type. */
const windows: Readonly<Record<DType, readonly [number, number]>> = {
  bool: [0, 1],
  uint8: [20, 120],
  int8: [-90, 10],
  uint16: [60000, 60100],
  int16: [-31000, -30900],
  uint32: [134000001, 134000101],
  int32: [-2000000000, -1999999900],
  uint64: [2 ** 53, 2 ** 53 + 100],
  int64: [-(2 ** 60), -(2 ** 60) + 25600],
  float16: [-0.5, 0.5],
  float32: [1000.25, 1000.75],
  float64: [1e9 + 0.125, 1e9 + 0.25],
};

/** Values inside the window, a little below and a little above, different for neighbours. */
function formulaFor(dtype: DType): Formula {
  const [low, high] = windows[dtype];
  return (_, index) => {
    const x = index.at(-1) ?? 0;
    const y = index.at(-2) ?? 0;
    const step = (x * 7 + y * 13) % 110;
    if (dtype === 'bool') return step % 2;
    if (dtype === 'uint64') return BigInt(low) + BigInt(step) - 3n;
    if (dtype === 'int64') return BigInt(low) + 256n * (BigInt(step) - 3n);
    if (dtype.startsWith('float')) return low + ((step - 3) / 100) * (high - low);
    return low + step - 3;
  };
}

const gray = (dtype: DType): ChannelFrame => ({
  index: 0,
  colormap: 'gray',
  contrast: windows[dtype],
  gamma: 1,
});

/** Draws one layer of one channel in gray and compares every pixel. */
async function compareGray(
  stage: Stage,
  synthetic: Synthetic,
  { camera, layer }: { camera: Camera2D; layer: LayerFrame },
): Promise<Deviation> {
  stage.uploadAll([layer], synthetic);
  const { data } = await stage.renderer.capture(requestOf(camera, [layer]));
  let [worst, compared] = [0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const { value, isTie } = expectedAt(synthetic, layer, {
        camera,
        level: layer.plan.level,
        channel: 0,
        x,
        y,
      });
      if (isTie) continue;
      compared++;
      for (let part = 0; part < 3; part++) {
        const expected = (value ?? BACKGROUND[part] ?? 0) * 255;
        worst = Math.max(worst, Math.abs((data[(y * WIDTH + x) * 4 + part] ?? 0) - expected));
      }
    }
  }
  return { worst, compared, glError: stage.glError() };
}

/** Every type, nearest and linear, across tile and chunk borders, with a translation, turned or not. */
export async function everyType(options: {
  interpolation: 'nearest' | 'linear';
  turn: number;
  order: 'C' | 'F';
}): Promise<Record<string, Deviation>> {
  const stage = await Stage.create();
  const result: Record<string, Deviation> = {};
  for (const dtype of dtypes) {
    const { turn, order, interpolation } = options;
    const synthetic = new Synthetic({
      dtype,
      shape: [290, 301],
      chunks: [100, 77],
      formula: formulaFor(dtype),
      translation: 0.37,
      order,
    });
    const camera = cameraAt([250.123, 230.456], 1.37, turn);
    const layer = layerOf(synthetic, camera, { channels: [gray(dtype)], interpolation });
    result[dtype] = await compareGray(stage, synthetic, { camera, layer });
  }
  stage.destroy();
  return result;
}

/** Level 0 of 134,217,728², far from the origin, magnified. */
export async function deepZoom(interpolation: 'nearest' | 'linear', zoom: number): Promise<Deviation> {
  const stage = await Stage.create();
  const size = 2 ** 27;
  const formula: Formula = (_, index) => (index[1] ?? 0) + (index[0] ?? 0) - 134000001;
  const synthetic = new Synthetic({ dtype: 'uint32', shape: [size, size], chunks: [128, 128], formula });
  const camera = cameraAt([134000001.5, 134000001.5], zoom);
  const contrast = [134000001 - 20, 134000001 + 20] as const;
  const layer = layerOf(synthetic, camera, {
    channels: [{ index: 0, colormap: 'gray', contrast, gamma: 1 }],
    interpolation,
  });
  const deviation = await compareGray(stage, synthetic, { camera, layer });
  stage.destroy();
  return deviation;
}

/** Linear interpolation when the chunks arrive one by one, in an order of their own: the end must be the same. */
export async function lateNeighbours(): Promise<Deviation> {
  const stage = await Stage.create();
  const synthetic = new Synthetic({
    dtype: 'uint16',
    shape: [600, 600],
    chunks: [64, 64],
    formula: formulaFor('uint16'),
  });
  const camera = cameraAt([256, 256], 1.4);
  const layer = layerOf(synthetic, camera, { channels: [gray('uint16')], interpolation: 'linear' });
  for (let round = 0; round < 7; round++) {
    synthetic.isHere = ({ index }) => ((index[0] ?? 0) * 5 + (index[1] ?? 0) * 3) % 7 <= round;
    stage.uploadAll([layer], synthetic);
  }
  const deviation = await compareGray(stage, synthetic, { camera, layer });
  stage.destroy();
  return deviation;
}
