/** Weight of a new measurement: a change of view is followed within a few frames, one stray frame is not. */
const LEARNING_RATE = 0.3;
/** A measurement counts for at most this many times what was thought before: shaders compile in the first frames. */
const MAX_RATIO = 4;
/** Before anything was measured: software rendering takes about this long for a pixel. */
const FIRST_NS_PER_UNIT = 12;

/** Learns how long the GPU takes for a unit of work (about one pixel drawn with one tap). */
export class FramePredictor {
  #nsPerUnit = FIRST_NS_PER_UNIT;

  predictMs(work: number): number {
    return (work * this.#nsPerUnit) / 1e6;
  }

  /** Returns how much work takes `ms`. */
  workFor(ms: number): number {
    return (ms * 1e6) / this.#nsPerUnit;
  }

  observe(work: number, ms: number): void {
    if (!(work > 0) || !(ms >= 0)) return;
    const measured = Math.min(Math.max((ms * 1e6) / work, 0.01), this.#nsPerUnit * MAX_RATIO);
    this.#nsPerUnit += (measured - this.#nsPerUnit) * LEARNING_RATE;
  }
}
