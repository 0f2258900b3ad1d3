import {
  Buffer,
  type Device,
  type RenderPass,
  type RenderPipeline,
  Texture,
  type VertexArray,
} from '@luma.gl/core';
import { LOOKUP_WIDTH, type LookupTable } from '../color/lookup-table';
import {
  type CompositeDraw,
  type Draw,
  type DrawList,
  MAX_DRAWS,
  type MarchDraw,
  type Pass,
  QUADS_PER_DRAW,
  QUAD_BUFFER_BYTES,
  type SumDraw,
  type TileDraw,
  UNIFORM_ALIGNMENT,
} from '../frame/draw-list';
import { clipStrip } from '../frame/pane-viewport';
import { QUAD_FLOATS } from '../frame/place-quad';
import { SUM_LOOK_BYTES } from '../frame/sum-channels';
import type { Strip } from '../pace/strips';
import type { PointsPainter } from '../points/painter';
import type { PointsDraw } from '../points/points-frame';
import { Pipelines } from './pipelines';
import type { ScreenTargets } from './screen-targets';
import type { WordKind } from '../tiles/tile-format';
import type { VolumeGpu } from '../volume/gpu/volume-gpu';
import type { BrickTextures } from '../volume/gpu/brick-textures';
import type { TexturePool } from './texture-pool';

const QUAD_BLOCK_BYTES = QUADS_PER_DRAW * QUAD_FLOATS * 4;
/** One block more than the draws of a picture, for showing it. */
const UNIFORM_BYTES = (MAX_DRAWS + 1) * UNIFORM_ALIGNMENT;

/** What pictures are drawn from: tiles, or bricks and what the marches read besides. */
export interface DrawSources {
  readonly tiles: TexturePool;
  readonly volumes?: { readonly gpu: VolumeGpu; readonly bricks: BrickTextures };
  /** Colours that metadata gives to labels; there where labels are drawn. */
  readonly labelColors?: Texture;
  /** There where points are drawn. */
  readonly points?: PointsPainter;
}

/** What a strip is drawn from and into. */
export interface DrawPlaces extends DrawSources {
  readonly targets: ScreenTargets;
  /** Draw what belongs to the picture straight onto the canvas. */
  readonly toCanvas: boolean;
}

/** Executes draw lists. Decides nothing. */
export class FrameDrawer {
  /** Bytes of its buffers and of the lookup table. */
  readonly bytes: number;
  readonly #device: Device;
  readonly #pipelines: Pipelines;
  readonly #quads: Buffer;
  readonly #uniforms: Buffer;
  readonly #lookup: Texture;
  #vertices: VertexArray | undefined;

  constructor(device: Device, lookup: LookupTable) {
    this.#device = device;
    this.#pipelines = new Pipelines(device);
    const usage = Buffer.UNIFORM | Buffer.COPY_DST;
    this.#quads = device.createBuffer({ id: 'quads', byteLength: QUAD_BUFFER_BYTES, usage });
    this.#uniforms = device.createBuffer({ id: 'uniforms', byteLength: UNIFORM_BYTES, usage });
    this.#lookup = device.createTexture({
      id: 'lookup',
      format: 'rgba8unorm',
      width: LOOKUP_WIDTH,
      height: lookup.rows,
      usage: Texture.SAMPLE | Texture.COPY_DST,
    });
    this.#lookup.writeData(lookup.texels);
    this.bytes = drawerBytes(lookup);
  }

  /** Hands a picture to the GPU; its strips can be drawn until the next one is loaded. */
  load({ quads, uniforms, volume, passes }: DrawList, { volumes, points }: DrawSources): void {
    points?.load(passes.flatMap(({ draws }) => draws.filter(isPoints)));
    if (volume) volumes?.gpu.load(volume);
    if (quads.length > 0) this.#quads.write(quads);
    if (uniforms.length > 0) this.#uniforms.write(uniforms);
  }

  /** Whether every program that a picture needs has been linked; asking starts the linking. */
  isReady({ passes }: DrawList, { points }: DrawSources): boolean {
    let isReady = this.#isLinked(this.#pipelines.present);
    for (const { draws } of passes) {
      for (const draw of draws) {
        const isLinked = isPoints(draw)
          ? points?.isReady(draw) !== false
          : this.#isLinked(this.#pipelines.forDraw(draw));
        isReady = isLinked && isReady;
      }
    }
    return isReady;
  }

  /** Begins to link the programs of one plain channel of each kind. */
  warmUp(kinds: readonly WordKind[]): void {
    for (const kind of kinds) this.#pipelines.forTiles(kind, false, 'over');
  }

  drawStrip(list: DrawList, strip: Strip, places: DrawPlaces): void {
    for (const pass of list.passes) this.#drawPass(pass, { list, strip, places });
  }

  /** Shows the lower left `width × height` of the picture on the whole canvas. */
  present({ width, height }: DrawList, targets: ScreenTargets, canvas: readonly [number, number]): void {
    this.#uniforms.write(Float32Array.of(...canvas, width, height), MAX_DRAWS * UNIFORM_ALIGNMENT);
    const pass = this.#device.beginRenderPass({
      framebuffer: null,
      parameters: { viewport: [0, 0, ...canvas] },
      clearColor: false,
      clearDepth: false,
      clearStencil: false,
    });
    const uniforms = this.#block(this.#uniforms, MAX_DRAWS * UNIFORM_ALIGNMENT, UNIFORM_ALIGNMENT);
    this.#draw(pass, this.#pipelines.present, {
      bindings: { drawUniforms: uniforms, sceneColor: targets.texture('scene') },
      vertexCount: 3,
    });
    pass.end();
  }

  destroy(): void {
    this.#vertices?.destroy();
    this.#quads.destroy();
    this.#uniforms.destroy();
    this.#lookup.destroy();
    this.#pipelines.destroy();
  }

  #drawPass({ target, clear, clip, draws }: Pass, { list, strip, places }: StripContext): void {
    const scissorRect = clipStrip(strip, list, clip);
    if (!scissorRect) return;
    const isCanvas = target === 'scene' && places.toCanvas;
    const pass = this.#device.beginRenderPass({
      framebuffer: isCanvas ? null : places.targets.framebuffer(target),
      parameters: {
        viewport: [0, 0, list.width, list.height],
        scissorRect,
      },
      clearColor: clear ? [...clear] : false,
      clearDepth: clear && !isCanvas && places.targets.hasDepth ? 1 : false,
      clearStencil: false,
    });
    for (const draw of draws) {
      if (draw.type === 'tiles' || draw.type === 'sum') this.#drawTiles(pass, draw, places);
      else if (draw.type === 'march') this.#march(pass, draw, places);
      else if (isPoints(draw)) places.points?.draw(pass, draw);
      else this.#composite(pass, draw, places);
    }
    pass.end();
  }

  #drawTiles(pass: RenderPass, draw: TileDraw | SumDraw, { tiles, labelColors }: DrawPlaces): void {
    const isSum = draw.type === 'sum';
    this.#draw(pass, this.#pipelines.forDraw(draw), {
      bindings: {
        drawUniforms: this.#block(this.#uniforms, draw.uniformByte, UNIFORM_ALIGNMENT),
        quadUniforms: this.#block(this.#quads, draw.quadByte, QUAD_BLOCK_BYTES),
        ...(isSum && { channelUniforms: this.#block(this.#quads, draw.channelByte, SUM_LOOK_BYTES) }),
        tile: tiles.texture(draw.bucket, draw.texture),
        ...(!isSum && draw.isLabels
          ? colorsOf(labelColors)
          : (!isSum || !draw.isPlain) && { lookup: this.#lookup }),
      },
      vertexCount: 4,
      instanceCount: draw.quadCount,
    });
  }

  #march(pass: RenderPass, draw: MarchDraw, { volumes, labelColors }: DrawPlaces): void {
    if (!volumes) throw new Error('no bricks to march through');
    this.#draw(pass, this.#pipelines.forDraw(draw), {
      bindings: {
        marchUniforms: volumes.gpu.block(draw.blockByte),
        table: volumes.gpu.table,
        bricks: volumes.bricks.texture(draw.variant.format),
        ...(draw.variant.isLabels ? colorsOf(labelColors) : { lookup: this.#lookup }),
      },
      vertexCount: 3,
    });
  }

  #composite(pass: RenderPass, draw: CompositeDraw, { targets }: DrawPlaces): void {
    this.#draw(pass, this.#pipelines.forDraw(draw), {
      bindings: {
        drawUniforms: this.#block(this.#uniforms, draw.uniformByte, UNIFORM_ALIGNMENT),
        layerColor: targets.texture('layer'),
        ...(draw.isDeep && { layerDepth: depthOf(targets) }),
      },
      vertexCount: 3,
    });
  }

  #draw(
    pass: RenderPass,
    pipeline: RenderPipeline,
    { bindings, vertexCount, instanceCount }: DrawCall,
  ): void {
    this.#vertices ??= this.#device.createVertexArray({
      shaderLayout: pipeline.shaderLayout,
      bufferLayout: [],
    });
    pass.setPipeline(pipeline);
    pass.setBindings(bindings);
    pass.setVertexArray(this.#vertices);
    pass.draw(
      instanceCount === undefined ? { vertexCount } : { vertexCount, instanceCount, isInstanced: true },
    );
  }

  #isLinked(pipeline: RenderPipeline): boolean {
    if (pipeline.isErrored || linkStatus(pipeline) === 'error')
      throw new Error(`shader ${pipeline.id} failed`);
    return linkStatus(pipeline) === 'success';
  }

  #block(buffer: Buffer, offset: number, size: number): { buffer: Buffer; offset: number; size: number } {
    return { buffer, offset, size };
  }
}

/** Bytes of the buffers and of the lookup table of a drawer. */
export function drawerBytes(lookup: LookupTable): number {
  return QUAD_BUFFER_BYTES + UNIFORM_BYTES + lookup.texels.length;
}

function isPoints(draw: Draw): draw is PointsDraw {
  return draw.type === 'points';
}

function depthOf({ layerDepth }: ScreenTargets): Texture {
  if (!layerDepth) throw new Error('no depth of the layer');
  return layerDepth;
}

function colorsOf(labelColors: Texture | undefined): { readonly labelColors: Texture } {
  if (!labelColors) throw new Error('no colours of labels');
  return { labelColors };
}

/** luma.gl links programs in the background, and tells only the shared half of a pipeline when it has. */
function linkStatus({ linkStatus: own, sharedRenderPipeline: shared }: RenderPipeline): string {
  return shared && 'linkStatus' in shared ? String(shared.linkStatus) : own;
}

interface StripContext {
  readonly list: DrawList;
  readonly strip: Strip;
  readonly places: DrawPlaces;
}

interface DrawCall {
  readonly bindings: Parameters<RenderPass['setBindings']>[0];
  readonly vertexCount: number;
  readonly instanceCount?: number;
}
