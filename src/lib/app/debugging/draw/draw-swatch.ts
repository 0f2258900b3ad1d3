import { cellLooks, fillingOf, levelToken } from './patterns';
import type { CellState } from '../cells/cell';

/** The level in whose colour legends are drawn. */
const LEVEL = 1;

/** Draws a cell of some state all over a canvas, which has the size that its style says. */
export function drawSwatch(canvas: HTMLCanvasElement, state: CellState): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('A 2D canvas could not be made for a legend.');
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const color = style.getPropertyValue(levelToken(LEVEL));
  context.fillStyle = '#0a0b0d';
  context.fillRect(0, 0, width, height);
  context.beginPath();
  context.rect(1.5, 1.5, width - 3, height - 3);
  context.globalAlpha = Number(style.getPropertyValue('--level-wash')) || 0.1;
  context.fillStyle = color;
  if (state !== 'loading' && state !== 'empty') context.fill();
  context.globalAlpha = 0.8;
  const filling = fillingOf(context, state, { level: LEVEL, style });
  if (filling) {
    context.fillStyle = filling;
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.setLineDash([...cellLooks[state].dash]);
  context.stroke();
  if (state !== 'loading') return;
  context.fillStyle = style.getPropertyValue('--state-loading');
  context.fillRect(4, height - 6, (width - 8) / 2, 2);
}
