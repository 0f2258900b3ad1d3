import type { ColorTable } from '../labels/color-table';
import type { PlacedColors } from '../labels/color-textures';
import type { PointsSource } from '../points/points-among';
import type { DrawPacker } from './draw-list';
import type { FindTile } from './layer-quads';
import type { Viewport } from './place-quad';

/** What a picture is built with. */
export interface FrameOptions {
  readonly viewport: Viewport;
  readonly findTile: FindTile;
  /** Row of a colormap in the lookup table; absent for ramps from black. */
  readonly rowOf: (colormap: string) => number | undefined;
  /** Where the colours are that metadata gives to labels. */
  readonly colorsAt: (table: ColorTable) => PlacedColors;
  /** There where points are drawn. */
  readonly points?: PointsSource;
  /** Written over: what was built with it before must be on the GPU by now. */
  readonly packer: DrawPacker;
}
