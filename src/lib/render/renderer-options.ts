import type { Device } from '@luma.gl/core';
import type { Viewport } from './frame/place-quad';
import type { ShownFrame } from './frame/shown-frame';
import type { PoolHooks } from './pool-hooks';
import type { ScenePools } from './scene-pools';

export interface RendererOptions extends PoolHooks {
  /** Size of the canvas in device pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bytes for all textures and buffers; never exceeded, whatever is shown. The canvas itself is the browser's. */
  readonly gpuBytes: number;
  /** As much of it as flat pictures may take; all of it by default. */
  readonly sliceBytes?: number;
  /** Largest texture of tiles, in bytes. 128 MiB by default, which every driver that has so much memory allocates. */
  readonly maxTextureBytes?: number;
}

/** What is on the GPU and in the picture, for those who check it. */
export interface RendererInside {
  readonly device: Device;
  readonly pools: ScenePools;
  /** What the picture on the canvas is made of; `undefined` before the first one. */
  readonly shown: ShownFrame | undefined;
}

/** How large one picture is made. */
export interface BuildOptions {
  readonly nowMs: number;
  /** Size of the picture as a share of the canvas. */
  readonly scale: number;
  /** Other than the whole picture's. */
  readonly viewport?: Viewport;
}
