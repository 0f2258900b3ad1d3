import type { VolumeLayerFrame } from '../../src/lib/render';
import { SyntheticVolume, cameraOn, volumeLayer } from '../../src/lib/render/volume/volume.fixture';
import type { Camera3D, Vec3 } from '../../src/lib/view';
import { Stage, cameraAt, layerOf, requestOf, textureBytes } from './stage';
import { Synthetic } from './synthetic';
import {
  MIB,
  VOLUME_HEIGHT,
  VOLUME_WIDTH,
  type VolumeDeviation,
  compareVolume,
  requestVolumes,
  uploadVolume,
  volumeStage,
} from './volume-stage';

const factors: readonly Vec3[] = [
  [2, 2, 2],
  [2, 2, 2],
];
const center: Vec3 = [39.5, 39.5, 39.5];
const allLevels = (reach: readonly number[]): number[] => reach.map((r) => (r < 0 ? Infinity : r));

/** A ball of 200 in nothing, each level filtered as a pyramid would be. */
function ballVolume(radius: number, dtype: 'uint8' | 'float32' = 'uint8'): SyntheticVolume {
  return new SyntheticVolume({
    dtype,
    size: [80, 80, 80],
    factors,
    formula: ([x, y, z], _, level) => {
      const r = Math.hypot(x - 39.5, y - 39.5, z - 39.5);
      return Math.round(200 * Math.min(1, Math.max(0, (radius - r) / 2 ** level + 0.5)));
    },
  });
}

interface BallSeen {
  readonly dx: number;
  readonly dy: number;
  readonly radii: number[];
}

/** Where a ball is seen, in pixels from the middle of the picture, and how large, at levels as each reach says. */
export async function ballsAt(reaches: readonly (readonly number[])[]): Promise<BallSeen[]> {
  const stage = await volumeStage();
  const volume = ballVolume(20);
  const seen: BallSeen[] = [];
  for (const reach of reaches) seen.push(await ballAt(stage, volume, reach));
  stage.destroy();
  return seen;
}

async function ballAt(stage: Stage, volume: SyntheticVolume, reach: readonly number[]): Promise<BallSeen> {
  const camera = cameraOn(center, 2);
  const layer = volumeLayer(volume, camera, { reach: allLevels(reach) });
  uploadVolume(stage, [layer], volume);
  const { data } = await stage.renderer.capture({
    ...requestVolumes(camera, [layer]),
    background: [0, 0, 0],
  });
  const gray = (x: number, y: number): number => data[(y * VOLUME_WIDTH + x) * 4] ?? 0;
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < VOLUME_HEIGHT; y++)
    for (let x = 0; x < VOLUME_WIDTH; x++) {
      sum += gray(x, y);
      sumX += gray(x, y) * (x + 0.5);
      sumY += gray(x, y) * (y + 0.5);
    }
  const row = VOLUME_HEIGHT / 2;
  const column = VOLUME_WIDTH / 2;
  const edge = (at: (i: number) => number): number => {
    let i = 0;
    while (at(i + 1) >= 100) i++;
    return i + 0.5 + (at(i) - 100) / (at(i) - at(i + 1));
  };
  const radii = [
    edge((i) => gray(column + i, row)),
    edge((i) => gray(column - 1 - i, row)),
    edge((i) => gray(column, row + i)),
    edge((i) => gray(column, row - 1 - i)),
  ];
  return { dx: sumX / sum - column, dy: sumY / sum - row, radii };
}

/** By mode: mean of the picture of the same volume at one level after the other, and at all of them together. */
export async function brightness(): Promise<Record<string, number[]>> {
  const stage = await volumeStage();
  const volume = new SyntheticVolume({
    size: [128, 96, 80],
    factors,
    formula: ([x, y, z]) => 100 + 60 * Math.sin(x / 9) + 40 * Math.cos(y / 8 + z / 11),
  });
  const result: Record<string, number[]> = {};
  for (const rendering of ['average', 'translucent', 'additive'] as const)
    result[rendering] = await meansOf(stage, volume, rendering);
  stage.destroy();
  return result;
}

async function meansOf(
  stage: Stage,
  volume: SyntheticVolume,
  rendering: 'average' | 'translucent' | 'additive',
): Promise<number[]> {
  const camera = cameraOn([63.5, 47.5, 39.5], 0.7);
  const channels = [
    { index: 0, colormap: 'gray', contrast: [60, rendering === 'average' ? 300 : 1200] as const, gamma: 1 },
  ];
  const means = [];
  for (const reach of [
    [Infinity, Infinity, Infinity],
    [0, Infinity, Infinity],
    [0, 0, Infinity],
    [25, 50, Infinity],
  ]) {
    const layer = volumeLayer(volume, camera, { rendering, reach, channels });
    uploadVolume(stage, [layer], volume);
    const { data } = await stage.renderer.capture({
      ...requestVolumes(camera, [layer]),
      background: [0, 0, 0],
    });
    means.push(data.reduce((sum, part, i) => (i % 4 === 0 ? sum + part : sum), 0) / (data.length / 4));
  }
  return means;
}

export interface BytesSeen {
  readonly reported: number[];
  readonly textures: number[];
  readonly maxBytes: number;
}

/** Bytes as slices, as a small volume, a larger one of another type, and as slices again. */
export async function bytesOfVolumes(): Promise<BytesSeen> {
  const earlier = textureBytes();
  const stage = await Stage.create(40 * MIB, 320, 240);
  const seen: { reported: number[]; textures: number[] } = { reported: [], textures: [] };
  const note = (): void => {
    seen.reported.push(stage.renderer.memory().bytes);
    seen.textures.push(textureBytes() - earlier);
  };
  const flat = new Synthetic({ dtype: 'uint8', shape: [240, 320], chunks: [60, 80], formula: () => 200 });
  const flatLayer = layerOf(flat, cameraAt([159.5, 119.5], 1), {
    channels: [{ index: 0, colormap: 'gray', contrast: [0, 255], gamma: 1 }],
  });
  stage.uploadAll([flatLayer], flat);
  note();
  for (const size of [
    [40, 40, 40],
    [300, 200, 100],
  ] as const) {
    const volume = new SyntheticVolume({ size, formula: ([x]) => x & 255, factors });
    const camera = cameraOn([20, 20, 20], 1);
    const layer = volumeLayer(volume, camera);
    uploadVolume(stage, [layer], volume);
    await stage.renderer.capture(requestVolumes(camera, [layer]));
    note();
  }
  stage.renderer.configure([{ dtype: 'uint8' }, { dtype: 'float32' }], '3d');
  note();
  stage.renderer.configure([{ dtype: 'uint8' }], '2d');
  stage.uploadAll([flatLayer], flat);
  note();
  const { maxBytes } = stage.renderer.memory();
  stage.destroy();
  return { ...seen, maxBytes };
}

/** From slices to a volume and back: gray of the middle pixel each time. */
export async function thereAndBack(): Promise<number[]> {
  const stage = await Stage.create(40 * MIB, 320, 240);
  const flat = new Synthetic({ dtype: 'uint8', shape: [240, 320], chunks: [60, 80], formula: () => 200 });
  const camera = cameraAt([159.5, 119.5], 1);
  const channels = [{ index: 0, colormap: 'gray', contrast: [0, 255] as const, gamma: 1 }];
  const flatLayer = layerOf(flat, camera, { channels });
  const volume = new SyntheticVolume({ size: [40, 40, 40], formula: () => 100 });
  const camera3D = cameraOn([20, 20, 20], 3, { width: 320, height: 240 });
  const layer = volumeLayer(volume, camera3D);
  const grays = [];
  const middle = (data: Uint8ClampedArray): number => data[(120 * 320 + 160) * 4] ?? -1;
  for (let round = 0; round < 2; round++) {
    stage.uploadAll([flatLayer], flat);
    stage.renderer.request(requestOf(camera, [flatLayer]));
    grays.push(middle(await stage.drawAt(round)));
    uploadVolume(stage, [layer], volume);
    stage.renderer.request(requestVolumes(camera3D, [layer]));
    grays.push(middle(await stage.drawAt(round)));
  }
  stage.destroy();
  return grays;
}

/** On a device whose 3D textures end at 256, that has no memory for a large pool, or that cannot filter floats. */
export async function onSmallDevice(
  how: 'limit' | 'memory' | 'filter',
): Promise<VolumeDeviation & { capacity: number; bytes: number; maxBytes: number }> {
  const { prototype } = WebGL2RenderingContext;
  const original = Object.getOwnPropertyDescriptors(prototype);
  if (how === 'limit')
    Reflect.set(prototype, 'getParameter', function (this: WebGL2RenderingContext, name: number): unknown {
      if (name === WebGL2RenderingContext.MAX_3D_TEXTURE_SIZE) return 256;
      return Reflect.apply(original.getParameter.value ?? fail, this, [name]);
    });
  else if (how === 'filter')
    Reflect.set(prototype, 'getExtension', function (this: WebGL2RenderingContext, name: string): unknown {
      if (name === 'OES_texture_float_linear') return null;
      return Reflect.apply(original.getExtension.value ?? fail, this, [name]);
    });
  else
    Reflect.set(prototype, 'texStorage3D', function (this: WebGL2RenderingContext, ...args: number[]): void {
      const [target = 0, , , width = 0, height = 0, depth = 0] = args;
      const isTooLarge = target === WebGL2RenderingContext.TEXTURE_3D && width * height * depth > 10 * MIB;
      Reflect.apply(
        original.texStorage3D.value ?? fail,
        this,
        isTooLarge ? [target, -1, ...args.slice(2)] : args,
      );
    });
  const stage = await volumeStage(48 * MIB);
  const volume = ballVolume(25, how === 'filter' ? 'float32' : 'uint8');
  const camera = cameraOn(center, 1.1, { perspective: 30 });
  const layer = volumeLayer(volume, camera, { rendering: 'average', reach: [25, Infinity, Infinity] });
  const deviation = await compareVolume(stage, volume, { camera, layer });
  const capacity = stage.renderer.brickCapacity({ dtype: 'uint8' });
  const { bytes, maxBytes } = stage.renderer.memory();
  stage.destroy();
  Reflect.set(prototype, 'getParameter', original.getParameter.value);
  Reflect.set(prototype, 'getExtension', original.getExtension.value);
  Reflect.set(prototype, 'texStorage3D', original.texStorage3D.value);
  return { ...deviation, capacity, bytes, maxBytes };
}

function fail(): never {
  throw new Error('the browser has no such method');
}

/** Of the pictures that a slow GPU needs many strips for. */
const HEAVY_WIDTH = 400;
const HEAVY_HEIGHT = 300;

/** A volume that a slow GPU needs many strips for, larger than the others. */
function heavy(): {
  volume: SyntheticVolume;
  layer: (camera: Camera3D) => VolumeLayerFrame;
  camera: Camera3D;
} {
  const volume = new SyntheticVolume({
    size: [96, 96, 96],
    formula: ([x, y, z]) => (x * 3 + y * 5 + z * 7) & 127,
  });
  const camera = cameraOn([47.5, 47.5, 47.5], 2.5, { width: HEAVY_WIDTH, height: HEAVY_HEIGHT });
  const layer = (at: Camera3D): VolumeLayerFrame => volumeLayer(volume, at, { rendering: 'average' });
  return { volume, layer, camera };
}

/** A full picture in strips: how many, and whether it is the same as one drawn in one go. */
export async function volumeStrips(): Promise<{
  strips: number;
  sameAsCapture: boolean;
  longestStepMs: number;
}> {
  const { volume, layer, camera } = heavy();
  const stage = await Stage.create(64 * MIB, HEAVY_WIDTH, HEAVY_HEIGHT);
  uploadVolume(stage, [layer(camera)], volume);
  const request = { ...requestVolumes(camera, [layer(camera)]), deterministic: false };
  const { data } = await stage.renderer.capture(request);
  stage.renderer.request(request);
  await stage.settle(0);
  let [strips, longestStepMs] = [0, 0];
  stage.renderer.request({ ...request, background: [0, 0, 0] });
  for (let drawn = false; !drawn; strips++) {
    const start = performance.now();
    ({ drawn } = stage.renderer.step(1000));
    longestStepMs = Math.max(longestStepMs, performance.now() - start);
    if (!drawn) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  stage.renderer.request(request);
  const picture = await stage.drawAt(2000);
  stage.destroy();
  return { strips, sameAsCapture: picture.every((part, i) => part === data[i]), longestStepMs };
}

/** A full picture is in work when the view moves: steps until the canvas shows the new view, and whether it was rough. */
export async function interrupted(): Promise<{
  fullSteps: number;
  stepsToMoved: number;
  isSharpAtRest: boolean;
}> {
  const { volume, layer, camera } = heavy();
  const stage = await Stage.create(64 * MIB, HEAVY_WIDTH, HEAVY_HEIGHT);
  uploadVolume(stage, [layer(camera)], volume);
  const full = { ...requestVolumes(camera, [layer(camera)]), deterministic: false };
  const stepsUntilDrawn = async (nowMs: number): Promise<number> => {
    for (let steps = 1; ; steps++) {
      if (stage.renderer.step(nowMs).drawn) return steps;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  stage.renderer.request(full);
  await stepsUntilDrawn(0);
  stage.renderer.request({ ...full, background: [0, 0, 0] });
  const fullSteps = await stepsUntilDrawn(1000);
  stage.renderer.request(full);
  for (let i = 0; i < 4; i++) {
    stage.renderer.step(2000);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const moved = cameraOn([47.5, 47.5, 47.5], 2.7, { width: HEAVY_WIDTH, height: HEAVY_HEIGHT });
  const request = { ...requestVolumes(moved, [layer(moved)]), deterministic: false, interacting: true };
  stage.renderer.request(request);
  const stepsToMoved = await stepsUntilDrawn(2000);
  await stage.settle(3000);
  const { data } = await stage.renderer.capture(request);
  stage.renderer.request({ ...request, interacting: false });
  const atRest = await stage.drawAt(4000);
  stage.destroy();
  return { fullSteps, stepsToMoved, isSharpAtRest: atRest.every((part, i) => part === data[i]) };
}

/** Time of a full picture drawn at once, the fastest of some, in ms, and millions of samples that it takes. */
export async function volumeCost(mode: VolumeLayerFrame['rendering'], channels = 1): Promise<{ ms: number }> {
  const { volume, camera } = heavy();
  const list = Array.from({ length: channels }, () => ({
    index: 0,
    colormap: 'gray',
    contrast: [0, 20000] as const,
    gamma: 1,
  }));
  const layer = volumeLayer(volume, camera, { rendering: mode, isoThreshold: 500, channels: list });
  const stage = await Stage.create(64 * MIB, HEAVY_WIDTH, HEAVY_HEIGHT);
  uploadVolume(stage, [layer], volume);
  let ms = Infinity;
  for (let round = 0; round < 4; round++) {
    const start = performance.now();
    await stage.renderer.capture(requestVolumes(camera, [layer]));
    ms = Math.min(ms, performance.now() - start);
  }
  stage.destroy();
  return { ms };
}
