import { describe, expect, it } from 'vitest';
import type { ViewState } from '../../share';
import type { ViewChange } from './history';
import { HistoryRecorder } from './recorder';

/** A view of one number for each of two axes and a mode, which the test sets; time passes when the test says so. */
class World {
  state = { zoom: 1, mode: '2d', position: { z: 0 }, sources: [], layers: [] } as unknown as ViewState;
  playing: string[] = [];
  isHeld = false;
  ms = 0;
  applying: Promise<void> = Promise.resolve();
  readonly #timers: { readonly ms: number; readonly run: () => void }[] = [];
  readonly recorder = new HistoryRecorder({
    limits: { maxChanges: 100, maxBytes: 1e6 },
    snapshot: () => ({ state: structuredClone(this.state), layers: [], channels: {} }),
    automatic: () => ({ camera: false, playing: this.playing }),
    isHeld: () => this.isHeld,
    apply: (change, way) => this.#apply(change, way),
    now: () => this.ms,
    later: (ms, run) => void this.#timers.push({ ms: this.ms + ms, run }),
    onChange: () => undefined,
  });

  /** Changes the view, and lets time pass. */
  set(patch: Partial<ViewState>, passMs = 60): void {
    Object.assign(this.state, patch);
    this.recorder.changed();
    this.pass(passMs);
  }

  pass(ms: number): void {
    const end = this.ms + ms;
    for (let next = this.#timers[0]; next && next.ms <= end; next = this.#timers[0]) {
      this.#timers.shift();
      this.ms = next.ms;
      next.run();
    }
    this.ms = end;
  }

  get names(): string[] {
    return this.recorder.history.past.map(({ name }) => name);
  }

  async #apply(change: ViewChange, way: 'undo' | 'redo'): Promise<void> {
    await this.applying;
    const { position, ...rest } = change[way];
    Object.assign(this.state, rest);
    Object.assign(this.state.position, position);
    this.recorder.changed();
  }
}

describe('the recorder', () => {
  it('takes the steps of one gesture as one change', async () => {
    const world = new World();
    for (const zoom of [2, 3, 4]) world.set({ zoom });
    expect(world.names).toEqual(['zoom']);
    await world.recorder.undo();
    expect(world.state.zoom).toBe(1);
    await world.recorder.redo();
    expect(world.state.zoom).toBe(4);
  });

  it('takes what comes after a pause as another', () => {
    const world = new World();
    world.set({ zoom: 2 }, 2000);
    world.set({ zoom: 3 });
    expect(world.names).toEqual(['zoom', 'zoom']);
  });

  it('takes a drag that rests as one change while it is held', () => {
    const world = new World();
    world.isHeld = true;
    world.set({ zoom: 2 }, 5000);
    world.set({ zoom: 3 });
    expect(world.names).toEqual(['zoom']);
  });

  it('takes choices one by one, however fast they come', () => {
    const world = new World();
    world.set({ mode: '3d' });
    world.set({ mode: '2d' });
    expect(world.names).toHaveLength(2);
  });

  it('drops a gesture that came back to where it began, and goes on after it', () => {
    const world = new World();
    world.set({ mode: '3d' });
    world.set({ zoom: 2 });
    world.set({ zoom: 1 });
    expect(world.names).toEqual(['switch between 2D and 3D']);
    world.set({ zoom: 5 });
    expect(world.names).toEqual(['switch between 2D and 3D', 'zoom']);
  });

  it('does not record what it undoes, nor what was done just before as part of it', async () => {
    const world = new World();
    world.set({ zoom: 2 }, 2000);
    Object.assign(world.state, { mode: '3d' });
    await world.recorder.undo();
    expect([world.state.mode, world.state.zoom]).toEqual(['2d', 2]);
    world.pass(1000);
    expect(world.names).toEqual(['zoom']);
    expect(world.recorder.history.future).toHaveLength(1);
  });

  it('does not record playing', () => {
    const world = new World();
    world.playing = ['z'];
    for (const z of [1, 2, 3]) world.set({ position: { z } });
    expect(world.names).toEqual([]);
    world.playing = [];
    world.set({ position: { z: 9 } });
    expect(world.names).toEqual(['position on z']);
  });

  it('keeps what it cannot undo, to be tried again', async () => {
    const world = new World();
    world.set({ zoom: 2 });
    world.applying = Promise.reject(new Error('out of reach'));
    await expect(world.recorder.undo()).rejects.toThrow('out of reach');
    expect(world.names).toEqual(['zoom']);
    world.applying = Promise.resolve();
    await world.recorder.undo();
    expect(world.state.zoom).toBe(1);
  });

  it('does one thing at a time', async () => {
    const world = new World();
    world.set({ zoom: 2 }, 2000);
    world.set({ zoom: 3 });
    let finish: () => void = () => undefined;
    world.applying = new Promise((resolve) => (finish = resolve));
    const first = world.recorder.undo();
    expect(world.recorder.isBusy).toBe(true);
    await world.recorder.undo();
    finish();
    await first;
    expect(world.state.zoom).toBe(2);
  });

  it('starts afresh with another link', async () => {
    const world = new World();
    world.set({ zoom: 2 });
    await world.recorder.afresh(async () => void Object.assign(world.state, { zoom: 7 }));
    world.set({ mode: '3d' });
    expect(world.names).toEqual(['switch between 2D and 3D']);
  });
});
