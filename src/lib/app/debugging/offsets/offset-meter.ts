import { isAbort, type ChunkSource } from '../../../core';
import { measureLevels, type LevelsExam } from '../../doctors/levels/measure-levels';
import type { Layer } from '../../scene/layers/layer';
import type { Session } from '../../session/session';

/** How far a measurement has come. */
export type Measuring =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly exam: LevelsExam }
  | { readonly state: 'failed'; readonly message: string };

interface Measurement {
  /** What was measured: another source of the layer is another image. */
  readonly source: ChunkSource;
  readonly controller: AbortController;
  measuring: Measuring;
}

/** Measures on demand, by their voxels, how the levels of layers lie over one another. */
export class OffsetMeter {
  readonly #session: Pick<Session, 'budget' | 'detour'>;
  readonly #onChange: () => void;
  readonly #known = new Map<string, Measurement>();

  constructor(session: Pick<Session, 'budget' | 'detour'>, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** What is known of a layer; `undefined` where nobody asked, or where it shows another image since. */
  of({ id, source }: Pick<Layer, 'id' | 'source'>): Measuring | undefined {
    const known = this.#known.get(id);
    return known?.source === source ? known.measuring : undefined;
  }

  /** Measures a layer, anew where it has been measured. */
  async measure({ id, source }: Pick<Layer, 'id' | 'source'>): Promise<void> {
    this.stop(id);
    const controller = new AbortController();
    const own: Measurement = { source, controller, measuring: { state: 'running' } };
    this.#known.set(id, own);
    this.#onChange();
    const { budget } = this.#session;
    const { signal } = controller;
    try {
      const exam = await measureLevels({ source: this.#asShown(source), budget, signal });
      own.measuring = { state: 'done', exam };
    } catch (error) {
      if (isAbort(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      own.measuring = { state: 'failed', message };
    }
    this.#onChange();
  }

  /** Gives up what is being measured of a layer. */
  stop(id: string): void {
    const known = this.#known.get(id);
    if (known?.measuring.state !== 'running') return;
    known.controller.abort();
    this.#known.delete(id);
    this.#onChange();
  }

  /** Gives up what is being measured, and forgets what was: what is read has changed. */
  forget(): void {
    for (const { controller } of this.#known.values()) controller.abort();
    this.#known.clear();
    this.#onChange();
  }

  /** Reads what is shown: with the faults that are made on purpose. */
  #asShown(source: ChunkSource): ChunkSource {
    return {
      get dataset() {
        return source.dataset;
      },
      openLevel: (level, signal) => source.openLevel(level, signal),
      read: (key, options) =>
        this.#session.detour?.(key, (other) => source.read(other, options), options.signal) ??
        source.read(key, options),
    };
  }
}
