import { isAbort, type AppError } from '../../core';
import { history as t } from '../../messages';
import { applyChange } from '../history/apply-change';
import { HistoryRecorder } from '../history/recorder';
import type { Automatic, Snapshot } from '../history/snapshot';
import { SourceSlots } from '../scene/state/source-slots';
import { viewState } from '../scene/state/view-state';
import type { Session } from '../session/session';
import type { HistoryViewer } from './history-model';
import { toAppError } from './to-app-error';

/** As many as anyone steps back; the bytes hold for scenes of many channels too. */
const LIMITS = { maxChanges: 200, maxBytes: 4 * 2 ** 20 };

/** Remembers how the view of a session changed, for the interface to lead it back. */
export class AppHistoryViewer implements HistoryViewer {
  undoName = $state<string | undefined>(undefined);
  redoName = $state<string | undefined>(undefined);
  said = $state('');
  readonly #recorder: HistoryRecorder;
  readonly #fail: (error: AppError) => void;
  /** Ids of pointers that are down. */
  #held: readonly number[] = [];

  constructor(session: Session, fail: (error: AppError) => void) {
    this.#fail = fail;
    this.#listen();
    this.#recorder = new HistoryRecorder({
      limits: LIMITS,
      snapshot: () => snapshotOf(session),
      automatic: () => automaticOf(session),
      isHeld: () => this.#held.length > 0,
      apply: (change, way) => applyChange(session, change, way),
      now: () => performance.now(),
      later: (ms, run) => void setTimeout(run, ms),
      onChange: () => {
        const { past, future } = this.#recorder.history;
        this.undoName = this.#recorder.isBusy ? undefined : past.at(-1)?.name;
        this.redoName = this.#recorder.isBusy ? undefined : future.at(-1)?.name;
      },
    });
  }

  /** See {@link HistoryRecorder}. */
  get recorder(): HistoryRecorder {
    return this.#recorder;
  }

  async undo(): Promise<void> {
    this.#recorder.look();
    await this.#lead(() => this.#recorder.undo(), t.undone({ change: this.undoName ?? t.nothing }));
  }

  async redo(): Promise<void> {
    this.#recorder.look();
    await this.#lead(() => this.#recorder.redo(), t.doneAgain({ change: this.redoName ?? t.nothing }));
  }

  async #lead(run: () => Promise<void>, words: string): Promise<void> {
    try {
      await run();
      this.said = words;
    } catch (error) {
      if (!isAbort(error)) this.#fail(toAppError(error));
    }
  }

  /** A hand that holds still has not finished. */
  #listen(): void {
    const options = { capture: true, passive: true };
    const others = (pointerId: number) => this.#held.filter((id) => id !== pointerId);
    addEventListener(
      'pointerdown',
      ({ pointerId }) => void (this.#held = [...others(pointerId), pointerId]),
      options,
    );
    for (const end of ['pointerup', 'pointercancel'] as const)
      addEventListener(end, ({ pointerId }) => void (this.#held = others(pointerId)), options);
  }
}

function snapshotOf({ scene, opening: { slots } }: Session): Snapshot {
  const open = new SourceSlots(slots.openSlots);
  return {
    state: { ...viewState(scene, open.locations), ...open.kinds },
    layers: scene.layers.map((layer) => {
      const { id, name, source } = layer;
      const { location = source.dataset.location, as } = open.slotOf(layer) ?? {};
      return { id, name, location, ...(as && { as }) };
    }),
    channels: Object.fromEntries(
      scene.layers.map(({ id, name, channels }) => {
        return [id, channels.length > 1 ? channels.map((channel) => channel.name) : [name]];
      }),
    ),
  };
}

function automaticOf({ scene, dimensions }: Session): Automatic {
  return {
    camera: scene.mustFit || scene.isFirstPicture || scene.layers.length === 0,
    playing: scene
      .dimensions()
      .flatMap(({ axis }) => (dimensions.playback.settings(axis).playing ? axis : [])),
  };
}
