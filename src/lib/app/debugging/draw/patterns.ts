import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { CellState } from '../cells/cell';

/** What fills a cell, besides the colour of its level. */
type Filling = 'none' | 'lines' | 'rings' | 'dots' | 'hatch' | 'cross';

/** How a state looks: told apart by its edge and its filling, whatever the colours. */
export interface CellLook {
  /** Lengths of strokes and gaps of its edge, CSS pixels; none where it is not broken. */
  readonly dash: readonly number[];
  readonly filling: Filling;
  /** The token of the colour of the filling; absent: that of the level. */
  readonly token?: string;
}

export const cellLooks: Readonly<Record<CellState, CellLook>> = {
  exact: { dash: [], filling: 'none' },
  coarser: { dash: [9, 4], filling: 'lines' },
  finer: { dash: [9, 3, 2, 3], filling: 'rings' },
  empty: { dash: [], filling: 'dots' },
  loading: { dash: [2, 3], filling: 'none' },
  failed: { dash: [], filling: 'cross', token: '--danger' },
  offline: { dash: [5, 3], filling: 'hatch', token: '--warn' },
};

/** Edge of the square that a filling repeats, CSS pixels. */
const TILE_PX = 12;
/** Pixels that it is drawn with for each of those. */
const SHARPNESS = 2;

/** Fillings by what they look like, made once each. */
const patterns = new Map<string, CanvasPattern | null>();

/** The filling of a state on a level; `undefined` where there is none. */
export function fillingOf(
  context: MarkContext,
  state: CellState,
  { level, style }: { readonly level: number; readonly style: MarkStyle },
): CanvasPattern | undefined {
  const { filling, token } = cellLooks[state];
  if (filling === 'none') return undefined;
  const color = style.getPropertyValue(token ?? levelToken(level));
  const name = `${filling} ${color}`;
  if (!patterns.has(name)) patterns.set(name, makePattern(context, filling, color));
  return patterns.get(name) ?? undefined;
}

/** Token of the colour of a level: neighbours never share one. */
export function levelToken(level: number): string {
  return `--level-${String(level % 8)}`;
}

function makePattern(context: MarkContext, filling: Filling, color: string): CanvasPattern | null {
  const size = TILE_PX * SHARPNESS;
  const canvas = new OffscreenCanvas(size, size);
  const tile = canvas.getContext('2d');
  if (!tile) throw new Error('A 2D canvas could not be made for a pattern.');
  tile.scale(SHARPNESS, SHARPNESS);
  tile.strokeStyle = tile.fillStyle = color;
  tile.lineWidth = 1;
  drawFilling(tile, filling);
  const pattern = context.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix([1 / SHARPNESS, 0, 0, 1 / SHARPNESS, 0, 0]));
  return pattern;
}

/** Seamless: what leaves the square at one edge comes in at the other. */
function drawFilling(tile: OffscreenCanvasRenderingContext2D, filling: Filling): void {
  const line = (...points: readonly [number, number][]) => {
    tile.beginPath();
    for (const point of points) tile.lineTo(...point);
    tile.stroke();
  };
  const disc = (x: number, y: number, radius: number) => {
    tile.beginPath();
    tile.arc(x, y, radius, 0, 2 * Math.PI);
  };
  const rising = () => {
    for (const shift of [-TILE_PX, 0, TILE_PX]) line([shift - 1, TILE_PX + 1], [shift + TILE_PX + 1, -1]);
  };
  if (filling === 'lines') line([0, TILE_PX / 2], [TILE_PX, TILE_PX / 2]);
  if (filling === 'rings') {
    disc(TILE_PX / 2, TILE_PX / 2, 2);
    tile.stroke();
  }
  if (filling === 'dots') {
    disc(TILE_PX / 2, TILE_PX / 2, 1.2);
    tile.fill();
  }
  if (filling === 'hatch' || filling === 'cross') rising();
  if (filling !== 'cross') return;
  tile.translate(TILE_PX, 0);
  tile.scale(-1, 1);
  rising();
}
