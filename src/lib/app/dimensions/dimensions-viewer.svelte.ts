import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../session/session';
import { axesWith, rolledAxes, transposedAxes } from '../scene/axis-choice';
import { displayAxes } from '../scene/display-axes';
import { keepEqual } from '../viewer/keep-equal';
import type { BufferWatch } from './buffer/buffer-watch';
import { makeBufferWatch } from './buffer/session-buffer';
import type {
  BufferModel,
  DimensionModel,
  DimensionsViewer,
  PlaybackPatch,
  ReachPatch,
} from './dimensions-model';

/** The interface's view of a session's axes. */
export class AppDimensionsViewer implements DimensionsViewer {
  sliders = $state.raw<readonly DimensionModel[]>([]);
  focusedAxis = $state<string | undefined>(undefined);
  displayed = $state.raw<readonly string[]>(['y', 'x']);
  all = $state.raw<readonly string[]>([]);
  readonly #session: Session;
  readonly #buffers = new SvelteMap<string, BufferModel>();
  readonly #bufferWatch: BufferWatch;

  constructor(session: Session) {
    this.#session = session;
    this.#bufferWatch = makeBufferWatch(session, (axis, buffer) => this.#setBuffer(axis, buffer));
  }

  buffer(axis: string): BufferModel | undefined {
    return this.#buffers.get(axis);
  }

  watchBuffer(axis: string): () => void {
    return this.#bufferWatch.add(axis);
  }

  setPosition(axis: string, index: number): void {
    this.#session.dimensions.setPosition(axis, index);
  }

  step(axis: string, delta: number): void {
    this.setPosition(axis, this.#session.scene.position(axis) + delta);
  }

  stepByKey(axis: string, press: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    return this.#session.dimensions.stepByKey(axis, press);
  }

  setWorld(axis: string, world: number): void {
    this.#session.dimensions.setWorld(axis, world);
  }

  setReach(axis: string, reach: ReachPatch): void {
    this.#session.dimensions.setReach(axis, reach);
  }

  focusAxis(axis: string): void {
    this.#session.dimensions.focus(axis);
  }

  togglePlay(axis: string): void {
    this.#session.dimensions.togglePlay(axis, performance.now());
  }

  setPlayback(axis: string, patch: PlaybackPatch): void {
    this.#session.dimensions.setPlayback(axis, patch);
    this.publish();
  }

  display(at: number, axis: string): void {
    this.#show(axesWith(this.#session.scene.displayed, at, axis));
  }

  roll(): void {
    const { scene } = this.#session;
    this.#show(rolledAxes(scene.allAxes, scene.displayed, (names) => scene.canShow(names)));
  }

  transpose(): void {
    this.#show(transposedAxes(this.#session.scene.displayed));
  }

  #show(axes: readonly string[] | undefined): void {
    if (axes && displayAxes(this.#session.scene, axes)) this.#session.engine.changed();
  }

  #setBuffer(axis: string, buffer: BufferModel | undefined): void {
    if (buffer === undefined) this.#buffers.delete(axis);
    else this.#buffers.set(axis, keepEqual<BufferModel>(this.#buffers.get(axis) ?? buffer, buffer));
  }

  /** Called once a frame: what says the same as before stays the same object. */
  publish(): void {
    const { scene, dimensions } = this.#session;
    this.sliders = keepEqual(this.sliders, dimensions.models());
    this.displayed = keepEqual(this.displayed, scene.displayed);
    this.all = keepEqual(this.all, scene.allAxes);
    this.focusedAxis = dimensions.focused?.axis;
    this.#bufferWatch.look();
  }
}
