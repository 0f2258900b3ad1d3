/** What went to make room: tiles and bricks of the graphics card, decoded chunks, and entries that were kept on this device. */
export interface Evictions {
  readonly gpu: number;
  readonly chunks: number;
  readonly disk: number;
}
