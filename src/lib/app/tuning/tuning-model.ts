import type { Tuning } from '../../core';
import type { PresetName, TuningGroup, TuningSpec } from './tuning-specs';

export type { PresetName, TuningGroup, TuningSpec };
export type TuningName = keyof Tuning;

/** One constant. */
export interface TuningField extends TuningSpec {
  readonly name: TuningName;
  readonly value: number | boolean;
  /** What its preset says. */
  readonly standard: number | boolean;
}

/** What the interface sees and does of the constants of planner, scheduler and caches. They hold for this visit. */
export interface TuningViewer {
  /** The preset that the constants are nearest to. */
  readonly preset: PresetName;
  readonly presets: readonly PresetName[];
  /** What the constants are called in links and reports: the preset's name, and a digest of what differs from it. */
  readonly name: string;
  /** In the order in which they are shown, groups together. */
  readonly fields: readonly TuningField[];
  /** Why what was given last cannot be used. */
  readonly problem: string | undefined;
  use(preset: PresetName): void;
  /** Brings a number within its bounds; what is none changes nothing. */
  set(name: TuningName, value: number | boolean): void;
  /** Sets one constant, or all of them, back to the preset. */
  reset(name?: TuningName): void;
  /** Saves the constants as JSON. */
  save(): void;
  /** Takes over what {@link save} wrote. */
  read(file: Blob): Promise<void>;
}
