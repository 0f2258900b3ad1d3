import type { ChannelFrame, LayerBlending, LayerFrame } from '../../src/lib/render';
import { Stage, WIDTH, cameraAt, layerOf, requestOf } from './stage';
import { type Formula, Synthetic, type SyntheticOptions } from './synthetic';

/** Colour of the pixel at the middle of a picture. */
export type Rgb = readonly number[];

const middle = (data: Uint8ClampedArray): Rgb => {
  const at = (120 * WIDTH + 160) * 4;
  return [...data.subarray(at, at + 3)];
};
const channel = (index: number, colormap: string): ChannelFrame => ({
  index,
  colormap,
  contrast: [0, 255],
  gamma: 1,
});
const camera = cameraAt([32, 32], 4);

function flat(values: readonly number[], extra: Partial<SyntheticOptions> = {}): Synthetic {
  const formula: Formula = (_, index) => values[index.length === 3 ? (index[0] ?? 0) : 0] ?? 0;
  const shape = values.length > 1 ? [values.length, 64, 64] : [64, 64];
  return new Synthetic({
    dtype: 'uint8',
    shape,
    chunks: shape.map((n) => Math.min(n, 64)),
    formula,
    ...extra,
  });
}

async function colorOf(layers: readonly (readonly [Synthetic, LayerFrame])[]): Promise<Rgb> {
  const stage = await Stage.create();
  stage.renderer.configure([{ dtype: 'uint8' }]);
  const frames = layers.map(([, layer]) => layer);
  const sources = new Map(layers.map(([synthetic]) => [synthetic.dataset.id, synthetic]));
  const find = (id: string): Synthetic => {
    const synthetic = sources.get(id);
    if (!synthetic) throw new Error(`no dataset ${id}`);
    return synthetic;
  };
  stage.uploadAll(frames, {
    get: (key) => find(key.dataset).get(key),
    stateOf: (key) => find(key.dataset).stateOf(key),
  });
  const { data } = await stage.renderer.capture(requestOf(camera, frames));
  stage.destroy();
  return middle(data);
}

/** Three channels, whose colours are summed. */
export function threeChannels(): Promise<Rgb> {
  const synthetic = flat([100, 50, 200]);
  const channels = [channel(0, 'red'), channel(1, '#00ff80'), channel(2, 'magenta')];
  return colorOf([[synthetic, layerOf(synthetic, camera, { channels })]]);
}

/** Many channels, each of which adds as much as its colour says where its value is 255; those of `off` are 0. */
export function manyChannels(colors: readonly string[], off: readonly number[] = []): Promise<Rgb> {
  const synthetic = flat(colors.map((_, index) => (off.includes(index) ? 0 : 255)));
  const channels = colors.map((color, index) => channel(index, color));
  return colorOf([[synthetic, layerOf(synthetic, camera, { channels })]]);
}

/** Values that are no numbers, in one channel and in two. */
export async function markedNaN(): Promise<readonly Rgb[]> {
  const pictures = [['NaN'], ['NaN', 'green'], ['gray', 'green']].map((colormaps) => {
    const shape = [colormaps.length, 64, 64];
    const formula: Formula = (_, [c]) => (c === 0 ? NaN : 0.6);
    const synthetic = new Synthetic({ dtype: 'float32', shape, chunks: shape, formula });
    const channels = colormaps.map((colormap, index) => ({
      ...channel(index, colormap),
      contrast: [0, 1] as const,
    }));
    return colorOf([[synthetic, layerOf(synthetic, camera, { channels })]]);
  });
  return Promise.all(pictures);
}

/** Colour data with an alpha channel, over the background. */
export function colorWithAlpha(alpha: number): Promise<Rgb> {
  const synthetic = flat([200, 100, 50, alpha], { color: 'rgba' });
  const channels = [channel(0, 'red'), channel(1, 'green'), channel(2, 'blue'), channel(3, 'gray')];
  return colorOf([[synthetic, layerOf(synthetic, camera, { channels })]]);
}

/** A layer of value 200 in red under one of value 100 in yellow. */
export function blended(blending: LayerBlending, opacity: number): Promise<Rgb> {
  const below = flat([200]);
  const above = flat([100]);
  const renamed = { ...above.dataset, id: 'above' };
  Object.assign(above, { dataset: renamed });
  return colorOf([
    [below, layerOf(below, camera, { id: 'below', channels: [channel(0, 'red')], blending: 'minimum' })],
    [above, layerOf(above, camera, { id: 'above', channels: [channel(0, 'yellow')], blending, opacity })],
  ]);
}

/** One value through a colormap and a gamma. */
export function mapped(colormap: string, value: number, gamma: number): Promise<Rgb> {
  const synthetic = flat([value]);
  return colorOf([
    [synthetic, layerOf(synthetic, camera, { channels: [{ ...channel(0, colormap), gamma }] })],
  ]);
}

/** A float that is not a number, alone and next to one when interpolated. */
export async function notANumber(): Promise<{ nearest: Rgb; linear: Rgb }> {
  const shape = [64, 64];
  const formula: Formula = () => NaN;
  const synthetic = new Synthetic({ dtype: 'float32', shape, chunks: shape, formula });
  const look = { channels: [{ ...channel(0, 'gray'), contrast: [0, 1] as const }] };
  const color = async (interpolation: 'nearest' | 'linear'): Promise<Rgb> => {
    const stage = await Stage.create();
    const layer = layerOf(synthetic, camera, { ...look, interpolation });
    stage.uploadAll([layer], synthetic);
    const { data } = await stage.renderer.capture(requestOf(camera, [layer]));
    stage.destroy();
    return middle(data);
  };
  return { nearest: await color('nearest'), linear: await color('linear') };
}
