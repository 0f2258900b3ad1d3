import { type Dataset, voxelAt } from '../../../core';
import {
  BRICK_SIZE,
  type BrickKey,
  type BrickPlan,
  type LevelVolume,
  type Ray,
  type Vec3,
  type VolumeView,
  levelVolume,
  pointAlong,
} from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import { findPieces, piecesOf } from '../bricks/brick-cutter';
import type { ValueBase } from '../bricks/brick-values';
import { sourceOf } from '../bricks/cut-brick';
import { BrickReader } from './brick-reader';
import { LodShells } from './lod-shells';
import type { Stretch, StretchAt } from './march-ray';

export interface WalkedVolume {
  readonly dataset: Dataset;
  readonly view: VolumeView;
  readonly lod: BrickPlan['lod'];
  readonly isLinear: boolean;
  readonly base: ValueBase;
}

/** The brick that a place is in at a level, and its reader when all of its payload is here. */
export interface Cell {
  readonly volume: LevelVolume;
  readonly brick: Vec3;
  readonly reader: BrickReader | undefined;
}

/** Part of a voxel by which a place is taken to be past a border that it lies on. */
const NUDGE = 1e-6;

/** Walks rays through the bricks of a volume that chunks in memory can fill, by the same rules as the shader. */
export class ChunkWalk {
  readonly #volume: WalkedVolume;
  readonly #chunks: ChunkLookup;
  readonly #levels: readonly (LevelVolume | undefined)[];
  readonly #readers = new Map<string, BrickReader | undefined>();

  constructor(volume: WalkedVolume, chunks: ChunkLookup) {
    this.#volume = volume;
    this.#chunks = chunks;
    const { dataset, view } = volume;
    this.#levels = dataset.levels.map(({ array }, level) => array && levelVolume(dataset, view, level));
  }

  /** The stretch of a ray from `t` on. */
  readonly stretchAt: StretchAt = (ray, t) => {
    const { end, cells } = this.#cellsAlong(ray, t);
    return this.#stretch(ray, end, cells);
  };

  /** Where the stretch of a ray from `t` on ends, and which brick the first channel has there. */
  cellAlong(ray: Ray, t: number): { readonly end: number; readonly cell: Cell | undefined } {
    const { end, cells } = this.#cellsAlong(ray, t);
    return { end, cell: cells[0] };
  }

  #cellsAlong(ray: Ray, t: number): { end: number; cells: (Cell | undefined)[] } {
    const shells = new LodShells(ray, this.#volume.lod);
    const start = t + NUDGE * voxelLength(ray, this.#levels[0]?.scale ?? [1, 1, 1]);
    const finest = shells.levelAt(start);
    const inside = pointAlong(ray, start);
    let end = shells.endOf(start, finest);
    const cells = this.#volume.view.channels.map((channel) => {
      for (let level = finest; level < this.#levels.length; level++) {
        const cell = this.#cellAt(inside, level, channel);
        if (!cell) continue;
        end = Math.min(end, cellExit(ray, cell));
        if (cell.reader) return cell;
      }
      return undefined;
    });
    return { end: Math.max(end, start), cells };
  }

  /** The finest brick that is here of a channel at a place. */
  cellOf(place: Vec3, finest: number, channel: number): Cell | undefined {
    for (let level = finest; level < this.#levels.length; level++) {
      const cell = this.#cellAt(place, level, channel);
      if (cell?.reader) return cell;
    }
    return undefined;
  }

  #cellAt([x, y, z]: Vec3, level: number, channel: number): Cell | undefined {
    const volume = this.#levels[level];
    if (!volume) return undefined;
    const { origin, scale, bricks } = volume;
    const along = (a: 0 | 1 | 2, world: number): number =>
      Math.min(Math.max(Math.floor((world - origin[a]) / scale[a] / BRICK_SIZE), 0), bricks[a] - 1);
    const brick: Vec3 = [along(0, x), along(1, y), along(2, z)];
    return { volume, brick, reader: this.#readerOf(volume, brick, channel) };
  }

  #readerOf(volume: LevelVolume, brick: Vec3, channel: number): BrickReader | undefined {
    const name = `${volume.level}/${channel}/${brick.join()}`;
    if (this.#readers.has(name)) return this.#readers.get(name);
    const { dataset, view, base } = this.#volume;
    const slice = volumeSlice(dataset, view, volume.level, channel);
    const key: BrickKey = {
      dataset: dataset.id,
      level: volume.level,
      slice,
      axes: [view.x, view.y, view.z],
      brick,
    };
    const found = findPieces(dataset, volume.level, { pieces: piecesOf(dataset, key), chunks: this.#chunks });
    const source = sourceOf(dataset, base, volume.array);
    const reader = found.isReady ? new BrickReader(source, key, found.present) : undefined;
    this.#readers.set(name, reader);
    return reader;
  }

  #stretch(ray: Ray, end: number, cells: readonly (Cell | undefined)[]): Stretch {
    const lengths = cells.map((cell) => (cell ? voxelLength(ray, cell.volume.scale) : Infinity));
    const read = (cell: Cell | undefined, place: Vec3): number => {
      if (!cell?.reader) return NaN;
      const [x, y, z] = voxelOf(cell.volume, place);
      return this.#volume.isLinear
        ? cell.reader.linear(x, y, z)
        : cell.reader.voxel(Math.floor(x), Math.floor(y), Math.floor(z));
    };
    return {
      end,
      voxelLength: Math.min(...lengths),
      valuesAt: (place) => cells.map((cell) => read(cell, place)),
      gradientAt: (place, channel) => {
        const cell = cells[channel];
        const slope = (a: 0 | 1 | 2): number => {
          const half = (cell?.volume.scale[a] ?? 1) / 2;
          const [low, high] = [[...place], [...place]] as [
            [number, number, number],
            [number, number, number],
          ];
          low[a] -= half;
          high[a] += half;
          return (read(cell, high) - read(cell, low)) / (2 * half);
        };
        return [slope(0), slope(1), slope(2)];
      },
    };
  }
}

/** A world position in voxels of a level: voxel `i` spans from `i` to `i + 1`. */
export function voxelOf({ origin, scale }: LevelVolume, [x, y, z]: Vec3): Vec3 {
  return [(x - origin[0]) / scale[0], (y - origin[1]) / scale[1], (z - origin[2]) / scale[2]];
}

/** Length of a ray, in world units, on which it passes one voxel. */
export function voxelLength({ direction: [x, y, z] }: Pick<Ray, 'direction'>, scale: Vec3): number {
  return 1 / Math.hypot(x / scale[0], y / scale[1], z / scale[2]);
}

/** Voxel indices, store order, of what one channel of a volume shows at a level; 0 at the displayed axes. */
function volumeSlice(dataset: Dataset, view: VolumeView, level: number, channel: number): number[] {
  return dataset.axes.map((_, axis) => {
    if (axis === view.x || axis === view.y || axis === view.z) return 0;
    if (axis === dataset.channelAxis) return channel;
    const scale = dataset.levels[level]?.scale[axis] ?? 1;
    const translation = dataset.levels[level]?.translation[axis] ?? 0;
    return voxelAt(view.position[axis] ?? 0, { scale, translation });
  });
}

/** Where a ray leaves a cell; the outermost cells of a level go on for ever. */
function cellExit({ origin, direction }: Ray, { volume, brick }: Cell): number {
  const along = (a: 0 | 1 | 2): number => {
    if (direction[a] === 0) return Infinity;
    const isOutwards = direction[a] > 0 ? brick[a] === volume.bricks[a] - 1 : brick[a] === 0;
    if (isOutwards) return Infinity;
    const border = volume.origin[a] + (brick[a] + (direction[a] > 0 ? 1 : 0)) * BRICK_SIZE * volume.scale[a];
    return (border - origin[a]) / direction[a];
  };
  return Math.min(along(0), along(1), along(2));
}
