import {
  Buffer,
  type Device,
  type RenderPass,
  type RenderPipeline,
  type Shader,
  Texture,
  type VertexArray,
} from '@luma.gl/core';
import { maxShownPoints } from '../../core';
import type { Dataset, HeldDataset } from '../../core';
import type { ChunkLookup } from '../layer-frame';
import { UNIFORM_ALIGNMENT } from '../frame/draw-list';
import type { UploadBudget } from '../tiles/upload-plan';
import { focusOf, pointsBlocks, SLOTS_PER_BLOCK, TEXTURE_WIDTH } from './points-block';
import { PointsPool, SLOT_BYTES, type FocusedFrame } from './points-pool';
import { pointsFragmentShader, pointsVertexShader } from './points-shader';
import { SLOT_POINTS, slotsFor } from './points-slots';
import type { PointsPainter } from './painter';
import type { PointsBlock, PointsDraw, PointsFrame, PointsPlace } from './points-frame';

/** Blocks of a picture, over all layers: what exceeds them is left out. */
const MAX_BLOCKS = 16;
const SLOTS_BYTES = SLOTS_PER_BLOCK * 32;
const BLOCK_BYTES = MAX_BLOCKS * (UNIFORM_ALIGNMENT + SLOTS_BYTES);
const SLOTS_PER_ROW = TEXTURE_WIDTH / SLOT_POINTS;
/** Of the two triangles of a disc. Instances of four corners take software rendering fifty times as long. */
const CORNERS = 6;

/** Holds points in one texture, allocated once, and draws them as discs. */
class GpuPointsPainter implements PointsPainter {
  readonly bytes: number;
  readonly #device: Device;
  readonly #pool: PointsPool;
  readonly #texture: Texture;
  readonly #looks: Buffer;
  readonly #slots: Buffer;
  readonly #pipelines = new Map<boolean, RenderPipeline>();
  readonly #shaders: Shader[] = [];
  #vertices: VertexArray | undefined;
  /** Where the blocks of the picture in work are. */
  #placed = new Map<PointsBlock, number>();

  constructor(device: Device, maxBytes: number) {
    this.#device = device;
    const mostSlots = Math.min(
      maxShownPoints / SLOT_POINTS,
      Math.floor((maxBytes - BLOCK_BYTES) / SLOT_BYTES),
    );
    const rows = Math.max(1, Math.floor(mostSlots / SLOTS_PER_ROW));
    this.#texture = device.createTexture({
      id: 'points',
      format: 'rgba32float',
      width: TEXTURE_WIDTH,
      height: rows,
      usage: Texture.SAMPLE | Texture.COPY_DST,
      sampler: { minFilter: 'nearest', magFilter: 'nearest' },
    });
    this.#pool = new PointsPool(rows * SLOTS_PER_ROW, (slot, texels) => {
      this.#write(slot, texels);
    });
    const usage = Buffer.UNIFORM | Buffer.COPY_DST;
    this.#looks = device.createBuffer({
      id: 'point-looks',
      byteLength: MAX_BLOCKS * UNIFORM_ALIGNMENT,
      usage,
    });
    this.#slots = device.createBuffer({ id: 'point-slots', byteLength: MAX_BLOCKS * SLOTS_BYTES, usage });
    this.bytes = rows * SLOTS_PER_ROW * SLOT_BYTES + BLOCK_BYTES;
  }

  capacity({ axes, points }: Dataset): number {
    const rows = points?.rows ?? SLOT_POINTS;
    return Math.floor(this.#pool.slots / slotsFor(rows, axes.length)) * rows;
  }

  bytesOf(dataset: HeldDataset): number {
    return this.#pool.bytesOf(dataset);
  }

  upload(
    frames: readonly (PointsFrame & PointsPlace)[],
    chunks: ChunkLookup,
    budget: UploadBudget,
  ): { bytes: number; pending: number } {
    const focused = frames
      .filter(({ visible }) => visible)
      .map((frame): FocusedFrame => ({ frame, focus: focusOf(frame, frame), zoom: frame.viewport.zoom }));
    return this.#pool.upload(focused, chunks, budget);
  }

  place(frame: PointsFrame, place: PointsPlace): { draw: PointsDraw; points: number } | undefined {
    const cells = this.#pool.cellsOf(frame).map(({ cell }) => cell);
    const blocks = pointsBlocks(frame, place, cells);
    if (blocks.length === 0) return undefined;
    const points = cells.reduce((sum, cell) => sum + cell.points, 0);
    return { draw: { type: 'points', isDeep: 'rotation' in place.camera, blocks }, points };
  }

  drawnByLevel(frame: PointsFrame): Record<number, number> {
    const counts: Record<number, number> = {};
    for (const { level } of this.#pool.cellsOf(frame)) counts[level] = (counts[level] ?? 0) + 1;
    return counts;
  }

  pointsOf(frame: PointsFrame): number {
    return this.#pool.cellsOf(frame).reduce((sum, { cell }) => sum + cell.points, 0);
  }

  load(draws: readonly PointsDraw[]): void {
    this.#placed = new Map();
    const blocks = draws.flatMap((draw) => draw.blocks).slice(0, MAX_BLOCKS);
    for (const [at, block] of blocks.entries()) {
      this.#placed.set(block, at);
      this.#looks.write(block.look, at * UNIFORM_ALIGNMENT);
      this.#slots.write(block.slots, at * SLOTS_BYTES);
    }
  }

  isReady({ isDeep }: PointsDraw): boolean {
    const { id, isErrored, linkStatus, sharedRenderPipeline } = this.#pipeline(isDeep);
    const status =
      sharedRenderPipeline && 'linkStatus' in sharedRenderPipeline
        ? String(sharedRenderPipeline.linkStatus)
        : linkStatus;
    if (isErrored || status === 'error') throw new Error(`shader ${id} failed`);
    return status === 'success';
  }

  draw(pass: RenderPass, { isDeep, blocks }: PointsDraw): void {
    const pipeline = this.#pipeline(isDeep);
    this.#vertices ??= this.#device.createVertexArray({
      shaderLayout: pipeline.shaderLayout,
      bufferLayout: [],
    });
    for (const block of blocks) {
      const at = this.#placed.get(block);
      if (at === undefined) continue;
      pass.setPipeline(pipeline);
      pass.setBindings({
        pointLook: { buffer: this.#looks, offset: at * UNIFORM_ALIGNMENT, size: UNIFORM_ALIGNMENT },
        pointSlots: { buffer: this.#slots, offset: at * SLOTS_BYTES, size: SLOTS_BYTES },
        points: this.#texture,
      });
      pass.setVertexArray(this.#vertices);
      pass.draw({ vertexCount: block.slotCount * SLOT_POINTS * CORNERS });
    }
  }

  destroy(): void {
    this.#vertices?.destroy();
    for (const pipeline of this.#pipelines.values()) pipeline.destroy();
    for (const shader of this.#shaders) shader.destroy();
    this.#looks.destroy();
    this.#slots.destroy();
    this.#texture.destroy();
  }

  #write(slot: number, texels: Float32Array): void {
    const width = texels.length / 4;
    this.#texture.writeData(texels, {
      x: (slot % SLOTS_PER_ROW) * SLOT_POINTS,
      y: Math.floor(slot / SLOTS_PER_ROW),
      width,
      height: 1,
      bytesPerRow: width * 16,
    });
  }

  #pipeline(isDeep: boolean): RenderPipeline {
    const known = this.#pipelines.get(isDeep);
    if (known) return known;
    const id = isDeep ? 'points deep' : 'points';
    const shader = (stage: 'vertex' | 'fragment', source: string) => {
      const made = this.#device.createShader({ id: `${id} ${stage}`, stage, source });
      this.#shaders.push(made);
      return made;
    };
    const pipeline = this.#device.createRenderPipeline({
      id,
      vs: shader('vertex', pointsVertexShader),
      fs: shader('fragment', pointsFragmentShader),
      topology: 'triangle-list',
      bufferLayout: [],
      parameters: {
        blend: true,
        ...{ blendColorOperation: 'add', blendAlphaOperation: 'add' },
        ...{ blendColorSrcFactor: 'one', blendAlphaSrcFactor: 'one' },
        ...{ blendColorDstFactor: 'one-minus-src-alpha', blendAlphaDstFactor: 'one-minus-src-alpha' },
        ...{ depthWriteEnabled: isDeep, depthCompare: isDeep ? 'less-equal' : 'always' },
      },
    });
    this.#pipelines.set(isDeep, pipeline);
    return pipeline;
  }
}

/** Makes what draws points, in at most so many bytes of the GPU. */
export function makePointsPainter(device: Device, maxBytes: number): PointsPainter {
  return new GpuPointsPainter(device, maxBytes);
}
