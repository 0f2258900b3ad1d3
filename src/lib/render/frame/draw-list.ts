import type { Bucket, WordKind } from '../tiles/tile-format';
import type { LayerBlending } from '../layer-frame';
import type { MarchVariant } from '../volume/march/march-variant';
import type { PointsDraw } from '../points/points-frame';
import { QUAD_FLOATS } from './place-quad';
import type { PixelRect } from './target-size';

/** Quads of one draw: as many as fit the smallest uniform block that WebGL2 allows (16 KiB). */
export const QUADS_PER_DRAW = 256;
/** Quads of a picture: one for every 16×16 pixels of a large screen. A picture of more is built coarser. */
export const MAX_QUADS = 8192;
/** Draws of a picture, over all layers and channels. A picture of more is built coarser. */
export const MAX_DRAWS = 384;
/** Uniform blocks start at multiples of this, the largest that drivers ask for. */
export const UNIFORM_ALIGNMENT = 256;
/** Floats of the uniform block of a draw, with room to spare up to the alignment. */
export const UNIFORM_FLOATS = UNIFORM_ALIGNMENT / 4;
/** Bytes of quads, with a whole block after the last start, since a block is always bound in full. */
export const QUAD_BUFFER_BYTES =
  (MAX_QUADS + QUADS_PER_DRAW) * QUAD_FLOATS * 4 + MAX_DRAWS * UNIFORM_ALIGNMENT;

/** Where a pass draws: the layer's own target, or the picture. */
export type Target = 'layer' | 'scene';

export interface TileDraw {
  readonly type: 'tiles';
  readonly bucket: Bucket;
  readonly kind: WordKind;
  readonly linear: boolean;
  /** Its voxels name objects. */
  readonly isLabels: boolean;
  /** 'add' sums channels and fades; 'over' puts one channel without fades straight over the picture. */
  readonly mix: 'add' | 'over';
  /** Which texture of the bucket. */
  readonly texture: number;
  readonly quadByte: number;
  readonly quadCount: number;
  readonly uniformByte: number;
}

/** Tiles of several channels, added up at each place before the picture is written to. */
export interface SumDraw extends Omit<TileDraw, 'type' | 'mix' | 'isLabels'> {
  readonly type: 'sum';
  /** Where the looks of the channels are. */
  readonly channelByte: number;
  /** Channels at most, up to `SUM_LANES`. */
  readonly lanes: number;
  /** All are ramps from black without gamma. */
  readonly isPlain: boolean;
}

export interface CompositeDraw {
  readonly type: 'composite';
  readonly blending: LayerBlending;
  readonly uniformByte: number;
  /** What is farther away than what is there already is left out. */
  readonly isDeep: boolean;
}

/** One march of the bricks of a volume through the whole picture. */
export interface MarchDraw {
  readonly type: 'march';
  readonly variant: MarchVariant;
  /** Where its block of uniforms is. */
  readonly blockByte: number;
}

export type Draw = TileDraw | SumDraw | CompositeDraw | MarchDraw | PointsDraw;

/** What is drawn into one target without a change of target. */
export interface Pass {
  readonly target: Target;
  /** Colour to begin with, and then nothing is near; absent when it goes on from what is there. */
  readonly clear?: readonly [number, number, number, number];
  /** The part of the picture that it may touch, from the left and from the top; absent: all of it. */
  readonly clip?: PixelRect;
  readonly draws: readonly Draw[];
}

/** What a picture of volumes needs besides. */
export interface VolumeParts {
  /** Uniform blocks of its marches. */
  readonly blocks: Float32Array;
  /** The used part of the page table, two words a cell. */
  readonly table: Uint32Array;
  /** Share of the work in each of as many equal bands of rows, from the bottom up. */
  readonly profile: readonly number[];
}

/** A picture as the GPU is told it: plain data. */
export interface DrawList {
  readonly width: number;
  readonly height: number;
  readonly passes: readonly Pass[];
  readonly quads: Float32Array;
  readonly uniforms: Float32Array;
  /** About the pixels drawn, weighted by what one costs. */
  readonly work: number;
  /** Points, each of which every strip of the picture takes anew; absent: none. */
  readonly points?: number;
  /** Something was left out for want of room. */
  readonly isCut?: boolean;
  /** Layers hide each other by how far away they are: the targets must have depths. */
  readonly isDeep?: boolean;
  /** Present when the picture is of volumes. */
  readonly volume?: VolumeParts;
}

/** Packs quads and uniform blocks at the alignment that the GPU asks for. */
export class DrawPacker {
  readonly #quads: Float32Array;
  readonly #uniforms: Float32Array;
  #quadEnd = 0;
  #draws = 0;

  /** As many bytes of quads, and uniform blocks, as there is room for on the GPU; or fewer, where they are made for each frame. */
  constructor({ quadBytes = QUAD_BUFFER_BYTES, draws = MAX_DRAWS } = {}) {
    this.#quads = new Float32Array(quadBytes / 4);
    this.#uniforms = new Float32Array(draws * UNIFORM_FLOATS);
  }

  /** Starts over; what {@link finish} returned before is written over. */
  reset(): void {
    this.#quadEnd = 0;
    this.#draws = 0;
  }

  get isFull(): boolean {
    return this.#draws >= MAX_DRAWS || this.#quadEnd + QUADS_PER_DRAW * QUAD_FLOATS > MAX_QUADS * QUAD_FLOATS;
  }

  /** Returns where the block of uniforms was put, in bytes. */
  addUniforms(values: readonly number[], words?: readonly number[]): number {
    const at = this.#draws++ * UNIFORM_FLOATS;
    this.#uniforms.set(values, at);
    if (words) new Uint32Array(this.#uniforms.buffer).set(words, at + values.length);
    return at * 4;
  }

  /** Returns where the quads were put, in bytes. */
  addQuads(floats: Float32Array): number {
    const step = UNIFORM_ALIGNMENT / 4;
    const at = Math.ceil(this.#quadEnd / step) * step;
    this.#quads.set(floats, at);
    this.#quadEnd = at + floats.length;
    return at * 4;
  }

  finish(): { quads: Float32Array; uniforms: Float32Array } {
    return {
      quads: this.#quads.subarray(0, this.#quadEnd),
      uniforms: this.#uniforms.subarray(0, this.#draws * UNIFORM_FLOATS),
    };
  }
}
