import { AppError, progressiveTuning, type Tuning } from '../../core';
import { downloadFile } from '../viewer/download-file';
import type { PresetName, TuningField, TuningName, TuningViewer } from './tuning-model';
import { isWithinSpec, tuningNames, tuningPresets, tuningSpecs } from './tuning-specs';
import {
  decodeTuning,
  encodeTuning,
  nearestPreset,
  parseTuningJson,
  tuningJson,
  tuningName,
} from './tuning-text';

/** A file of more bytes is no tuning. */
const MAX_FILE_BYTES = 8000;

export interface TuningViewerOptions {
  /** Puts constants in force. `text`: as a link says them, absent where they are as by default. */
  readonly apply: (tuning: Tuning, text: string | undefined) => void;
}

/** The interface's view of the constants of planner, scheduler and caches. */
export class AppTuningViewer implements TuningViewer {
  problem = $state<string | undefined>();
  readonly presets = Object.keys(tuningPresets) as readonly PresetName[];
  #tuning = $state.raw<Tuning>(progressiveTuning);
  readonly #options: TuningViewerOptions;

  constructor(options: TuningViewerOptions) {
    this.#options = options;
  }

  get preset(): PresetName {
    return nearestPreset(this.#tuning);
  }

  get name(): string {
    return tuningName(this.#tuning);
  }

  get fields(): readonly TuningField[] {
    const standards = tuningPresets[this.preset];
    return tuningNames.map((name) => ({
      ...tuningSpecs[name],
      ...{ name, value: this.#tuning[name], standard: standards[name] },
    }));
  }

  use(preset: PresetName): void {
    this.#apply(tuningPresets[preset]);
  }

  set(name: TuningName, value: number | boolean): void {
    const { min, max, isWhole } = tuningSpecs[name];
    const near = (number: number) => Math.min(max, Math.max(min, isWhole ? Math.round(number) : number));
    const next = typeof value === 'number' ? near(value) : value;
    if (isWithinSpec(name, next)) this.#apply({ ...this.#tuning, [name]: next });
  }

  reset(name?: TuningName): void {
    const standards = tuningPresets[this.preset];
    this.#apply(name === undefined ? standards : { ...this.#tuning, [name]: standards[name] });
  }

  save(): void {
    const json = new Blob([tuningJson(this.#tuning)], { type: 'application/json' });
    downloadFile(json, `exascope-tuning-${this.name}.json`);
  }

  async read(file: Blob): Promise<void> {
    try {
      this.#apply(parseTuningJson(file.size > MAX_FILE_BYTES ? '' : await file.text()));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.problem = error.message;
    }
  }

  /** Takes over what a link says. Throws an AppError where that cannot be used, and changes nothing then. */
  follow(text: string): void {
    this.#apply(decodeTuning(text));
  }

  #apply(tuning: Tuning): void {
    this.problem = undefined;
    this.#tuning = tuning;
    const text = encodeTuning(tuning);
    this.#options.apply(tuning, text === encodeTuning(progressiveTuning) ? undefined : text);
  }
}
