import { AppError, chunkKeyString, type ChunkKey } from '../../core';

interface Failing {
  readonly engine: { readonly levels: { failures(): string[] } };
  readonly store: { failures(): readonly { readonly key: ChunkKey; readonly error: unknown }[] };
}

/** Levels and chunks of the current view that failed, each `code path`. */
export function failureTexts({ engine, store }: Failing): string[] {
  const chunks = store.failures().map(({ key, error }) => {
    const code = error instanceof AppError ? error.code : 'error';
    return `${code} ${chunkKeyString(key)}`;
  });
  return [...engine.levels.failures(), ...chunks];
}
