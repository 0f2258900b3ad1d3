import { expect, test } from 'vitest';
import type { ChunkArray, Dataset } from '../../core';
import { type Camera2D, type PlanLimits, planTiles } from '../../view';
import { makeLookupTable } from '../color/lookup-table';
import { ColorTextures } from '../labels/color-textures';
import { ByteCounter } from '../gpu/device.fixture';
import type { ChunkLookup, FrameRequest, LayerFrame } from '../layer-frame';
import { viewportOf } from './place-quad';
import type { ShownFrame } from './shown-frame';
import { SliceScene } from './slice-scene';

const SIDE = 2048;
const CHUNK = [1, 256, 256];
const camera: Camera2D = {
  center: [SIDE / 2, SIDE / 2],
  zoom: 1,
  turn: 0,
  width: 1000,
  height: 1000,
  pixelRatio: 1,
};

const dataset: Dataset = {
  id: 'd',
  name: 'd',
  location: 'd',
  dtype: 'uint8',
  axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' as const })),
  levels: [1, 2, 4, 8].map((factor) => ({
    scale: [1, factor, factor],
    translation: [0, (factor - 1) / 2, (factor - 1) / 2],
    array: { shape: [9, SIDE / factor, SIDE / factor], chunks: CHUNK, fillValue: 0 },
  })),
  channels: [{ name: '0', active: true }],
  voxelCenters: 'declared',
  generated: true,
  origin: '',
  warnings: [],
};

const chunk: ChunkArray = { data: new Uint8Array(256 * 256), shape: CHUNK, stride: [65536, 256, 1] };
const chunks: ChunkLookup = { get: () => chunk, stateOf: () => 'ready' };

function layerAt({ z = 0, planned = z, ...limits }: Partial<PlanLimits> & { z?: number; planned?: number }) {
  const sliceAt = (at: number) => ({ horizontal: 2, vertical: 1, position: [at, 0, 0], channels: [0] });
  const all = { maxTiles: 999, maxChunkBytes: 2 ** 30, level: 'auto' as const, bias: 1, ...limits };
  const layer: LayerFrame = {
    id: 'layer',
    dataset,
    slice: sliceAt(z),
    plan: planTiles({ dataset, slice: sliceAt(planned), camera }, all),
    channels: [{ index: 0, colormap: 'gray', contrast: [0, 255], gamma: 1 }],
    opacity: 1,
    blending: 'translucent',
    interpolation: 'nearest',
    visible: true,
  };
  return layer;
}

/** A scene with room for `bytes` that shows a layer, and asks no GPU for it. */
class Shown {
  readonly scene: SliceScene;
  shown: ShownFrame | undefined;

  constructor(layer: LayerFrame, maxBytes: number) {
    const limits = { maxBytes, maxTextureBytes: 2 ** 27, maxLayers: 2048 };
    const { device } = new ByteCounter();
    const colors = new ColorTextures(device, maxBytes);
    this.scene = new SliceScene(device, limits, { lookup: makeLookupTable(), colors });
    this.scene.use([layer.dataset.dtype]);
    this.upload(layer, Infinity);
    this.shown = this.draw(layer);
  }

  /** Returns how much is still to come. */
  upload(layer: LayerFrame, maxBytes: number): number {
    const budget = { maxBytes, maxMs: Infinity };
    const pictures = { drawing: undefined, shown: this.shown };
    return this.scene.upload([layer], { chunks, budget, fades: false, ...pictures }).pending;
  }

  draw(layer: LayerFrame): ShownFrame {
    return this.drawAll([layer]);
  }

  drawAll(all: readonly LayerFrame[], from = camera): ShownFrame & { isCut: boolean } {
    const background = [0, 0, 0] as const;
    const request: FrameRequest = {
      ...{ camera: from, layers: all, background },
      ...{ interacting: false, deterministic: true },
    };
    const viewport = viewportOf(from, { widthPx: from.width, heightPx: from.height });
    const { layers, list } = this.scene.build(request, { nowMs: 0, viewport });
    return { request, layers, volumes: [], scale: 1, isCut: list.isCut === true };
  }
}

/** Square pixels that each level shows of a picture. */
function areas({ layers }: ShownFrame): Record<number, number> {
  const seen: Record<number, number> = {};
  for (const { quad } of layers.flatMap(({ channels }) => channels.flatMap(({ quads }) => quads))) {
    const { x0, y0, x1, y1 } = quad.world;
    seen[quad.key.level] = (seen[quad.key.level] ?? 0) + Math.round((x1 - x0) * (y1 - y0));
  }
  return seen;
}

const ROOMY = 16 * 2 ** 20;

test('a second type takes nothing from the picture, though the first gets a coarser plan for it', () => {
  const shown = new Shown(layerAt({}), ROOMY);
  expect(areas(shown.draw(layerAt({})))).toEqual({ 0: 1e6 });
  const coarser = layerAt({ bias: 4 });
  shown.scene.use(['uint8', 'float32']);
  shown.upload(coarser, 0);
  expect(areas(shown.draw(coarser))).toEqual({ 0: 1e6 });
});

test('a second type takes nothing from a slice that is shown until the next one has come', () => {
  const shown = new Shown(layerAt({ z: 3 }), ROOMY);
  const next = layerAt({ z: 3, planned: 4 });
  shown.scene.use(['uint8', 'float32']);
  shown.upload(next, 0);
  expect(areas(shown.draw(next))).toEqual({ 0: 1e6 });
});

test('a smaller budget takes nothing from the picture while it has room for it', () => {
  const shown = new Shown(layerAt({}), ROOMY);
  const coarser = layerAt({ bias: 4 });
  shown.scene.limit({ maxBytes: 3 * 2 ** 20, maxTextureBytes: 2 ** 27, maxLayers: 2048 });
  shown.upload(coarser, 0);
  expect(areas(shown.draw(coarser))).toEqual({ 0: 1e6 });
});

test('where the picture has no room any more, it gets coarser, and nowhere blank', () => {
  const shown = new Shown(layerAt({}), 2 ** 22);
  const coarser = layerAt({ bias: 2 });
  shown.scene.use(['uint8', 'float32']);
  shown.upload(coarser, 0);
  const { 0: fine = 0, ...rest } = areas(shown.draw(coarser));
  expect(fine).toBeGreaterThan(0);
  expect(fine + Object.values(rest).reduce((sum, area) => sum + area, 0)).toBe(1e6);
});

test('what is planned and finds no room beside the picture is still to come', () => {
  const shown = new Shown(layerAt({}), 2 ** 22);
  const coarser = layerAt({ bias: 2 });
  shown.scene.use(['uint8', 'float32']);
  expect(shown.upload(coarser, Infinity)).toBeGreaterThan(0);
  expect(shown.upload(coarser, Infinity)).toBe(0);
  expect(areas(shown.draw(coarser))).toEqual({ 1: 1e6 });
});

test('a picture of more tiles than there is room for is drawn from a coarser level, and whole', () => {
  const middle = (SIDE - 1) / 2;
  const wide: Camera2D = { ...camera, center: [middle, middle], width: SIDE, height: SIDE };
  const narrow = layerAt({});
  const limits = { maxTiles: 999, maxChunkBytes: 2 ** 30, level: 'auto' as const, bias: 1 };
  const layer = { ...narrow, plan: planTiles({ dataset, slice: narrow.slice, camera: wide }, limits) };
  const shown = new Shown(layer, ROOMY);
  const few = shown.drawAll(Array<LayerFrame>(100).fill(layer), wide);
  expect(areas(few)).toEqual({ 0: 100 * SIDE ** 2 });
  const many = shown.drawAll(Array<LayerFrame>(150).fill(layer), wide);
  const { 0: fine = 0, ...rest } = areas(many);
  expect(many.isCut).toBe(false);
  expect(fine).toBe(0);
  expect(Object.values(rest).reduce((sum, area) => sum + area, 0)).toBe(150 * SIDE ** 2);
});
