import type { LoadWay } from '../loads/load-entry';
import type { MarkContext } from '../../frame/overlay/mark-context';

/** Edge of a mark, CSS pixels. */
export const WAY_MARK_PX = 9;

type Shape = readonly (readonly [number, number])[];

/** Corners on a square of 9 by 9: told apart by shape, whatever the colours. */
const shapes: Readonly<Record<Exclude<LoadWay, 'memory'>, Shape>> = {
  network: [
    [3, 0],
    [6, 0],
    [6, 4],
    [9, 4],
    [4.5, 9],
    [0, 4],
    [3, 4],
  ],
  disk: [
    [0.5, 0.5],
    [8.5, 0.5],
    [8.5, 8.5],
    [0.5, 8.5],
  ],
  generated: [
    [4.5, 0],
    [9, 8.5],
    [0, 8.5],
  ],
  made: [
    [3, 0],
    [6, 0],
    [6, 3],
    [9, 3],
    [9, 6],
    [6, 6],
    [6, 9],
    [3, 9],
    [3, 6],
    [0, 6],
    [0, 3],
    [3, 3],
  ],
};

/**
 * Draws by which way something came: an arrow down for the network, a square for this device, a disc for memory, a triangle for
 * a generator, a cross for what is made of others. `at`: its top left.
 */
export function drawWayMark(context: MarkContext, way: LoadWay, at: readonly [number, number]): void {
  const [x, y] = at;
  context.fillStyle = '#fff';
  context.beginPath();
  if (way === 'memory') context.arc(x + 4.5, y + 4.5, 4.5, 0, 2 * Math.PI);
  else for (const [dx, dy] of shapes[way]) context.lineTo(x + dx, y + dy);
  context.fill();
}

/** Draws a mark in the middle of a canvas, which has the size that its style says. */
export function drawWaySwatch(canvas: HTMLCanvasElement, way: LoadWay): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('A 2D canvas could not be made for a legend.');
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = '#0a0b0d';
  context.fillRect(0, 0, width, height);
  drawWayMark(context, way, [(width - WAY_MARK_PX) / 2, (height - WAY_MARK_PX) / 2]);
}
