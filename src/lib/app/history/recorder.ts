import {
  emptyHistory,
  redone,
  undone,
  withChange,
  withLast,
  type History,
  type HistoryLimits,
  type ViewChange,
} from './history';
import { keepEqual } from '../viewer/keep-equal';
import { withAutomatic, type Automatic, type Snapshot } from './snapshot';
import { viewChange } from './view-difference';

export interface RecorderOptions {
  readonly limits: HistoryLimits;
  readonly snapshot: () => Snapshot;
  readonly automatic: () => Automatic;
  /** A pointer is down: what it does is one change, however long it takes. */
  readonly isHeld: () => boolean;
  /** Leads the view one way along a change. Rejects when it cannot, with everything as it was. */
  readonly apply: (change: ViewChange, way: 'undo' | 'redo') => Promise<void>;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
  readonly onChange: () => void;
}

/** The view is looked at this often, at most, while it changes. */
const SAMPLE_MS = 50;
/** A change of the same thing within this time goes on with the one before it. */
const PAUSE_MS = 800;

/** Watches the view and remembers how it changed, so that it can be led back. What it changes itself is never recorded. */
export class HistoryRecorder {
  readonly #options: RecorderOptions;
  #history = emptyHistory;
  /** The view as of the last look. */
  #last: Snapshot;
  /** Where the change that may still go on began. */
  #open: { readonly before: Snapshot; readonly subject: string; readonly ms: number } | undefined;
  #isDue = false;
  /** Above 0 while something else leads the view: then nothing is recorded. */
  #suspended = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#last = options.snapshot();
  }

  get history(): History {
    return this.#history;
  }

  /** Something is on its way, and neither can be asked for. */
  get isBusy(): boolean {
    return this.#suspended > 0;
  }

  /** The view may have changed. */
  changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.later(SAMPLE_MS, () => {
      this.#isDue = false;
      this.look();
    });
  }

  /** Records what has changed since the last look. */
  look(): void {
    if (this.isBusy) return;
    const { snapshot, automatic, now } = this.#options;
    const after = snapshot();
    if (keepEqual(this.#last.state, after.state) === this.#last.state) return;
    const before = withAutomatic(this.#last, after, automatic());
    const change = viewChange(before, after);
    this.#last = after;
    if (change) this.#record(change, { before, after, ms: now() });
  }

  async undo(): Promise<void> {
    await this.#lead('undo');
  }

  async redo(): Promise<void> {
    await this.#lead('redo');
  }

  /** Lets something else lead the view, such as a link; what was before it is forgotten. */
  async afresh<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await this.unrecorded(run);
    } finally {
      if (!this.isBusy) {
        this.#history = emptyHistory;
        this.#options.onChange();
      }
    }
  }

  /** Lets something lead the view that puts it back afterwards. */
  async unrecorded<T>(run: () => Promise<T>): Promise<T> {
    this.look();
    this.#suspended++;
    this.#options.onChange();
    try {
      return await run();
    } finally {
      this.#suspended--;
      this.#open = undefined;
      this.#last = this.#options.snapshot();
      this.#options.onChange();
    }
  }

  #record(
    change: ViewChange,
    { before, after, ms }: { before: Snapshot; after: Snapshot; ms: number },
  ): void {
    const { limits, isHeld, onChange } = this.#options;
    const open = this.#open;
    const goesOn =
      open?.subject === change.subject && change.isContinuous && (isHeld() || ms - open.ms < PAUSE_MS);
    if (goesOn) {
      const whole = viewChange(open.before, after);
      this.#history = withLast(this.#history, whole, limits);
      this.#open = whole && { ...open, ms };
    } else {
      this.#open = { before, subject: change.subject, ms };
      this.#history = withChange(this.#history, change, limits);
    }
    onChange();
  }

  async #lead(way: 'undo' | 'redo'): Promise<void> {
    this.look();
    const change = this.#history[way === 'undo' ? 'past' : 'future'].at(-1);
    if (!change || this.isBusy) return;
    await this.unrecorded(() => this.#options.apply(change, way));
    this.#history = way === 'undo' ? undone(this.#history) : redone(this.#history);
    this.#options.onChange();
  }
}
