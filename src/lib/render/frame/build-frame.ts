import type { Rect } from '../../core';
import { rampTint } from '../color/colormaps';
import { contrastWindow } from '../color/contrast-window';
import type { ColorTable } from '../labels/color-table';
import type { PlacedColors } from '../labels/color-textures';
import { type LabelsFrame, MAX_CONTOUR_PX, labelWords } from '../labels/labels-frame';
import type { ChannelFrame, LayerFrame, FrameRequest } from '../layer-frame';
import { tileFormat } from '../tiles/tile-format';
import {
  type CompositeDraw,
  type DrawList,
  type DrawPacker,
  type Pass,
  QUADS_PER_DRAW,
  type TileDraw,
} from './draw-list';
import { type PaneViewport, paneViewport } from './pane-viewport';
import { QUAD_FLOATS, type Viewport, placeQuad, visibleArea } from './place-quad';
import type { WeightedQuad } from './quad-cut';
import type { PixelRect } from './target-size';

/** What a channel shows, over the whole view. */
export interface ChannelQuads {
  readonly channel: ChannelFrame;
  readonly quads: readonly WeightedQuad[];
}

export interface LayerQuads {
  readonly layer: LayerFrame;
  readonly channels: readonly ChannelQuads[];
}

/** Where the tile of a quad is stored. */
export type FindTile = (
  quad: WeightedQuad,
  layer: LayerFrame,
) => { readonly texture: number; readonly layer: number } | undefined;

export interface FrameOptions {
  readonly viewport: Viewport;
  readonly findTile: FindTile;
  /** Row of a colormap in the lookup table; absent for ramps from black. */
  readonly rowOf: (colormap: string) => number | undefined;
  /** Where the colours are that metadata gives to labels. */
  readonly colorsAt: (table: ColorTable) => PlacedColors;
  /** Written over: what was built with it before must be on the GPU by now. */
  readonly packer: DrawPacker;
}

/** Cost of a pixel of a full-screen pass, and of linear interpolation, in pixels drawn with one tap. */
const PASS_COST = 0.3;
const LINEAR_COST = 2;
/** The same for labels, filled and as contours. */
const LABELS_COST = 1.5;
const CONTOUR_COST = 6;
/** Width of the white line within the border of the selected label, in CSS pixels. */
const OUTLINE_PX = 2;

/** Turns what is to be seen into the draws of one picture. Layers are drawn from the bottom up. */
export function buildFrame(
  scene: FrameRequest,
  layers: readonly LayerQuads[],
  options: FrameOptions,
): DrawList {
  const builder = new FrameBuilder(scene, options);
  layers.forEach((layer, index) => builder.addLayer(layer, index === 0));
  return builder.finish();
}

class FrameBuilder {
  readonly #scene: FrameRequest;
  readonly #options: FrameOptions;
  readonly #packer: DrawPacker;
  readonly #passes: Pass[] = [];
  #sceneDraws: (TileDraw | CompositeDraw)[] = [];
  #isBegun = false;
  #work: number;
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

  /** The bottom layer has nothing to be blended with, so that it is drawn as 'translucent' unless 'opaque', as in napari. */
  addLayer({ layer, channels }: LayerQuads, isBottom: boolean): void {
    const blending = isBottom && layer.blending !== 'opaque' ? 'translucent' : layer.blending;
    const [only] = channels;
    this.#enter(layer);
    if (channels.length === 1 && only && isDirect(layer, only, blending)) {
      this.#sceneDraws.push(...this.#channelDraws(layer, only, blending === 'opaque' ? 1 : layer.opacity));
      return;
    }
    const draws = channels.flatMap((channel) => this.#channelDraws(layer, channel, undefined));
    if (draws.length === 0 || this.#packer.isFull) return;
    this.#flushScene();
    this.#passes.push({ target: 'layer', clear: [0, 0, 0, 0], ...this.#clip, draws });
    const straight = layer.dataset.color === 'rgba' ? 1 : 0;
    const uniformByte = this.#packer.addUniforms([
      layer.opacity,
      blendingModes.indexOf(blending),
      straight,
      0,
    ]);
    this.#sceneDraws.push({ type: 'composite', blending, uniformByte });
    this.#work += this.#options.viewport.width * this.#options.viewport.height * PASS_COST * 2;
  }

  finish(): DrawList {
    if (this.#sceneDraws.length > 0 || !this.#isBegun) this.#flushScene();
    const { width, height } = this.#options.viewport;
    return { width, height, passes: this.#passes, ...this.#packer.finish(), work: this.#work };
  }

  /** Turns to where a layer is drawn: what comes from here on touches nothing else. */
  #enter({ pane }: LayerFrame): void {
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
      for (let from = 0; from < floats.length && !this.#packer.isFull; from += area) {
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

  #placeByTexture(quads: readonly WeightedQuad[], layer: LayerFrame): Map<number, number[]> {
    const { findTile } = this.#options;
    const { viewport, clip } = this.#place;
    const { center, turn } = this.#scene.camera;
    const area = growRect(visibleArea(viewport, turn, clip), this.#reachOf(layer));
    const placing = { center, zoom: viewport.zoom, area };
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
    const { viewport } = this.#place;
    const { turn } = this.#scene.camera;
    const place = [
      ...[viewport.middle[0], viewport.height - viewport.middle[1], Math.cos(turn), Math.sin(turn)],
      ...[viewport.width, viewport.height, 0, channel.gamma],
    ];
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
        ...[rest, scale, isAlpha ? 1 : 0, 0],
      ],
      words,
    );
  }
}

/** Widths of contours and of the outline of the selected label, in pixels of the picture. */
function contourWidths({ contourPx }: LabelsFrame, pxPerCss: number): [number, number] {
  return [Math.min(contourPx, MAX_CONTOUR_PX) * pxPerCss, OUTLINE_PX * pxPerCss];
}

function growRect({ x0, y0, x1, y1 }: Rect, by: number): Rect {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}

function costOf({ labels, interpolation }: LayerFrame): number {
  if (labels) return labels.contourPx > 0 ? CONTOUR_COST : LABELS_COST;
  return interpolation === 'linear' ? LINEAR_COST : 1;
}

/** The numbers by which the shader knows blendings. */
export const blendingModes = ['translucent', 'additive', 'opaque', 'minimum', 'multiplicative'];

/** One channel without fades needs no target of its own: its quads do not overlap. */
function isDirect(layer: LayerFrame, { quads }: ChannelQuads, blending: string): boolean {
  if (layer.dataset.color === 'rgba') return false;
  return (blending === 'translucent' || blending === 'opaque') && quads.every(({ weight }) => weight === 1);
}
