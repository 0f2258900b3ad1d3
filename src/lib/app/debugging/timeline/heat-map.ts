import type { ChunkKey } from '../../../core';
import { colormapColors } from '../../../render';
import { worldToScreen, type Camera2D } from '../../../view';
import { inPane } from '../../frame/overlay/in-pane';
import type { Session } from '../../session/session';
import { keepEqual } from '../../viewer/keep-equal';
import { heatMarks, type HeatMark } from './heat-marks';

/** From first to last: dark to light for every eye. */
export const heatColors: readonly string[] = colormapColors('viridis', 16);
/** Narrower cells have no room for a number. */
const LABEL_PX = 22;

/** Chunks that have come, first to last. */
export interface ArrivalOrder {
  readonly keys: readonly ChunkKey[];
  /** With those that came later than that. */
  readonly all: readonly ChunkKey[];
  /** By a moment of the past. */
  readonly isReplay: boolean;
}

interface Drawn {
  readonly marks: readonly HeatMark[];
  readonly camera: Camera2D;
  /** The last that came is outlined. */
  readonly isReplay: boolean;
  /** Marks there are in the end: a colour stands for the same rank at each moment. */
  readonly count: number;
}

/** Tints chunks over the picture by the order in which they came, on a canvas of its own, until it is stopped. */
export class HeatMap {
  readonly #session: Session;
  readonly #order: () => ArrivalOrder;
  readonly #canvas = document.createElement('canvas');
  #drawn: Drawn | undefined;
  #frame = 0;

  constructor(session: Session, order: () => ArrivalOrder) {
    this.#session = session;
    this.#order = order;
    this.#canvas.className = 'overlay';
    this.#canvas.setAttribute('aria-hidden', 'true');
  }

  start(): void {
    const look = (): void => {
      this.#look();
      this.#frame = requestAnimationFrame(look);
    };
    if (this.#frame === 0) look();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drawn = undefined;
    this.#canvas.remove();
  }

  #look(): void {
    const { scene, host } = this.#session;
    const place = host.overlay.parentElement;
    if (place && this.#canvas.parentElement !== place) place.append(this.#canvas);
    const { keys, all, isReplay } = this.#order();
    const marks = heatMarks(scene, keys);
    const next: Drawn | undefined = keepEqual<Drawn | undefined>(this.#drawn, {
      ...{ marks, camera: scene.camera, isReplay },
      count: isReplay ? heatMarks(scene, all).length : marks.length,
    });
    if (!next || next === this.#drawn) return;
    this.#drawn = next;
    drawHeat(this.#canvas, next);
  }
}

function drawHeat(canvas: HTMLCanvasElement, { marks, camera, isReplay, count }: Drawn): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height, pixelRatio } = camera;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  const last = Math.max(0, ...marks.map(({ rank }) => rank));
  for (const mark of marks) {
    const color =
      heatColors[Math.floor((mark.rank / Math.max(1, count - 1)) * (heatColors.length - 1))] ?? '';
    const isNewest = isReplay && mark.rank === last;
    inPane(context, mark.pane, () => drawMark(context, mark, { color, camera, isNewest }));
  }
}

interface MarkLook {
  readonly color: string;
  readonly camera: Camera2D;
  readonly isNewest: boolean;
}

function drawMark(context: CanvasRenderingContext2D, mark: HeatMark, look: MarkLook): void {
  if (mark.edges) drawBox(context, mark.edges, look);
  else if (mark.world) drawRect(context, mark, look);
}

function drawBox(
  context: CanvasRenderingContext2D,
  edges: NonNullable<HeatMark['edges']>,
  { color, isNewest }: MarkLook,
): void {
  context.beginPath();
  for (const { from, to } of edges) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.lineWidth = isNewest ? 3 : 1.25;
  context.strokeStyle = isNewest ? '#fff' : color;
  context.stroke();
}

function drawRect(
  context: CanvasRenderingContext2D,
  { world, rank }: HeatMark,
  { color, camera, isNewest }: MarkLook,
): void {
  if (!world) return;
  const corners = [
    [world.x0, world.y0],
    [world.x1, world.y0],
    [world.x1, world.y1],
    [world.x0, world.y1],
  ].map(([x = 0, y = 0]) => worldToScreen(camera, [x, y]));
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.closePath();
  // What is coarser gives way: tints that mix would say another rank.
  context.globalCompositeOperation = 'destination-out';
  context.fill();
  context.globalCompositeOperation = 'source-over';
  context.globalAlpha = 0.5;
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = isNewest ? 3 : 1;
  context.strokeStyle = isNewest ? '#fff' : 'rgb(0 0 0 / 0.55)';
  context.stroke();
  label(context, corners, String(rank + 1));
}

/** Writes a number into the middle of a cell that has room for it. */
function label(
  context: CanvasRenderingContext2D,
  corners: readonly (readonly [number, number])[],
  text: string,
): void {
  const [first = [0, 0], , opposite = [0, 0]] = corners;
  const smaller = Math.min(Math.abs(opposite[0] - first[0]), Math.abs(opposite[1] - first[1]));
  if (smaller < LABEL_PX) return;
  const [x, y] = [(first[0] + opposite[0]) / 2, (first[1] + opposite[1]) / 2];
  context.font = '600 12px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 0.8)';
  context.strokeText(text, x, y);
  context.fillStyle = '#fff';
  context.fillText(text, x, y);
}
