import type { LookupTable } from '../color/lookup-table';
import { blendingModes, drawnBlending, isDepthTested } from '../frame/blending';
import { type CompositeDraw, type DrawList, DrawPacker, type MarchDraw, type Pass } from '../frame/draw-list';
import { type PaneViewport, paneViewport } from '../frame/pane-viewport';
import type { Viewport } from '../frame/place-quad';
import { brickFormat } from './bricks/brick-format';
import { drawPoints, pointsAmong, type PointsSource } from '../points/points-among';
import type { PointsFrame } from '../points/points-frame';
import type { BrickStore } from './bricks/brick-store';
import { BLOCK_BYTES, MAX_MARCHES } from './gpu/volume-gpu';
import { WORK_BANDS, estimateWork } from './march/estimate-work';
import { MARCH_CHANNELS, type MarchPicture, marchBlock } from './march/march-block';
import type { BrickPoolLayout } from './bricks/pool-grid';
import type { ShownVolume } from './shown-volume';
import type { VolumeLayerFrame, VolumeRequest } from './volume-frame';

export interface VolumeBuildOptions {
  readonly viewport: Viewport;
  readonly store: BrickStore;
  readonly layout: BrickPoolLayout;
  readonly rowOf: LookupTable['rowOf'];
  readonly colorsAt: MarchPicture['colorsAt'];
  /** There where points are drawn. */
  readonly points?: PointsSource;
  /** Voxels from one sample to the next. */
  readonly step: number;
  /** The device cannot filter floats. */
  readonly mustFilterFloats: boolean;
  /** The used part of the page table. */
  readonly table: Uint32Array;
}

/** Whether layers, or points, hide each other by how far away they are: the screen's targets must have depths to draw them. */
export function hasDepth({ layers, points = [] }: VolumeRequest): boolean {
  if (points.some(({ visible }) => visible)) return true;
  return layers.filter((layer) => layer.visible && isDepthTested(layer.blending)).length > 1;
}

/** Cost of a pixel of a full-screen pass, in samples. */
const PASS_COST = 0.3;
/** Cost of a point: of its corners and of a small disc. */
const POINT_SAMPLES = 3;

/** Turns what is to be seen of volumes into the draws of one picture. Layers are drawn from the bottom up. */
export function buildVolumes(
  request: VolumeRequest,
  volumes: readonly ShownVolume[],
  options: VolumeBuildOptions,
): DrawList {
  const builder = new VolumeBuilder(request, options);
  const points = pointsAmong(request.layers, options.points?.frames ?? []);
  for (let index = 0; index <= volumes.length; index++) {
    for (const frame of points.get(index) ?? []) builder.addPoints(frame, index === 0);
    const volume = volumes[index];
    if (volume) builder.addLayer(volume, index === 0 && !points.has(0));
  }
  return builder.finish(volumes);
}

class VolumeBuilder {
  readonly #request: VolumeRequest;
  readonly #options: VolumeBuildOptions;
  readonly #packer: DrawPacker;
  readonly #blocks: Float32Array;
  readonly #passes: Pass[] = [];
  readonly #isDeep: boolean;
  #marches = 0;
  #points = 0;

  constructor(request: VolumeRequest, options: VolumeBuildOptions) {
    this.#request = request;
    this.#options = options;
    this.#isDeep = hasDepth(request);
    this.#packer = new DrawPacker({
      quadBytes: 0,
      draws: request.layers.length + (options.points?.frames.length ?? 0),
    });
    const marches = request.layers.reduce((sum, { channels }) => sum + channels.length, 0);
    this.#blocks = new Float32Array((Math.min(MAX_MARCHES, marches) * BLOCK_BYTES) / 4);
    this.#passes.push({ target: 'scene', clear: [...request.background, 1], draws: [] });
  }

  addLayer(volume: ShownVolume, isBottom: boolean): void {
    const { layer } = volume;
    const draws = this.#marchesOf(volume);
    if (draws.length > 0) this.#put(layer, draws, isBottom);
  }

  addPoints(frame: PointsFrame, isBottom: boolean): void {
    const { viewport } = this.#placeOf(frame);
    const drawn = drawPoints(this.#options.points, frame, { camera: this.#request.camera, viewport });
    if (!drawn) return;
    this.#put(frame, [drawn.draw], isBottom);
    this.#points += drawn.points;
  }

  #put(layer: VolumeLayerFrame | PointsFrame, draws: Pass['draws'], isBottom: boolean): void {
    const blending = drawnBlending(layer.blending, isBottom);
    const isDeep = this.#isDeep && isDepthTested(layer.blending);
    const { clip } = this.#placeOf(layer);
    const within = clip ? { clip } : {};
    this.#passes.push({ target: 'layer', clear: [0, 0, 0, 0], ...within, draws });
    const uniformByte = this.#packer.addUniforms([layer.opacity, blendingModes.indexOf(blending), 0, 0]);
    const composite: CompositeDraw = { type: 'composite', blending, uniformByte, isDeep };
    this.#passes.push({ target: 'scene', ...within, draws: [composite] });
  }

  #placeOf({ pane }: Pick<VolumeLayerFrame, 'pane'>): PaneViewport {
    return paneViewport(this.#options.viewport, this.#request.camera, pane);
  }

  finish(volumes: readonly ShownVolume[]): DrawList {
    const { viewport, step, table } = this.#options;
    const { width, height } = viewport;
    const marched = volumes.filter(({ levels }) => levels.length > 0);
    const estimated = marched.map(({ layer, levels }) => ({ layer, levels, step }));
    const passes =
      (width * height * PASS_COST * this.#passes.length + this.#points * POINT_SAMPLES) / WORK_BANDS;
    const bands = estimateWork(estimated, this.#request.camera, viewport).map((work) => work + passes);
    const work = bands.reduce((sum, band) => sum + band, 0);
    const profile = bands.map((band) => band / work);
    const blocks = this.#blocks.subarray(0, (this.#marches * BLOCK_BYTES) / 4);
    return {
      width,
      height,
      passes: this.#passes,
      ...this.#packer.finish(),
      work,
      points: this.#points,
      isDeep: this.#isDeep,
      volume: { blocks, table, profile },
    };
  }

  #marchesOf({ layer, levels }: ShownVolume): MarchDraw[] {
    const { store, layout, step, rowOf, colorsAt } = this.#options;
    const { viewport } = this.#placeOf(layer);
    const base = store.baseOf(layer.dataset);
    if (levels.length === 0 || base === undefined) return [];
    const { camera } = this.#request;
    const picture = { camera, viewport, grid: layout.grid, levels, base, step, rowOf, colorsAt };
    const draws: MarchDraw[] = [];
    const group = layer.labels ? 1 : MARCH_CHANNELS;
    for (let first = 0; first < layer.channels.length && this.#marches < MAX_MARCHES; first += group) {
      const channels = layer.channels.slice(first, first + group);
      const blockByte = this.#marches++ * BLOCK_BYTES;
      this.#blocks.set(marchBlock(layer, picture, { first, channels }), blockByte / 4);
      draws.push({ type: 'march', variant: this.#variantOf(layer, channels.length, first > 0), blockByte });
    }
    return draws;
  }

  #variantOf(
    { dataset, rendering, interpolation, labels }: VolumeLayerFrame,
    channels: number,
    isAdded: boolean,
  ): MarchDraw['variant'] {
    const format = brickFormat(dataset);
    const isLabels = labels !== undefined;
    const mustFilter = format === 'r32float' && this.#options.mustFilterFloats;
    const isNearest = interpolation === 'nearest';
    const isSingle = channels === 1;
    return { rendering, format, isLabels, isSingle, mustFilter, isNearest, isAdded };
  }
}
