/** What pools of tiles and bricks do besides. */
export interface PoolHooks {
  /** A fault for debugging: pairs of uploads change places on the graphics card. */
  readonly exchangesUploads?: boolean;
  /** Told each time that a tile or a brick goes to make room for another. */
  readonly onEvict?: () => void;
}
