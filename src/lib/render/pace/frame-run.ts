import type { DrawList } from '../frame/draw-list';
import type { FramePredictor } from './frame-predictor';
import { AT_ONCE_MS, type PacedPicture, type Strip, nextStrip, workBelow } from './strips';

/** One picture on its way to the screen: which of its rows are still to be drawn. */
export class FrameRun {
  readonly list: DrawList;
  /** It is drawn straight onto the canvas, in one go. */
  readonly isDirect: boolean;
  readonly #predictor: FramePredictor;
  readonly #atOnce: boolean;
  #y = 0;

  /** `mayDirect`: it is drawn at full size, so that the canvas can take it. */
  constructor(
    list: DrawList,
    predictor: FramePredictor,
    { atOnce, mayDirect }: { readonly atOnce: boolean; readonly mayDirect: boolean },
  ) {
    this.list = list;
    this.#predictor = predictor;
    this.#atOnce = atOnce || predictor.predictMs(list.work) < AT_ONCE_MS;
    this.isDirect = this.#atOnce && mayDirect;
  }

  get isDone(): boolean {
    return this.#y >= this.list.height;
  }

  /** Returns the rows to draw next, and the work that they are. */
  next(): Strip & { readonly work: number } {
    const { height } = this.list;
    const picture = pacedPicture(this.list);
    const strip = this.#atOnce ? { y: 0, height } : nextStrip(this.#predictor, this.#y, picture);
    this.#y = strip.y + strip.height;
    return { ...strip, work: workBelow(picture, this.#y) - workBelow(picture, strip.y) };
  }
}

function pacedPicture({ height, work, volume, points = 0 }: DrawList): PacedPicture {
  return volume ? { height, work, points, profile: volume.profile } : { height, work, points };
}
