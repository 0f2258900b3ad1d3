import { progressiveTuning, type Tuning } from '../../core';
import type { LoopMode, PlaybackPatch } from './dimensions-model';

/** How an axis is played. */
export interface PlaybackSettings {
  readonly fps: number;
  readonly loop: LoopMode;
  readonly direction: 1 | -1;
  readonly waitForData: boolean;
  readonly playing: boolean;
}

type Axis = { -readonly [Name in keyof PlaybackSettings]: PlaybackSettings[Name] } & { lastStepMs: number };

export interface PlaybackOptions {
  /** Index now and number of steps of an axis. */
  readonly range: (axis: string) => { index: number; count: number };
  /** True once the picture on the canvas is of the slice that was asked for last: at any level, or of all that it wants. */
  readonly isDrawn: (quality: 'something' | 'everything') => boolean;
  readonly setPosition: (axis: string, index: number) => void;
  /** As by default when absent. */
  readonly tuning?: () => Tuning;
}

/** Data is asked for at least so many steps ahead of play, as far as there is memory. */
const MIN_AHEAD_STEPS = 2;

/**
 * Steps the axes that play. One that waits for data shows every step once, in order, each in full. One that does not keeps
 * its pace by the clock: a step that nothing has come of yet stays until something has, and those that the clock has passed
 * meanwhile are left out, so that a slow store or a slow GPU shows fewer steps, and never none.
 */
export class Playback {
  readonly #options: PlaybackOptions;
  readonly #axes = new Map<string, Axis>();
  /** How an axis plays that nobody has set otherwise; napari's frame rate. */
  defaults: Pick<PlaybackSettings, 'fps' | 'loop' | 'waitForData'> = {
    fps: 10,
    loop: 'loop',
    waitForData: true,
  };

  constructor(options: PlaybackOptions) {
    this.#options = options;
  }

  get isPlaying(): boolean {
    return [...this.#axes.values()].some(({ playing }) => playing);
  }

  /** Where each axis that plays goes next, soonest first; each place once. */
  upcoming(): { readonly axis: string; readonly index: number }[] {
    return [...this.#axes].flatMap(([axis, state]) => {
      if (!state.playing) return [];
      const { index, count } = this.#options.range(axis);
      const { aheadS, aheadMost } = this.#options.tuning?.() ?? progressiveTuning;
      const steps = Math.min(Math.max(MIN_AHEAD_STEPS, Math.ceil(state.fps * aheadS)), aheadMost);
      return stepsAhead(index, count, { ...state, steps }).map((next) => ({ axis, index: next }));
    });
  }

  settings(axis: string): PlaybackSettings {
    const { fps, loop, direction, waitForData, playing } = this.#axis(axis);
    return { fps, loop, direction, waitForData, playing };
  }

  toggle(axis: string, nowMs: number): void {
    const state = this.#axis(axis);
    state.playing = !state.playing;
    state.lastStepMs = nowMs;
    if (!state.playing || state.loop !== 'once') return;
    const { index, count } = this.#options.range(axis);
    const [start, end] = state.direction === 1 ? [0, count - 1] : [count - 1, 0];
    if (index === end) this.#options.setPosition(axis, start);
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
    const periodMs = 1000 / axis.fps;
    const due = Math.floor((nowMs - axis.lastStepMs) / periodMs);
    if (due < 1 || !this.#options.isDrawn(axis.waitForData ? 'everything' : 'something')) return;
    // What waited long goes on from now; what is a frame late catches up, or the pace would be that of the frames.
    const isLate = axis.waitForData && due > 1;
    axis.lastStepMs = isLate ? nowMs : axis.lastStepMs + due * periodMs;
    const { index, count } = this.#options.range(name);
    const next = nextIndex(index, count, axis.waitForData ? 1 : due, axis);
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

/** The places that play comes by next, without that where it stands. */
function stepsAhead(
  index: number,
  count: number,
  { steps, ...state }: PlaybackSettings & { readonly steps: number },
): number[] {
  const ahead = new Set<number>();
  let at: NextIndex = { index, direction: state.direction, playing: true };
  for (let step = 0; step < steps && at.playing; step++) {
    at = nextIndex(at.index, count, 1, { loop: state.loop, direction: at.direction });
    if (at.index !== index) ahead.add(at.index);
  }
  return [...ahead];
}

interface NextIndex {
  readonly index: number;
  readonly direction: 1 | -1;
  readonly playing: boolean;
}

/** Returns where `steps` steps lead from `index` on an axis of `count` steps. */
export function nextIndex(
  index: number,
  count: number,
  steps: number,
  { loop, direction }: Pick<PlaybackSettings, 'loop' | 'direction'>,
): NextIndex {
  if (count < 2) return { index, direction, playing: false };
  if (loop === 'loop') return { index: modulo(index + direction * steps, count), direction, playing: true };
  if (loop === 'once') {
    const next = Math.min(Math.max(index + direction * steps, 0), count - 1);
    return { index: next, direction, playing: next !== (direction === 1 ? count - 1 : 0) };
  }
  const period = 2 * (count - 1);
  const phase = ((direction === 1 ? index : period - index) + steps) % period;
  return {
    index: phase < count ? phase : period - phase,
    direction: phase < count - 1 ? 1 : -1,
    playing: true,
  };
}

function modulo(value: number, count: number): number {
  return ((value % count) + count) % count;
}
