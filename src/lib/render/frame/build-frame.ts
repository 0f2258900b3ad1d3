import { NAN_COLORMAP, rampTint } from '../color/colormaps';
import { contrastWindow } from '../color/contrast-window';
import { labelWords } from '../labels/labels-frame';
import type { ChannelFrame, LayerBlending, LayerFrame, FrameRequest } from '../layer-frame';
import { drawPoints, POINT_COST, pointsAmong } from '../points/points-among';
import type { PointsFrame } from '../points/points-frame';
import { blendingModes, drawnBlending } from './blending';
import { tileFormat } from '../tiles/tile-format';
import {
  type CompositeDraw,
  type DrawList,
  type DrawPacker,
  type Pass,
  QUADS_PER_DRAW,
  type SumDraw,
  type TileDraw,
} from './draw-list';
import { type PaneViewport, paneViewport } from './pane-viewport';
import { type Placing, QUAD_FLOATS, placeQuad, visibleArea } from './place-quad';
import type { ChannelQuads, LayerQuads } from './layer-quads';
import type { WeightedQuad } from './quad-cut';
import {
  SUM_LANES,
  channelLooks,
  groupSums,
  isPlainLook,
  placeSums,
  SUM_FLOATS,
  SUM_FLOATS_PER_DRAW,
} from './sum-channels';
import type { PixelRect } from './target-size';
import { contourWidths, growRect } from './contour-widths';
import type { FrameOptions } from './frame-options';
import { isDirect } from './is-direct';
import { costOf, LINEAR_COST, PASS_COST, SUMMED_COST } from './draw-cost';

/** Turns what is to be seen into the draws of one picture. Layers are drawn from the bottom up. */
export function buildFrame(
  scene: FrameRequest,
  layers: readonly LayerQuads[],
  options: FrameOptions,
): DrawList {
  const builder = new FrameBuilder(scene, options);
  const points = pointsAmong(scene.layers, options.points?.frames ?? []);
  for (let index = 0; index <= layers.length; index++) {
    for (const frame of points.get(index) ?? []) builder.addPoints(frame, index === 0);
    const layer = layers[index];
    if (layer) builder.addLayer(layer, index === 0 && !points.has(0));
  }
  return builder.finish();
}

class FrameBuilder {
  readonly #scene: FrameRequest;
  readonly #options: FrameOptions;
  readonly #packer: DrawPacker;
  readonly #passes: Pass[] = [];
  #sceneDraws: (TileDraw | CompositeDraw)[] = [];
  #isBegun = false;
  #isCut = false;
  #work: number;
  #points = 0;
  /** Where the layer in work is drawn. */
  #place: PaneViewport;

  constructor(scene: FrameRequest, options: FrameOptions) {
    this.#scene = scene;
    this.#options = options;
    this.#packer = options.packer;
    this.#packer.reset();
    this.#place = { viewport: options.viewport };
    this.#work = options.viewport.width * options.viewport.height * PASS_COST;
  }

  addLayer({ layer, channels }: LayerQuads, isBottom: boolean): void {
    const blending = drawnBlending(layer.blending, isBottom);
    const [only] = channels;
    this.#enter(layer);
    if (channels.length === 1 && only && isDirect(layer, only, blending)) {
      this.#sceneDraws.push(...this.#channelDraws(layer, only, blending === 'opaque' ? 1 : layer.opacity));
      return;
    }
    const draws =
      channels.length > 1 && layer.dataset.color !== 'rgba'
        ? this.#sumDraws(layer, channels)
        : channels.flatMap((channel) => this.#channelDraws(layer, channel, undefined));
    if (draws.length === 0 || !this.#hasRoom()) return;
    this.#flushScene();
    this.#passes.push({ target: 'layer', clear: [0, 0, 0, 0], ...this.#clip, draws });
    this.#composite(layer.opacity, blending, layer.dataset.color === 'rgba' ? 1 : 0);
  }

  addPoints(frame: PointsFrame, isBottom: boolean): void {
    this.#enter(frame);
    const place = { camera: this.#scene.camera, viewport: this.#place.viewport };
    const drawn = this.#hasRoom() ? drawPoints(this.#options.points, frame, place) : undefined;
    if (!drawn) return;
    this.#flushScene();
    this.#passes.push({ target: 'layer', clear: [0, 0, 0, 0], ...this.#clip, draws: [drawn.draw] });
    this.#composite(frame.opacity, drawnBlending(frame.blending, isBottom));
    this.#work += drawn.points * POINT_COST;
    this.#points += drawn.points;
  }

  /** Puts the layer that was drawn apart onto the picture. */
  #composite(opacity: number, blending: LayerBlending, straight = 0): void {
    const values = [opacity, blendingModes.indexOf(blending), straight, 0];
    const uniformByte = this.#packer.addUniforms(values);
    this.#sceneDraws.push({ type: 'composite', blending, uniformByte, isDeep: false });
    this.#work += this.#options.viewport.width * this.#options.viewport.height * PASS_COST * 2;
  }

  finish(): DrawList {
    if (this.#sceneDraws.length > 0 || !this.#isBegun) this.#flushScene();
    const { width, height } = this.#options.viewport;
    return {
      ...{ width, height, passes: this.#passes, ...this.#packer.finish() },
      ...{ work: this.#work, points: this.#points, isCut: this.#isCut },
    };
  }

  /** Whether there is room for a draw; notes where there is none. */
  #hasRoom(): boolean {
    this.#isCut ||= this.#packer.isFull;
    return !this.#packer.isFull;
  }

  /** Turns to where a layer is drawn: what comes from here on touches nothing else. */
  #enter({ pane }: Pick<LayerFrame, 'pane'>): void {
    if (!pane && !this.#place.clip) return;
    if (this.#sceneDraws.length > 0 || !this.#isBegun) this.#flushScene();
    this.#place = paneViewport(this.#options.viewport, this.#scene.camera, pane);
  }

  get #clip(): { readonly clip?: PixelRect } {
    const { clip } = this.#place;
    return clip ? { clip } : {};
  }

  #flushScene(): void {
    if (this.#isBegun && this.#sceneDraws.length === 0) return;
    const draws = this.#sceneDraws;
    this.#passes.push(
      this.#isBegun
        ? { target: 'scene', ...this.#clip, draws }
        : { target: 'scene', clear: [...this.#scene.background, 1], draws },
    );
    this.#isBegun = true;
    this.#sceneDraws = [];
  }

  /** `opacity` is given when the channel goes straight onto the picture. */
  #channelDraws(
    layer: LayerFrame,
    { channel, quads }: ChannelQuads,
    opacity: number | undefined,
  ): TileDraw[] {
    const draws: TileDraw[] = [];
    const isLabels = layer.labels !== undefined;
    const linear = layer.interpolation === 'linear' && !isLabels;
    const { bucket, kind } = tileFormat(layer.dataset.dtype);
    for (const [texture, floats] of this.#placeByTexture(quads, layer)) {
      const area = QUADS_PER_DRAW * QUAD_FLOATS;
      for (let from = 0; from < floats.length && this.#hasRoom(); from += area) {
        const part = floats.slice(from, from + area);
        draws.push({
          type: 'tiles',
          bucket,
          kind,
          linear,
          isLabels,
          mix: opacity === undefined ? 'add' : 'over',
          texture,
          quadByte: this.#packer.addQuads(Float32Array.from(part)),
          quadCount: part.length / QUAD_FLOATS,
          uniformByte: this.#addTileUniforms(layer, channel, opacity),
        });
      }
    }
    return draws;
  }

  /** All channels of a layer, some at once: as many each time, so that one program draws them all. */
  #sumDraws(layer: LayerFrame, channels: readonly ChannelQuads[]): SumDraw[] {
    const lanes = Math.ceil(channels.length / Math.ceil(channels.length / SUM_LANES));
    const draws: SumDraw[] = [];
    for (let first = 0; first < channels.length; first += lanes)
      draws.push(...this.#sumDrawsOf(layer, channels.slice(first, first + lanes), lanes));
    return draws;
  }

  #sumDrawsOf(layer: LayerFrame, channels: readonly ChannelQuads[], lanes: number): SumDraw[] {
    const { findTile, rowOf } = this.#options;
    const linear = layer.interpolation === 'linear';
    const { byTexture, tilePx } = placeSums(groupSums(layer, channels, findTile), this.#placing());
    this.#work += tilePx * SUMMED_COST * (linear ? LINEAR_COST : 1);
    if (byTexture.size === 0 || !this.#hasRoom()) return [];
    const looks = channels.map(({ channel }) => channel);
    const channelByte = this.#packer.addQuads(channelLooks(layer, looks, rowOf));
    const isPlain = looks.every(isPlainLook);
    const common = {
      type: 'sum',
      ...tileFormat(layer.dataset.dtype),
      linear,
      lanes,
      isPlain,
      channelByte,
    } as const;
    const draws: SumDraw[] = [];
    for (const [texture, floats] of byTexture)
      for (let from = 0; from < floats.length && this.#hasRoom(); from += SUM_FLOATS_PER_DRAW) {
        const part = Float32Array.from(floats.slice(from, from + SUM_FLOATS_PER_DRAW));
        const quadCount = part.length / SUM_FLOATS;
        const quadByte = this.#packer.addQuads(part);
        draws.push({ ...common, texture, quadByte, quadCount, uniformByte: this.#addFrameUniforms() });
      }
    return draws;
  }

  #placing(): Placing {
    const { viewport, clip } = this.#place;
    const { center, turn } = this.#scene.camera;
    return { center, zoom: viewport.zoom, area: visibleArea(viewport, turn, clip) };
  }

  #placeByTexture(quads: readonly WeightedQuad[], layer: LayerFrame): Map<number, number[]> {
    const { findTile } = this.#options;
    const whole = this.#placing();
    const placing = { ...whole, area: growRect(whole.area, this.#reachOf(layer)) };
    const floats = new Float32Array(QUAD_FLOATS);
    const byTexture = new Map<number, number[]>();
    for (const weighted of quads) {
      const tile = findTile(weighted, layer);
      if (!tile) continue;
      const at = { layer: tile.layer, weight: weighted.weight };
      const areaPx = placeQuad(weighted.quad, placing, at, { floats, at: 0 });
      if (areaPx === 0) continue;
      this.#work += areaPx * costOf(layer);
      const list = byTexture.get(tile.texture) ?? [];
      list.push(...floats);
      byTexture.set(tile.texture, list);
    }
    return byTexture;
  }

  /** What a draw must know of the picture. */
  #frameUniforms(gamma: number): number[] {
    const { viewport } = this.#place;
    const { turn } = this.#scene.camera;
    return [
      ...[viewport.middle[0], viewport.height - viewport.middle[1], Math.cos(turn), Math.sin(turn)],
      ...[viewport.width, viewport.height, 0, gamma],
    ];
  }

  #addFrameUniforms(): number {
    return this.#packer.addUniforms(this.#frameUniforms(1));
  }

  /** Pixels of the picture beyond its edges that decide how it looks within. */
  #reachOf({ labels }: LayerFrame): number {
    return labels ? Math.max(...contourWidths(labels, this.#pxPerCss)) : 0;
  }

  /** Pixels of the picture for each CSS pixel. */
  get #pxPerCss(): number {
    return this.#options.viewport.zoom / this.#scene.camera.zoom;
  }

  #addTileUniforms(layer: LayerFrame, channel: ChannelFrame, opacity = 1): number {
    const { dataset, labels } = layer;
    const { rowOf, colorsAt } = this.#options;
    const place = this.#frameUniforms(channel.gamma);
    if (labels) {
      const writes = [opacity, opacity, opacity, opacity];
      const values = [...place, 0, 0, 0, 0, ...writes, ...contourWidths(labels, this.#pxPerCss), 0, 0];
      const words = labelWords(dataset.dtype, labels, colorsAt(labels.colors));
      return this.#packer.addUniforms(values, [0, 0, 0, 0, ...words]);
    }
    const { words, rest, scale } = contrastWindow(dataset.dtype, channel.contrast);
    const tint = rampTint(channel.colormap) ?? [255, 255, 255];
    const isAlpha = dataset.color === 'rgba' && channel.index === 3;
    const writesColor = isAlpha ? 0 : opacity;
    const writesAlpha = dataset.color === 'rgba' && !isAlpha ? 0 : opacity;
    return this.#packer.addUniforms(
      [
        ...place,
        ...[...tint.map((part) => part / 255), rowOf(channel.colormap) ?? -1],
        ...[writesColor, writesColor, writesColor, writesAlpha],
        ...[rest, scale, isAlpha ? 1 : 0, channel.colormap === NAN_COLORMAP ? 1 : 0],
      ],
      words,
    );
  }
}
