import type { AppError } from '../../core';
import type { LoadRecorder } from './loads/load-recorder';
import type { CellMarks } from '../frame/overlay/overlay';
import type { Session } from '../session/session';
import { loadedOnce } from '../viewer/loaded-once';
import { toAppError } from '../viewer/to-app-error';
import type { AppDebugging } from './debugging.svelte';

export interface LazyDebuggingOptions {
  readonly session: Session;
  readonly reducedMotion: () => boolean;
  /** Something that the overlay shows may have changed. */
  readonly onChange: () => void;
  readonly fail: (error: AppError) => void;
  /** What loads are recorded with. */
  readonly workbench: () => Promise<{ readonly loads: LoadRecorder }>;
}

/** Fetches what shows how pictures are made when it is first asked for. */
export class LazyDebugging {
  readonly load: () => Promise<AppDebugging>;
  readonly #session: Session;
  readonly #fail: (error: AppError) => void;
  #made: AppDebugging | undefined;
  #isAsked = false;

  constructor({ fail, workbench, ...options }: LazyDebuggingOptions) {
    this.#session = options.session;
    this.#fail = fail;
    this.load = loadedOnce(async () => {
      const [{ AppDebugging }, { loads }] = await Promise.all([import('./debugging.svelte'), workbench()]);
      return (this.#made = new AppDebugging({ ...options, loads }));
    });
  }

  /**
   * What to draw over the picture, once it is there; once in each frame. Cells are those of all layers, or else of those that
   * are outlined. What fails to load is tried again when cells are switched on again.
   */
  marks(areAllOutlined: boolean): CellMarks | undefined {
    const showsCells = areAllOutlined || this.#session.scene.layers.some(({ look }) => look.outlines);
    if (showsCells && !this.#isAsked) this.load().catch((error: unknown) => this.#fail(toAppError(error)));
    this.#isAsked = showsCells;
    const outlined = areAllOutlined ? 'all' : 'some';
    return this.#made?.marks(showsCells ? outlined : 'none');
  }
}
