import { AppError, isAbort } from '../../../core';
import type { Layer } from '../../scene/layers/layer';

export interface LevelOpenerOptions {
  /** A level was opened, or will not be. */
  readonly onChange: () => void;
  /** Told once for each level that could not be opened. */
  readonly onError: (layer: Layer, error: AppError) => void;
}

/** Reads the metadata of levels when plans first need them. One that fails is not asked for again until someone says so. */
export class LevelOpener {
  readonly #options: LevelOpenerOptions;
  readonly #opening = new Set<string>();
  readonly #failed = new Map<string, AppError>();

  constructor(options: LevelOpenerOptions) {
    this.#options = options;
  }

  /** Levels whose metadata is on its way. */
  get pendingCount(): number {
    return this.#opening.size;
  }

  /** Levels that could not be opened, each `code path`. */
  failures(): string[] {
    return [...this.#failed].map(([name, { code }]) => `${code} ${name}`);
  }

  /** Why levels could not be opened. */
  errors(): AppError[] {
    return [...this.#failed.values()];
  }

  hasFailed(layer: Layer, level: number): boolean {
    return this.#failed.has(nameOf(layer, level));
  }

  open(layer: Layer, level: number): void {
    const name = nameOf(layer, level);
    if (this.#opening.has(name) || this.#failed.has(name)) return;
    this.#opening.add(name);
    layer.source
      .openLevel(level)
      .catch((error: unknown) => {
        // Its dataset may have been closed meanwhile: then nobody wants to know.
        if (this.#opening.has(name) && !isAbort(error)) this.#fail(name, layer, toAppError(error, level));
      })
      .finally(() => {
        this.#opening.delete(name);
        this.#options.onChange();
      });
  }

  /** Forgets a dataset that was closed; or, when none is named, all failures, so that they are tried again. */
  forget(dataset?: string): void {
    const isIts = (name: string) => dataset === undefined || name.endsWith(`@${dataset}`);
    for (const name of this.#failed.keys()) if (isIts(name)) this.#failed.delete(name);
    if (dataset === undefined) return;
    for (const name of this.#opening) if (isIts(name)) this.#opening.delete(name);
  }

  #fail(name: string, layer: Layer, error: AppError): void {
    this.#failed.set(name, error);
    this.#options.onError(layer, error);
  }
}

function nameOf({ source }: Layer, level: number): string {
  return `${String(level)}@${source.dataset.id}`;
}

function toAppError(error: unknown, level: number): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError(
    'bad-metadata',
    `Level ${String(level)} could not be opened: ${reason}`,
    { level },
    error,
  );
}
