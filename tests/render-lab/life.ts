import type { ChannelFrame, LayerFrame } from '../../src/lib/render';
import { Stage, WIDTH, cameraAt, layerOf, requestOf } from './stage';
import { Synthetic } from './synthetic';

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
  requests: number;
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
  return { stepAfter, gray, requests: 0 };
}

/** Bytes by the renderer's own count and by the calls to WebGL, after a change of types and of size. */
export async function memoryCount(): Promise<{ counted: number; reported: number; maxBytes: number }> {
  let counted = 0;
  const sizes = new Map<unknown, number>();
  const prototype = WebGL2RenderingContext.prototype;
  const { texStorage2D, texStorage3D, bufferData, deleteTexture, deleteBuffer, bindTexture, bindBuffer } =
    prototype;
  let texture: unknown;
  let buffer: unknown;
  const set = (key: unknown, bytes: number): void => {
    counted += bytes - (sizes.get(key) ?? 0);
    sizes.set(key, bytes);
  };
  const texelBytes = new Map([
    [prototype.RGBA8, 4],
    [prototype.R8UI, 1],
    [prototype.R16UI, 2],
    [prototype.R32UI, 4],
    [prototype.RG32UI, 8],
  ]);
  prototype.bindTexture = function (target, value) {
    texture = value;
    bindTexture.call(this, target, value);
  };
  prototype.bindBuffer = function (target, value) {
    buffer = value;
    bindBuffer.call(this, target, value);
  };
  prototype.texStorage2D = function (target, levels, format, width, height) {
    set(texture, width * height * (texelBytes.get(format) ?? NaN));
    texStorage2D.call(this, target, levels, format, width, height);
  };
  prototype.texStorage3D = function (...args) {
    set(texture, args[3] * args[4] * args[5] * (texelBytes.get(args[2]) ?? NaN));
    texStorage3D.apply(this, args);
  };
  prototype.bufferData = function (this: WebGL2RenderingContext, ...args: [number, number, number]) {
    const size: unknown = args[1];
    set(buffer, typeof size === 'number' ? size : ArrayBuffer.isView(size) ? size.byteLength : 0);
    bufferData.apply(this, args);
  } as typeof bufferData;
  prototype.deleteTexture = function (value) {
    set(value, 0);
    deleteTexture.call(this, value);
  };
  prototype.deleteBuffer = function (value) {
    set(value, 0);
    deleteBuffer.call(this, value);
  };
  const stage = await Stage.create(40 * 2 ** 20);
  stage.renderer.configure(['uint16']);
  stage.renderer.configure(['uint16', 'float64']);
  stage.renderer.resize(800, 600);
  const { bytes, maxBytes } = stage.renderer.memory();
  const result = { counted, reported: bytes, maxBytes };
  stage.destroy();
  Object.assign(prototype, {
    texStorage2D,
    texStorage3D,
    bufferData,
    deleteTexture,
    deleteBuffer,
    bindTexture,
    bindBuffer,
  });
  return result;
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

/** Pictures of a slow GPU: how many strips a full one took, and whether a small one was made sharp later. */
export async function pacing(): Promise<{ strips: number; sameAsCapture: boolean }> {
  const stage = await Stage.create(128 * 2 ** 20, 1024, 768);
  const shape = [3, 1024, 1024];
  const synthetic = new Synthetic({
    dtype: 'uint8',
    shape,
    chunks: [1, 512, 512],
    formula: (_, [c, y, x]) => ((c ?? 0) * 40 + (x ?? 0) * 3 + (y ?? 0)) & 255,
  });
  const camera = { ...cameraAt([512, 512], 1.2), width: 1024, height: 768 };
  const channels = ['red', 'green', 'blue'].map((colormap, index) => ({ ...channel, index, colormap }));
  const layer = layerOf(synthetic, camera, { channels, interpolation: 'linear' });
  stage.uploadAll([layer], synthetic);
  const request = { ...requestOf(camera, [layer]), deterministic: false, reducedMotion: true };
  const { data } = await stage.renderer.capture(request);
  stage.renderer.request(request);
  let strips = 0;
  let picture: Uint8ClampedArray | undefined;
  while (!picture) {
    const { drawn } = stage.renderer.step(performance.now());
    strips++;
    if (!drawn) {
      await new Promise((resolve) => setTimeout(resolve, 4));
      continue;
    }
    const copy = new OffscreenCanvas(1024, 768).getContext('2d');
    copy?.drawImage(stage.canvas, 0, 0);
    picture = copy?.getImageData(0, 0, 1024, 768).data;
  }
  const sameAsCapture = picture.every((part, i) => part === data[i]);
  stage.destroy();
  return { strips, sameAsCapture };
}
