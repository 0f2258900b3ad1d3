/**
 * The constants of planner, scheduler and caches that strategies of loading differ in. The bound on memory is none of
 * them: it holds whatever these are.
 */
export interface Tuning {
  /** Coarser levels are loaded first and kept as stand-ins; otherwise each place is loaded at one level only. */
  readonly standIns: boolean;
  /** How much a stand-in may be magnified: beyond it a level between is loaded as well. */
  readonly magnification: number;
  /** Part of the chunks of the level that is aimed for which each other level may add. */
  readonly extraChunks: number;
  /** A level of a slice is pinned whole that has at most this many tiles. */
  readonly pinnedTiles: number;
  /** The coarsest level of a volume is pinned whole that has at most this many bricks. */
  readonly pinnedBricks: number;
  /** A voxel of a slice may be this many device pixels wide before a finer level is taken. */
  readonly voxelPx: number;
  /** A level of a slice is left only when the size of its voxels passes its bound by this factor. */
  readonly hysteresis: number;
  /** How much farther what lies behind the focus of a volume counts: it is likelier to be hidden. */
  readonly behind: number;
  /** Part of the GPU's tiles, bricks, and of the memory for chunks that one view plans for; the rest keeps what was just left. */
  readonly tileShare: number;
  readonly brickShare: number;
  readonly chunkShare: number;
  /** Part of the memory for chunks for what play will show next. */
  readonly prefetchShare: number;
  /** Requests at once to an origin: over HTTP/1.1, and over HTTP/2 and 3 at first and at most. */
  readonly http1Requests: number;
  readonly http2First: number;
  readonly http2Most: number;
  /** Chunks at once for each worker that generates them. */
  readonly generatedPerWorker: number;
  /** MiB of chunks that can be made again in milliseconds which are kept though no view wants them. */
  readonly idleMiB: number;
  /** Of the limit of what is kept on this device: room is made above the first part of it, down to the second. */
  readonly diskHigh: number;
  readonly diskLow: number;
  /** Part of that limit which datasets have fair shares of; what goes beyond them goes first. */
  readonly diskShared: number;
  /** While frames show more than this part of that limit, the finest level is not kept: it would only push itself out. */
  readonly diskCrowded: number;
  /** Seconds of use for which what was kept stays. */
  readonly diskMinAgeS: number;
  /** How many times as slowly each coarser level ages on this device. */
  readonly diskAging: number;
  /** MiB of the coarsest levels of a dataset that go after the finer ones of all. */
  readonly diskOverviewMiB: number;
  /** How many times the share of others a dataset has that is open. */
  readonly diskOpenWeight: number;
  /** What uploads may take of a frame: while the view moves, and in 3D while it stands still. */
  readonly movingUploadMs: number;
  readonly volumeUploadMs: number;
  readonly volumeUploadMiB: number;
  /** Without input for this long the view counts as still, and is drawn at full resolution. */
  readonly stillMs: number;
}

/** Something of everything soon, then sharper: what was found best so far. */
export const progressiveTuning: Tuning = {
  standIns: true,
  magnification: 8,
  extraChunks: 0.1,
  pinnedTiles: 4,
  pinnedBricks: 64,
  // Halfway between two powers of two.
  voxelPx: Math.SQRT2,
  hysteresis: 1.1,
  behind: 2,
  tileShare: 0.5,
  brickShare: 0.85,
  chunkShare: 0.8,
  prefetchShare: 0.15,
  // What browsers open, and as many again that wait for them: a connection is not idle until the next frame has ended.
  http1Requests: 12,
  http2First: 16,
  http2Most: 32,
  generatedPerWorker: 2,
  // Enough to go back one step, and the same for an exabyte as for a gigabyte.
  idleMiB: 4,
  diskHigh: 0.9,
  // Far enough below that room need not be made again at once.
  diskLow: 0.8,
  // Below both, so that what is about to be written finds its room with the datasets that are over their shares, too.
  diskShared: 0.7,
  diskCrowded: 0.5,
  diskMinAgeS: 30,
  diskAging: 2,
  // Some hundred chunks show the whole of a dataset.
  diskOverviewMiB: 32,
  diskOpenWeight: 4,
  movingUploadMs: 2,
  volumeUploadMs: 12,
  volumeUploadMiB: 8,
  stillMs: 120,
};
