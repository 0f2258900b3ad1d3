import type { LoopMode, PlaybackPatch } from '../viewer/model';

interface Axis {
  fps: number;
  loop: LoopMode;
  waitForData: boolean;
  playing: boolean;
  direction: 1 | -1;
  lastStepMs: number;
}

export interface PlaybackOptions {
  /** Index now and number of steps of an axis. */
  readonly range: (axis: string) => { index: number; count: number };
  /** True once the picture shows the slice that was asked for last. */
  readonly isShown: () => boolean;
  readonly setPosition: (axis: string, index: number) => void;
}

/** Steps the axes that play. Dropped frames are skipped, not queued, so that play keeps its pace on a slow machine. */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #axes = new Map<string, Axis>();
  /** How an axis plays that nobody has set otherwise; napari's frame rate. */
  defaults: Pick<Axis, 'fps' | 'loop' | 'waitForData'> = { fps: 10, loop: 'loop', waitForData: true };

  constructor(options: PlaybackOptions) {
    this.#options = options;
  }

  get isPlaying(): boolean {
    return [...this.#axes.values()].some(({ playing }) => playing);
  }

  /** Where each axis that plays goes next. */
  upcoming(): { readonly axis: string; readonly index: number }[] {
    return [...this.#axes].flatMap(([axis, state]) => {
      if (!state.playing) return [];
      const { index, count } = this.#options.range(axis);
      const next = nextIndex(index, count, 1, state);
      return next.index === index ? [] : [{ axis, index: next.index }];
    });
  }

  settings(axis: string): Pick<Axis, 'fps' | 'loop' | 'waitForData' | 'playing'> {
    return this.#axis(axis);
  }

  toggle(axis: string, nowMs: number): void {
    const state = this.#axis(axis);
    state.playing = !state.playing;
    state.lastStepMs = nowMs;
    const { index, count } = this.#options.range(axis);
    if (state.playing && state.loop === 'once' && index >= count - 1) this.#options.setPosition(axis, 0);
  }

  stop(): void {
    for (const axis of this.#axes.values()) axis.playing = false;
  }

  patch(axis: string, patch: PlaybackPatch): void {
    Object.assign(this.#axis(axis), patch);
  }

  /** Called once a frame. */
  tick(nowMs: number): void {
    for (const [name, axis] of this.#axes) if (axis.playing) this.#step(name, axis, nowMs);
  }

  #step(name: string, axis: Axis, nowMs: number): void {
    const steps = Math.floor(((nowMs - axis.lastStepMs) * axis.fps) / 1000);
    if (steps < 1) return;
    if (axis.waitForData && !this.#options.isShown()) return;
    axis.lastStepMs = axis.waitForData ? nowMs : axis.lastStepMs + (steps * 1000) / axis.fps;
    const { index, count } = this.#options.range(name);
    const next = nextIndex(index, count, axis.waitForData ? 1 : steps, axis);
    axis.direction = next.direction;
    axis.playing = next.playing;
    this.#options.setPosition(name, next.index);
  }

  #axis(name: string): Axis {
    const known = this.#axes.get(name);
    if (known) return known;
    const axis: Axis = { ...this.defaults, playing: false, direction: 1, lastStepMs: 0 };
    this.#axes.set(name, axis);
    return axis;
  }
}

/** Returns where `steps` steps lead from `index` on an axis of `count` steps. */
export function nextIndex(
  index: number,
  count: number,
  steps: number,
  { loop, direction }: Pick<Axis, 'loop' | 'direction'>,
): { index: number; direction: 1 | -1; playing: boolean } {
  if (count < 2) return { index, direction, playing: false };
  if (loop === 'loop') return { index: (index + steps) % count, direction, playing: true };
  if (loop === 'once') {
    const next = Math.min(index + steps, count - 1);
    return { index: next, direction, playing: next < count - 1 };
  }
  const period = 2 * (count - 1);
  const phase = ((direction === 1 ? index : period - index) + steps) % period;
  return {
    index: phase < count ? phase : period - phase,
    direction: phase < count - 1 ? 1 : -1,
    playing: true,
  };
}
