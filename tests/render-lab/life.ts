import type { ChannelFrame, LayerFrame } from '../../src/lib/render';
import { Stage, WIDTH, cameraAt, layerOf, requestOf, textureBytes } from './stage';
import { type Formula, Synthetic } from './synthetic';

const channel: ChannelFrame = { index: 0, colormap: 'gray', contrast: [0, 255], gamma: 1 };
const middleOf = (data: Uint8ClampedArray, width = WIDTH): number => data[(120 * width + 160) * 4] ?? -1;

/** A coarse level of 100 is on the screen when a fine level of 200 arrives: gray of the middle pixel over time. */
export async function fade(): Promise<{ ms: number; gray: number }[]> {
  const stage = await Stage.create();
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape: [512, 512],
    chunks: [256, 256],
    levels: 3,
    formula: (level) => (level === 0 ? 200 : 100),
  });
  const camera = cameraAt([256, 256], 1);
  const layer = layerOf(synthetic, camera, { channels: [channel] });
  const request = { ...requestOf(camera, [layer]), deterministic: false };
  synthetic.isHere = ({ level }) => level > 0;
  stage.uploadAll([layer], synthetic);
  stage.renderer.request(request);
  const seen = [{ ms: -1, gray: middleOf(await stage.drawAt(performance.now() + 1000)) }];
  synthetic.isHere = () => true;
  stage.uploadAll([layer], synthetic);
  const start = performance.now();
  for (const ms of [0, 50, 75, 100, 150, 400]) {
    stage.renderer.request(request);
    seen.push({ ms, gray: middleOf(await stage.drawAt(start + ms)) });
  }
  stage.destroy();
  return seen;
}

/** The first picture of all has nothing below it to fade from. */
export async function firstPicture(): Promise<number> {
  const stage = await Stage.create();
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape: [256, 256],
    chunks: [256, 256],
    formula: () => 200,
  });
  const camera = cameraAt([128, 128], 1);
  const layer = layerOf(synthetic, camera, { channels: [channel] });
  stage.uploadAll([layer], synthetic);
  stage.renderer.request({ ...requestOf(camera, [layer]), deterministic: false });
  const gray = middleOf(await stage.drawAt(performance.now()));
  stage.destroy();
  return gray;
}

/** The context is lost, and a new canvas takes over with what is in memory. */
export async function contextLoss(): Promise<{
  stepAfter: { drawn: boolean; busy: boolean };
  gray: number;
}> {
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape: [256, 256],
    chunks: [256, 256],
    formula: () => 200,
  });
  const camera = cameraAt([128, 128], 1);
  const layer = layerOf(synthetic, camera, { channels: [channel] });
  const first = await Stage.create();
  first.uploadAll([layer], synthetic);
  first.renderer.request(requestOf(camera, [layer]));
  await first.drawAt(0);
  first.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  await first.renderer.lost;
  first.uploadAll([layer], synthetic);
  first.renderer.request(requestOf(camera, [layer]));
  const stepAfter = first.renderer.step(0);
  first.destroy();
  const second = await Stage.create();
  second.uploadAll([layer], synthetic);
  second.renderer.request(requestOf(camera, [layer]));
  const gray = middleOf(await second.drawAt(0));
  second.destroy();
  return { stepAfter, gray };
}

/**
 * Bytes by the renderer's own count, and by the calls that make buffers and textures; after changes of type and of size,
 * and with so many tiles that every texture is in use.
 */
export async function memoryCount(): Promise<{
  reported: number;
  buffers: number;
  textures: number;
  maxBytes: number;
}> {
  let buffers = 0;
  const { prototype } = WebGL2RenderingContext;
  const original: unknown = Reflect.get(prototype, 'bufferData');
  Reflect.set(prototype, 'bufferData', function (this: WebGL2RenderingContext, ...args: unknown[]) {
    const [, source] = args;
    buffers += typeof source === 'number' ? source : ArrayBuffer.isView(source) ? source.byteLength : 0;
    if (typeof original === 'function') Reflect.apply(original, this, args);
  });
  const earlier = textureBytes();
  const stage = await Stage.create(40 * 2 ** 20);
  stage.renderer.configure([{ dtype: 'uint16' }]);
  stage.renderer.configure([{ dtype: 'uint16' }, { dtype: 'float64' }]);
  stage.renderer.resize(800, 600);
  const layers = (['uint16', 'float64'] as const).map((dtype) => manyTiles(dtype));
  for (const { layer, synthetic } of layers)
    while (stage.renderer.upload([layer], synthetic, { maxMs: 1000 }).pending > 0);
  const { bytes, maxBytes } = stage.renderer.memory();
  const textures = textureBytes() - earlier;
  stage.destroy();
  Reflect.set(prototype, 'bufferData', original);
  return { reported: bytes, buffers, textures, maxBytes };
}

/** 36 tiles of one level, all of them in view. */
function manyTiles(dtype: 'uint16' | 'float64'): { layer: LayerFrame; synthetic: Synthetic } {
  const options = { dtype, shape: [1536, 1536], chunks: [512, 512], formula: () => 100 };
  const synthetic = new Synthetic(options);
  const camera = cameraAt([768, 768], 240 / 1536);
  return { synthetic, layer: layerOf(synthetic, camera, { channels: [channel] }) };
}

/** Time from a request to the picture on the GPU, the fastest of some, in ms: a full 1024×768 at one voxel a pixel. */
export async function frameCost(
  channels: number,
  interpolation: 'nearest' | 'linear',
): Promise<{ ms: number; javascriptMs: number }> {
  const stage = await Stage.create(128 * 2 ** 20, 1024, 768);
  const shape = [channels, 2048, 2048];
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape,
    chunks: [1, 512, 512],
    formula: (_, [c, y, x]) => ((c ?? 0) * 40 + (x ?? 0) + (y ?? 0)) & 255,
  });
  const camera = { ...cameraAt([1024, 1024], 1), width: 1024, height: 768 };
  const names = ['red', 'green', 'blue'];
  const list = Array.from({ length: channels }, (_, index) => ({
    ...channel,
    index,
    colormap: names[index] ?? 'gray',
  }));
  const layer: LayerFrame = layerOf(synthetic, camera, { channels: list, interpolation });
  stage.uploadAll([layer], synthetic);
  const gl = stage.canvas.getContext('webgl2');
  let [ms, javascriptMs] = [Infinity, Infinity];
  for (let round = 0; round < 8; round++) {
    stage.renderer.request(requestOf(camera, [layer]));
    await stage.settle(round);
    stage.renderer.request(requestOf(camera, [layer]));
    const start = performance.now();
    stage.renderer.step(round);
    javascriptMs = Math.min(javascriptMs, performance.now() - start);
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    ms = Math.min(ms, performance.now() - start);
  }
  stage.destroy();
  return { ms, javascriptMs };
}

/** A picture too large to be drawn at once: its strips, and whether it is the same as one drawn in one go. */
export async function pacing(): Promise<{ drawnStrips: number; sameAsCapture: boolean }> {
  const [width, height] = [2048, 1536];
  const stage = await Stage.create(160 * 2 ** 20, width, height);
  const shape = [3, 1024, 1024];
  const formula: Formula = (_, [c = 0, y = 0, x = 0]) => (c * 40 + x * 3 + y) & 255;
  const synthetic = new Synthetic({ dtype: 'uint8', shape, chunks: [1, 512, 512], formula });
  const camera = { ...cameraAt([512, 512], 2.4), width, height };
  const channels = ['red', 'green', 'blue'].map((colormap, index) => ({ ...channel, index, colormap }));
  const layer = layerOf(synthetic, camera, { channels, interpolation: 'linear' });
  stage.uploadAll([layer], synthetic);
  const request = { ...requestOf(camera, [layer]), deterministic: false, reducedMotion: true };
  const { data } = await stage.renderer.capture(request);
  let drawnStrips = 0;
  const { prototype } = WebGL2RenderingContext;
  const original: unknown = Reflect.get(prototype, 'fenceSync');
  Reflect.set(prototype, 'fenceSync', function (this: WebGL2RenderingContext, ...args: unknown[]): unknown {
    drawnStrips++;
    return typeof original === 'function' ? Reflect.apply(original, this, args) : null;
  });
  stage.renderer.request(request);
  const picture = await stage.drawAt(performance.now());
  Reflect.set(prototype, 'fenceSync', original);
  stage.destroy();
  return { drawnStrips, sameAsCapture: picture.every((part, i) => part === data[i]) };
}

/** A canvas far too large for the budget: what is on it, what a capture says, and the bytes that both took. */
export async function bigScreen(): Promise<{
  bytes: number;
  maxBytes: number;
  canvas: string;
  same: number;
}> {
  const [width, height] = [1600, 1200];
  const synthetic = new Synthetic({
    dtype: 'uint16',
    shape: [1200, 1600],
    chunks: [300, 400],
    formula: (_, [y = 0, x = 0]) => ((x >> 4) + (y >> 4)) & 255,
  });
  const camera = { ...cameraAt([799.5, 599.5], 1), width, height };
  const layer = layerOf(synthetic, camera, { channels: [channel] });
  const pictures = [];
  let found = { bytes: 0, maxBytes: 0, canvas: '' };
  for (const gpuBytes of [12 * 2 ** 20, 96 * 2 ** 20]) {
    const stage = await Stage.create(gpuBytes, width, height);
    stage.uploadAll([layer], synthetic);
    stage.renderer.request(requestOf(camera, [layer]));
    const seen = await stage.drawAt(0);
    const { data } = await stage.renderer.capture(requestOf(camera, [layer]));
    const { bytes, maxBytes } = stage.renderer.memory();
    const at = 4 * ((height / 2) * width + width / 2);
    if (pictures.length === 0) found = { bytes, maxBytes, canvas: seen.slice(at, at + 3).join() };
    pictures.push(data);
    stage.destroy();
  }
  const [small, large] = pictures;
  const same = [...(small ?? [])].reduce((count, part, i) => count + Number(part === large?.[i]), 0);
  return { ...found, same: same / (width * height * 4) };
}

/** A second type needs textures of its own: the next picture must show all that the one before did. */
export async function secondType(): Promise<{ grays: number[]; tiles: number[] }> {
  const stage = await Stage.create(24 * 2 ** 20);
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape: [240, 320],
    chunks: [60, 80],
    formula: () => 200,
  });
  const camera = cameraAt([159.5, 119.5], 1);
  const layer = layerOf(synthetic, camera, { channels: [channel] });
  const seen: { grays: number[]; tiles: number[] } = { grays: [], tiles: [] };
  const see = async (): Promise<void> => {
    stage.renderer.request(requestOf(camera, [layer]));
    seen.grays.push(middleOf(await stage.drawAt(0)));
    const drawn = Object.values(stage.renderer.drawnByLevel(layer.id));
    seen.tiles.push(drawn.reduce((sum, count) => sum + count, 0));
  };
  stage.uploadAll([layer], synthetic);
  await see();
  stage.renderer.configure([{ dtype: 'uint8' }, { dtype: 'float32' }]);
  stage.renderer.upload([layer], synthetic, { maxBytes: 0 });
  await see();
  stage.destroy();
  return seen;
}
