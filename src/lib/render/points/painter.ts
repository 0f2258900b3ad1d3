import type { Device, RenderPass } from '@luma.gl/core';
import type { Dataset, HeldDataset } from '../../core';
import type { ChunkLookup } from '../layer-frame';
import type { UploadBudget } from '../tiles/upload-plan';
import type { PointsDraw, PointsFrame, PointsPlace } from './points-frame';

/** Holds points on the GPU and draws them: fetched when the first layer of them opens. */
export interface PointsPainter {
  /** Of all its buffers and textures, fixed. */
  readonly bytes: number;
  /** Points that there is room for. */
  capacity(dataset: Dataset): number;
  bytesOf(dataset: HeldDataset): number;
  /** Makes planned cells resident with what `chunks` has, in order. */
  upload(
    frames: readonly (PointsFrame & PointsPlace)[],
    chunks: ChunkLookup,
    budget: UploadBudget,
  ): { bytes: number; pending: number };
  /** Returns what is here of a layer as a draw, with the points that it has; `undefined` when nothing is. */
  place(frame: PointsFrame, place: PointsPlace): { draw: PointsDraw; points: number } | undefined;
  /** Cells of a layer that are here, by level. */
  drawnByLevel(frame: PointsFrame): Record<number, number>;
  /** Points of a layer that are here. */
  pointsOf(frame: PointsFrame): number;
  /** Hands the blocks of a picture to the GPU. */
  load(draws: readonly PointsDraw[]): void;
  /** Whether the program of a draw has been linked; asking starts the linking. */
  isReady(draw: PointsDraw): boolean;
  draw(pass: RenderPass, draw: PointsDraw): void;
  destroy(): void;
}

/** Makes a painter that takes at most so many bytes. */
export type MakePointsPainter = (device: Device, maxBytes: number) => PointsPainter;
