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
  /** A level of a slice is pinned whole that has at most this many chunks per channel. */
  readonly pinnedChunks: number;
  /** Part of a layer's limits that a level pinned whole may take. */
  readonly pinnedPart: number;
  /** The detail of a volume stays while its plan fills the first part of one of its limits, and grows only where it then fits into the second. */
  readonly fullPart: number;
  readonly sparePart: number;
  /** How many seconds ahead of play data is asked for, and how many steps at most. */
  readonly aheadS: number;
  readonly aheadMost: number;
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
  /** A round over HTTP/2 and 3 that carries less than the first part of the best one was too wide: the next is the second part as wide. */
  readonly http2Kept: number;
  readonly http2Less: number;
  /** What is left of the best round with each round that follows, so that a network that became slower is judged by its own measure. */
  readonly http2Fades: number;
  /** Pause before a chunk that failed is tried again, which doubles with each failure, up to so many seconds. */
  readonly retryFirstMs: number;
  readonly retryMostS: number;
  /** Tries of a chunk that stays in view, before only the user, or leaving and coming back, tries again. */
  readonly retries: number;
  /** Chunks at once for each worker that generates them. */
  readonly generatedPerWorker: number;
  /** MiB of chunks that can be made again in milliseconds which are kept though no view wants them. */
  readonly idleMiB: number;
  /** One level coarser counts as this many uses more recent when decoded chunks have to go. */
  readonly levelUses: number;
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
  /** Part of a dataset's share that these levels take at most. */
  readonly diskOverviewPart: number;
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
  pinnedChunks: 4,
  pinnedPart: 1 / 4,
  fullPart: 0.6,
  // The next turn of the view does not make it coarser again.
  sparePart: 0.85,
  // Longer than most stores take to answer.
  aheadS: 2,
  aheadMost: 64,
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
  http2Kept: 0.9,
  http2Less: 0.75,
  http2Fades: 0.95,
  // Over half a minute in all.
  retryFirstMs: 1000,
  retryMostS: 30,
  retries: 6,
  generatedPerWorker: 2,
  // Enough to go back one step, and the same for an exabyte as for a gigabyte.
  idleMiB: 4,
  // Coarse chunks cover more of the picture for their bytes.
  levelUses: 64,
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
  // In two dimensions all levels but the finest are a quarter of the whole.
  diskOverviewPart: 0.25,
  diskOpenWeight: 4,
  movingUploadMs: 2,
  volumeUploadMs: 12,
  volumeUploadMiB: 8,
  stillMs: 120,
};
