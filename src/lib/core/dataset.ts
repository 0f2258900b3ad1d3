import type { Axis } from './axes';
import type { DType } from './dtype';
import type { PointsMetadata } from './points';

/** What is known of a level once its array metadata has been read. Store axis order throughout. */
export interface LevelArray {
  readonly shape: readonly number[];
  /** The unit that is fetched and decoded: the inner chunk of a sharded array. */
  readonly chunks: readonly number[];
  /** The shard's shape; absent when the array is not sharded. */
  readonly shards?: readonly number[];
  /** What an absent chunk holds; decimal string for 64-bit integers, and 'NaN', 'Infinity', '-Infinity'. */
  readonly fillValue: number | string;
}

/** What each chunk of a level is made from, where none is stored as it is: such as the slices that a thick one sums up. */
export interface MadeFrom {
  /** Stored chunks that one takes, at most. */
  readonly chunks: number;
  /** Of one of those, once decoded. */
  readonly chunkBytes: number;
  /** Held beside the result while it is made. */
  readonly workBytes: number;
}

/**
 * One level of a multiscale image. World position of the centre of voxel `i` on axis `a`:
 * `i · scale[a] + translation[a]` (OME-NGFF, "coordinateTransformations"), with the voxel-centre rule already applied.
 */
export interface Level {
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  /** Absent until the level has been opened; `DatasetSource.openLevel` fills it in. */
  readonly array?: LevelArray;
  /** Absent where chunks are stored as they are. */
  readonly madeFrom?: MadeFrom;
}

/** One channel as metadata describes it. */
export interface Channel {
  readonly name: string;
  /** '#rrggbb', absent when the metadata names none. */
  readonly color?: string;
  /** Contrast window start and end, from omero. */
  readonly window?: readonly [number, number];
  /** Smallest and largest value, from omero. */
  readonly range?: readonly [number, number];
  readonly active: boolean;
}

/** What metadata says of labels (OME-NGFF "image-label"); labels are decimal strings, exact to 64 bits. */
export interface LabelsMetadata {
  /** rgba 0–255. */
  readonly colors: readonly {
    readonly label: string;
    readonly rgba: readonly [number, number, number, number];
  }[];
  readonly properties: readonly {
    readonly label: string;
    readonly values: Readonly<Record<string, string | number | boolean | null>>;
  }[];
}

/** How voxel centres were placed; see PRODUCT "Voxel centres". */
export type VoxelCenters = 'declared' | 'inferred' | 'literal' | 'overridden';

/** One multiscale image: immutable and plain, so that it can be posted to workers. A level that opens makes a new value. */
export interface Dataset {
  /** Canonical location and path within it, without secrets; the `dataset` of its chunk keys. */
  readonly id: string;
  readonly name: string;
  /** As the user wrote it. */
  readonly location: string;
  readonly dtype: DType;
  /** Store order. */
  readonly axes: readonly Axis[];
  /** Finest first; the first and the last are open. */
  readonly levels: readonly Level[];
  /** Index into `axes`; absent when there is no channel axis. */
  readonly channelAxis?: number;
  /** One per index of the channel axis, at least one. */
  readonly channels: readonly Channel[];
  /** 'rgb' or 'rgba' when the channel axis holds the components of one colour. */
  readonly color?: 'rgb' | 'rgba';
  /** Present when its integers name objects. */
  readonly labels?: LabelsMetadata;
  /** Present when it holds points in place of voxels. */
  readonly points?: PointsMetadata;
  readonly voxelCenters: VoxelCenters;
  /** Made on demand in a worker rather than fetched. */
  readonly generated: boolean;
  /** Under which key it is kept on this device: its address, absolute and without secrets; absent when it is not to be kept. */
  readonly keepRoot?: string;
  /** Path of each level's array below that, '' for the root itself; there where `keepRoot` is. */
  readonly levelPaths?: readonly string[];
  /** Origin that its requests go to, for limits on requests in flight; '' when generated. */
  readonly origin: string;
  /** What is invalid but common, and what was assumed; each a sentence for the user. */
  readonly warnings: readonly string[];
}

/** Returns the dataset with level `level` opened. */
export function withLevelArray(dataset: Dataset, level: number, array: LevelArray): Dataset {
  return { ...dataset, levels: dataset.levels.map((l, i) => (i === level ? { ...l, array } : l)) };
}
