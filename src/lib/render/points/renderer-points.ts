import type { Dataset } from '../../core';
import type { ShownFrame } from '../frame/shown-frame';
import { viewportOf } from '../frame/place-quad';
import type { PixelSize } from '../frame/target-size';
import type { ChunkLookup } from '../layer-frame';
import type { UploadBudget } from '../tiles/upload-plan';
import type { SceneRequest } from '../volume/volume-frame';
import type { MakePointsPainter, PointsPainter } from './painter';

export interface RendererPointsOptions {
  readonly pools: { readonly points: PointsPainter | undefined; usePoints(make: MakePointsPainter): void };
  /** The canvas; `undefined` after a loss. */
  readonly canvas: () => PixelSize | undefined;
  /** The picture on it. */
  readonly shown: () => ShownFrame | undefined;
  /** Other pools have less room now. */
  readonly onUse: () => void;
  /** Something was handed to the GPU. */
  readonly onUpload: () => void;
}

/** What a renderer has to do with points. */
export class RendererPoints {
  readonly #options: RendererPointsOptions;

  constructor(options: RendererPointsOptions) {
    this.#options = options;
  }

  /** Makes what draws points, if there is none yet; it takes a part of the bytes. */
  use(make: MakePointsPainter): void {
    const { pools, canvas, onUse } = this.#options;
    if (!canvas() || pools.points) return;
    pools.usePoints(make);
    onUse();
  }

  /** Points that there is room for; 0 until they can be drawn. */
  capacity(dataset: Dataset): number {
    return this.#options.pools.points?.capacity(dataset) ?? 0;
  }

  /** Makes planned cells resident with what `chunks` has. By default 4 MiB or 3 ms a call. */
  upload(
    { points = [], camera }: SceneRequest,
    chunks: ChunkLookup,
    budget: UploadBudget = {},
  ): { readonly bytes: number; readonly pending: number } {
    const { pools, canvas, onUpload } = this.#options;
    const size = canvas();
    if (!size || !pools.points) return { bytes: 0, pending: 0 };
    const placed = points.map((frame) => ({ ...frame, camera, viewport: viewportOf(camera, size) }));
    const result = pools.points.upload(placed, chunks, budget);
    if (result.bytes > 0) onUpload();
    return result;
  }

  /** Cells of the picture on the canvas, by level; `undefined` for a layer that has no points. */
  drawnByLevel(layerId: string): Readonly<Record<number, number>> | undefined {
    const { pools, shown } = this.#options;
    const frame = shown()?.request.points?.find(({ id }) => id === layerId);
    return frame && pools.points?.drawnByLevel(frame);
  }

  /** Points of the cells that the picture on the canvas is made of. */
  drawn(layerId: string): number {
    const { pools, shown } = this.#options;
    const frame = shown()?.request.points?.find(({ id }) => id === layerId);
    return (frame && pools.points?.pointsOf(frame)) ?? 0;
  }
}
