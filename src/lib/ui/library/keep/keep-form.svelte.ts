import type { KeepChoice, KeepEstimate, KeepOptions } from '../../../app';
import { fits } from './keep-text';

type Range = readonly [number, number];

interface Measured {
  readonly level: number;
  readonly estimate: KeepEstimate;
}

/** What the form asks for sizes: {@link LibraryViewer.estimate} of one layer. */
type Measure = (choice: KeepChoice) => Promise<KeepEstimate>;

/** What is chosen in the dialog that keeps a dataset offline, and what each level of it would add. */
export class KeepForm {
  readonly options: KeepOptions;
  /** How much is kept of the axes on the screen. */
  region: 'all' | 'view' = $state('all');
  /** Why finer levels could not be measured. */
  failure: unknown = $state.raw();
  #wanted: number = $state(0);
  #measured: readonly Measured[] = $state.raw([]);
  #ranges: readonly Range[] = $state.raw([]);
  readonly #measure: Measure;
  #turn = 0;

  /** Begins with what is seen: the level on the screen, this moment, and else everything. */
  constructor(options: KeepOptions, measure: Measure) {
    this.options = options;
    this.#measure = measure;
    this.#wanted = options.targetLevel;
    this.#ranges = options.axes.map(({ type, shown, count }) => (type === 'time' ? shown : [0, count - 1]));
  }

  /** There is less on the screen than all. */
  get hasView(): boolean {
    return this.options.axes.some(({ part, shown, count }) => part === 'view' && !isAll(shown, count));
  }

  /** First and last index on each axis, in store order. */
  get ranges(): readonly Range[] {
    return this.options.axes.map(({ part, shown, count }, at) => {
      if (part === 'view' && this.region === 'view') return shown;
      return (part === 'range' ? this.#ranges[at] : undefined) ?? [0, count - 1];
    });
  }

  setRange(at: number, range: Range): void {
    this.#ranges = this.#ranges.map((before, other) => (other === at ? range : before));
  }

  /** The finest level that was asked for, whether it fits or not. */
  get wanted(): number {
    return this.#wanted;
  }

  set wanted(level: number) {
    this.#wanted = level;
  }

  /** What was asked for does not fit. */
  get isRefused(): boolean {
    const estimate = this.estimateOf(this.#wanted);
    return estimate !== undefined && !fits(estimate);
  }

  /** The level asked for, or the finest coarser one that fits; absent while that is not known, and when none fits. */
  get level(): number | undefined {
    const coarser = this.options.levels.filter(({ level }) => level >= this.#wanted);
    return coarser.find(({ level }) => {
      const estimate = this.estimateOf(level);
      return estimate !== undefined && fits(estimate);
    })?.level;
  }

  get estimate(): KeepEstimate | undefined {
    return this.level === undefined ? undefined : this.estimateOf(this.level);
  }

  /** What a level and all coarser ones would add; absent until it has been measured. */
  estimateOf(wanted: number): KeepEstimate | undefined {
    return this.#measured.find(({ level }) => level === wanted)?.estimate;
  }

  /** Levels that do not fit, finest first. */
  get unfit(): readonly number[] {
    const isTooMuch = ({ estimate }: Measured) => !fits(estimate);
    return this.#measured
      .filter(isTooMuch)
      .map(({ level }) => level)
      .reverse();
  }

  choiceOf(finestLevel: number): KeepChoice {
    return { finestLevel, ranges: this.ranges };
  }

  /** Measures every level, coarsest first, up to the first that fails. What was measured before stays until it is replaced. */
  async measure(): Promise<void> {
    const turn = ++this.#turn;
    const choices = this.options.levels.toReversed().map(({ level }) => this.choiceOf(level));
    const measured: Measured[] = [];
    let failure: unknown;
    for (const choice of choices)
      try {
        measured.push({ level: choice.finestLevel, estimate: await this.#measure(choice) });
      } catch (error) {
        failure = error;
        break;
      }
    if (turn !== this.#turn) return;
    this.#measured = measured;
    this.failure = failure;
  }
}

function isAll([low, high]: Range, count: number): boolean {
  return low <= 0 && high >= count - 1;
}
