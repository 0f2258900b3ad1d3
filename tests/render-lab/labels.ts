import { type DType, labelOf } from '../../src/lib/core';
import type { LayerFrame, VolumeLayerFrame } from '../../src/lib/render';
import { createDevice } from '../../src/lib/render/gpu/device';
import { screenVertexShader } from '../../src/lib/render/gpu/shaders';
import { findColor, makeColorTable } from '../../src/lib/render/labels/color-table';
import { labelColor, labelColorShader } from '../../src/lib/render/labels/label-color';
import type { LabelsFrame } from '../../src/lib/render/labels/labels-frame';
import { SyntheticVolume, cameraOn, volumeLayer } from '../../src/lib/render/volume/volume.fixture';
import type { Camera2D, Vec3 } from '../../src/lib/view';
import { BACKGROUND, HEIGHT, Stage, WIDTH, cameraAt, layerOf, requestOf } from './stage';
import { Synthetic } from './synthetic';
import { type VolumeDeviation, compareVolume, volumeStage } from './volume-stage';

/** Every integer type, and what its labels are counted from: beyond 2^53, and below 0, where the type goes so far. */
const origins: Readonly<Partial<Record<DType, bigint>>> = {
  bool: 0n,
  uint8: 100n,
  int8: -20n,
  uint16: 65_400n,
  int16: -60n,
  uint32: 4_294_967_000n,
  int32: -2_000_000_000n,
  uint64: 2n ** 63n + 2n ** 53n + 1n,
  int64: -(2n ** 62n) - 1n,
};

/** Label at a place of a plane of round objects, 48 apart; 0 between them. */
function cellAt(x: number, y: number, dtype: DType): bigint {
  const [i, j] = [Math.floor(x / 48), Math.floor(y / 48)];
  const inside = Math.hypot(x - i * 48 - 24, y - j * 48 - 24) < 22;
  if (!inside) return 0n;
  return dtype === 'bool' ? 1n : (origins[dtype] ?? 0n) + BigInt(i + 9 * j);
}

const toVoxel = (dtype: DType, label: bigint): number | bigint =>
  dtype.endsWith('64') ? label : Number(label);
const colorsOf = (dtype: DType) =>
  makeColorTable([
    { label: cellAt(200, 170, dtype).toString(), rgba: [10, 250, 90, 255] },
    { label: cellAt(250, 170, dtype).toString(), rgba: [250, 10, 90, 128] },
  ]);
export const plain = (dtype: DType): LabelsFrame => ({
  colors: colorsOf(dtype),
  seed: 3,
  showSelectedOnly: false,
  contourPx: 0,
});
const channels = [{ index: 0, colormap: 'gray', contrast: [0, 1] as const, gamma: 1 }];

/** What should be at a pixel, 0–255. */
function expectedColor(label: bigint, labels: LabelsFrame): readonly number[] {
  const [r, g, b, a] = findColor(labels.colors, label) ?? [...labelColor(label, labels.seed), 255];
  return [r, g, b].map((part, i) => (part * a + (BACKGROUND[i] ?? 0) * 255 * (255 - a)) / 255);
}

/** How a picture of labels differs from what it should be. */
export interface LabelDeviation {
  readonly wrong: number;
  readonly compared: number;
  /** Pixels that show a label, and labels that were seen. */
  readonly shown: number;
  readonly labels: number;
  readonly glError: number;
}

/** Draws flat labels and compares every pixel whose voxel is not in doubt with `expected`, 'nothing' or 'any'. */
async function comparePlane(
  stage: Stage,
  synthetic: Synthetic,
  { camera, layer }: { camera: Camera2D; layer: LayerFrame },
  expected: (label: bigint, x: number, y: number) => 'label' | 'nothing' | 'white' | 'any',
): Promise<LabelDeviation> {
  stage.uploadAll([layer], synthetic);
  const { data } = await stage.renderer.capture(requestOf(camera, [layer]));
  let [wrong, compared, shown] = [0, 0, 0];
  const seen = new Set<bigint>();
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const label = labelUnder(synthetic, layer, { camera, x, y });
      if (label === undefined) continue;
      const what = label === 0n ? 'nothing' : expected(label, x, y);
      if (what === 'any') continue;
      compared++;
      if (what !== 'nothing') shown++;
      seen.add(label);
      const background = BACKGROUND.map((part) => part * 255);
      const color =
        what === 'white'
          ? [255, 255, 255]
          : what === 'label' && layer.labels
            ? expectedColor(label, layer.labels)
            : background;
      const at = (y * WIDTH + x) * 4;
      if (color.some((part, i) => Math.abs((data[at + i] ?? 0) - part) > 0.75)) wrong++;
    }
  return { wrong, compared, shown, labels: seen.size, glError: stage.glError() };
}

/** The label under a pixel's centre, by the formula; absent within 1/100 of a pixel of a voxel's edge, where either side is right. */
function labelUnder(
  { dataset, formula }: Synthetic,
  { plan }: LayerFrame,
  { camera, x, y }: { camera: Camera2D; x: number; y: number },
): bigint | undefined {
  const { scale = [], translation = [], array } = dataset.levels[plan.level] ?? {};
  const [cosine, sine] = [Math.cos(camera.turn), Math.sin(camera.turn)];
  const [dx, dy] = [(x + 0.5 - WIDTH / 2) / camera.zoom, (y + 0.5 - HEIGHT / 2) / camera.zoom];
  const world = [camera.center[1] + cosine * dy - sine * dx, camera.center[0] + cosine * dx + sine * dy];
  const index: number[] = [];
  for (const axis of [0, 1]) {
    const at = ((world[axis] ?? 0) - (translation[axis] ?? 0)) / (scale[axis] ?? 1) + 0.5;
    if (Math.abs(at - Math.round(at)) * (scale[axis] ?? 1) * camera.zoom < 0.01) return undefined;
    if (at < 0 || at >= (array?.shape[axis] ?? 0)) return 0n;
    index.push(Math.floor(at));
  }
  return labelOf(formula(plan.level, index));
}

function plane(dtype: DType, levels = 1): Synthetic {
  const formula = (level: number, index: readonly number[]): number | bigint => {
    const [y = 0, x = 0] = index.map((i) => i * 2 ** level);
    return toVoxel(dtype, cellAt(x, y, dtype));
  };
  const synthetic = new Synthetic({
    dtype,
    shape: [400, 420],
    chunks: [100, 77],
    formula,
    levels,
    translation: 0.37,
  });
  Object.assign(synthetic.dataset, { labels: { colors: [], properties: [] } });
  return synthetic;
}

/** Every integer type as filled labels, across tile and chunk borders, turned or not. */
export async function labelsOfEveryType(turn: number): Promise<Record<string, LabelDeviation>> {
  const stage = await Stage.create();
  const result: Record<string, LabelDeviation> = {};
  for (const dtype of Object.keys(origins) as DType[]) {
    const synthetic = plane(dtype);
    const camera = cameraAt([250.123, 230.456], 1.37, turn);
    const layer = layerOf(synthetic, camera, { channels, labels: plain(dtype), interpolation: 'linear' });
    result[dtype] = await comparePlane(stage, synthetic, { camera, layer }, () => 'label');
  }
  stage.destroy();
  return result;
}

/** Each level of one image, the same colours at each. */
export async function labelsOfEveryLevel(): Promise<LabelDeviation[]> {
  const stage = await Stage.create();
  const synthetic = plane('uint64', 3);
  const result = [];
  for (const level of [0, 1, 2]) {
    const camera = cameraAt([210, 200], 0.8 / 2 ** level);
    const layer = layerOf(synthetic, camera, { channels, labels: plain('uint64') });
    result.push({
      level: layer.plan.level,
      ...(await comparePlane(stage, synthetic, { camera, layer }, () => 'label')),
    });
  }
  stage.destroy();
  return result;
}

/** One label selected, outlined and alone. */
export async function selectedLabel(): Promise<LabelDeviation[]> {
  const stage = await Stage.create();
  const result = [await compareSelected(stage, false), await compareSelected(stage, true)];
  stage.destroy();
  return result;
}

function compareSelected(stage: Stage, showSelectedOnly: boolean): Promise<LabelDeviation> {
  const selected = labelOf(cellAt(230, 230, 'uint64'));
  const synthetic = plane('uint64');
  const camera = cameraAt([240.3, 230.4], 3);
  const labels = { ...plain('uint64'), selected, showSelectedOnly };
  const layer = layerOf(synthetic, camera, { channels, labels });
  const depthOf = depthsOf(synthetic, layer, camera);
  return comparePlane(stage, synthetic, { camera, layer }, (label, x, y) => {
    if (label !== selected) return showSelectedOnly ? 'nothing' : 'label';
    if (showSelectedOnly) return 'label';
    const depth = depthOf(x, y, 4);
    return depth === undefined || (depth > 1 && depth < 3) ? 'any' : depth <= 1 ? 'white' : 'label';
  });
}

export interface ContourCase {
  readonly contourPx: number;
  readonly zoom: number;
  readonly turn: number;
}

/** Contours of each width, magnified or at about a voxel a pixel. What lies near a tile's border is left out where the tile ends the view. */
export async function contours(cases: readonly ContourCase[]): Promise<LabelDeviation[]> {
  const stage = await Stage.create();
  const result: LabelDeviation[] = [];
  for (const given of cases) result.push(await compareContours(stage, given));
  stage.destroy();
  return result;
}

function compareContours(stage: Stage, { contourPx, zoom, turn }: ContourCase): Promise<LabelDeviation> {
  const synthetic = plane('uint16');
  const camera = cameraAt([240.3, 230.4], zoom, turn);
  const layer = layerOf(synthetic, camera, { channels, labels: { ...plain('uint16'), contourPx } });
  const tilePx = Math.max(0, contourPx - zoom);
  const depthOf = depthsOf(synthetic, layer, camera);
  return comparePlane(stage, synthetic, { camera, layer }, (_, x, y) => {
    if (distanceToTile(camera, x, y) <= tilePx + 1) return 'any';
    const depth = depthOf(x, y, contourPx + 3);
    if (depth === undefined || Math.abs(depth - contourPx) < 1.5) return 'any';
    return depth < contourPx ? 'label' : 'nothing';
  });
}

/**
 * Distance from a pixel to the nearest other label in pixels, `most` when there is none so near; absent when in doubt. Each pixel is
 * looked at many times: its label is found once.
 */
function depthsOf(
  synthetic: Synthetic,
  layer: LayerFrame,
  camera: Camera2D,
): (x: number, y: number, most: number) => number | undefined {
  const known = new Map<number, bigint | undefined>();
  const labelAt = (x: number, y: number): bigint | undefined => {
    const place = y * 2 * WIDTH + x;
    if (!known.has(place)) known.set(place, labelUnder(synthetic, layer, { camera, x, y }));
    return known.get(place);
  };
  return (x, y, most) => {
    const own = labelAt(x, y);
    let depth = most;
    for (let dy = -most; dy <= most; dy++)
      for (let dx = -most; dx <= most; dx++) {
        const far = Math.hypot(dx, dy);
        if (far >= depth || far === 0) continue;
        const other = labelAt(x + dx, y + dy);
        if (other !== undefined && other !== own) depth = far;
      }
    return own === undefined ? undefined : depth;
  };
}

/** Distance from a pixel to the next border between tiles of 256 voxels of level 0, in pixels. */
function distanceToTile({ center, zoom, turn }: Camera2D, x: number, y: number): number {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(x + 0.5 - WIDTH / 2) / zoom, (y + 0.5 - HEIGHT / 2) / zoom];
  const world = [center[0] + cosine * dx + sine * dy, center[1] + cosine * dy - sine * dx];
  const far = world.map((place) => {
    const voxel = place - 0.37 + 0.5;
    return Math.abs(voxel - Math.round(voxel / 256) * 256) * zoom;
  });
  return Math.min(...far);
}

/** Labels whose colours the shader computes otherwise than the page does, of those asked for: 0 is right. */
export async function shaderColors(labels: readonly string[], seed: number): Promise<number> {
  const canvas = document.createElement('canvas');
  const device = createDevice(canvas, { widthPx: labels.length, heightPx: 1 });
  const gl = canvas.getContext('webgl2');
  if (!gl) throw new Error('no WebGL2');
  const words = labels.flatMap((label) => [
    Number(BigInt(label) & 0xffffffffn),
    Number(BigInt(label) >> 32n),
  ]);
  const fragment = `#version 300 es
precision highp float;
precision highp int;
uniform highp usampler2D words;
uniform uint seed;
out vec4 color;
${labelColorShader}
void main() {
  color = vec4(vec3(labelColor(texelFetch(words, ivec2(gl_FragCoord.x, 0), 0).rg, seed)) / 255.0, 1.0);
}`;
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, screenVertexShader],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(
    gl.TEXTURE_2D,
    0,
    gl.RG32UI,
    labels.length,
    1,
    0,
    gl.RG_INTEGER,
    gl.UNSIGNED_INT,
    Uint32Array.from(words),
  );
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.uniform1ui(gl.getUniformLocation(program, 'seed'), seed);
  gl.viewport(0, 0, labels.length, 1);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixels = new Uint8Array(labels.length * 4);
  gl.readPixels(0, 0, labels.length, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  device.destroy();
  await Promise.resolve();
  return labels.filter((label, i) =>
    labelColor(BigInt(label), seed).some((part, p) => part !== pixels[i * 4 + p]),
  ).length;
}

const size: Vec3 = [80, 72, 60];
const center: Vec3 = [39.5, 35.5, 29.5];

/** So small that a brick of it alone is stored nowhere, and beyond 2^53. */
const SOLID = 2n ** 55n + 3n;

/** Balls of one label each, 24 apart, the lowest of them at the origin of the type. */
function ballAt([x, y, z]: Vec3, dtype: DType): bigint {
  const cell = [x, y, z].map((at) => Math.floor(at / 24));
  const far = Math.hypot(...[x, y, z].map((at, a) => at - (cell[a] ?? 0) * 24 - 12));
  if (far > 10.3) return 0n;
  if (dtype === 'bool') return 1n;
  return (origins[dtype] ?? 0n) + BigInt((cell[0] ?? 0) + 4 * (cell[1] ?? 0) + 16 * (cell[2] ?? 0));
}

export interface LabelVolumeCase {
  readonly dtype: DType;
  readonly rendering: 'iso_categorical' | 'translucent';
  readonly reach?: readonly number[];
  readonly look?: 'selected' | 'only' | 'plane' | 'holes' | 'solid';
  readonly perspective?: number;
}

interface LabelVolumeDeviation extends VolumeDeviation {
  readonly picked: number;
  /** Picked labels that are none that the formula has at that place. */
  readonly wrong: number;
}

/** Labels in 3D against the march in float64, and picked, case by case. */
export async function labelVolumes(cases: readonly LabelVolumeCase[]): Promise<LabelVolumeDeviation[]> {
  const stage = await volumeStage();
  const result: LabelVolumeDeviation[] = [];
  for (const given of cases) result.push(await labelVolume(stage, given));
  stage.destroy();
  return result;
}

async function labelVolume(stage: Stage, given: LabelVolumeCase): Promise<LabelVolumeDeviation> {
  const { dtype, rendering, reach = [-1, -1, -1], look, perspective = 0 } = given;
  const exact = (world: Vec3): bigint =>
    look === 'solid' && world[0] < 40
      ? SOLID
      : ballAt(world.map((at) => Math.floor(at)) as never as Vec3, dtype);
  const volume = new SyntheticVolume({
    ...{ dtype, size, chunk: [40, 36, 30] },
    factors: [
      [2, 2, 2],
      [2, 2, 2],
    ],
    formula: () => 0,
    labelFormula: exact,
  });
  // One stage shows them all: what differs has a name of its own.
  Object.assign(volume.dataset, { id: JSON.stringify(given) });
  if (look === 'holes')
    volume.stateOf = ({ level, index: [, z = 0, y = 0, x = 0] }) =>
      level > 0 || (x + y + z) % 3 === 0 ? 'ready' : (x + y + z) % 3 === 1 ? 'empty' : 'loading';
  const camera = cameraOn(center, 1.1, { perspective });
  const selected = labelOf(ballAt([36, 36, 12], dtype));
  const labels: LabelsFrame = {
    ...plain(dtype),
    ...((look === 'selected' || look === 'only') && { selected }),
    showSelectedOnly: look === 'only',
  };
  const layer: VolumeLayerFrame = volumeLayer(volume, camera, {
    ...{ rendering, labels },
    reach: reach.map((r) => (r < 0 ? Infinity : r)),
    ...(look === 'plane' && { slicePlane: { position: center, normal: [0.3, 0.8, 0.52] } as const }),
  });
  const deviation = await compareVolume(stage, volume, { camera, layer });
  let [picked, wrong] = [0, 0];
  for (let y = 2; y < 96; y += 8)
    for (let x = 2; x < 128; x += 8) {
      const pick = stage.renderer.pick(layer, camera, [x + 0.5, y + 0.5]);
      if (!pick) continue;
      picked++;
      const { scale = [], translation = [] } = volume.dataset.levels[pick.level] ?? {};
      const voxel = [2, 1, 0].map((a) => {
        const axis = 3 - a;
        const at = (pick.position[a as 0] - (translation[axis] ?? 0)) / (scale[axis] ?? 1);
        return Math.floor(at + 0.5) * (scale[axis] ?? 1) + (translation[axis] ?? 0);
      });
      const world = voxel.toReversed() as never as Vec3;
      const isExact = pick.value !== undefined && labelOf(pick.value) === labelOf(exact(world));
      if (!isExact || pick.value === 0) wrong++;
    }
  return { ...deviation, picked, wrong };
}
