import { AppError, isAbort, noTraffic, type ChunkArray } from '../../src/lib/core';
import { openLocation, type DatasetReader } from '../../src/lib/source';
import { fileAnswer, fileOrigin } from '../foreign-data';
import type { Objects } from './corpus';

export interface Outcome {
  /** Codes of what was refused; 'aborted' for what was given up. */
  readonly refusals: string[];
  readonly chunks: ChunkArray[];
}

const maxEncodedBytes = 2 ** 22;
const maxLevels = 8;

/**
 * Opens whatever `objects` are, with all its levels, and reads the first and the last chunk of each.
 * Throws what is neither an AppError nor an AbortError, and when anything outside the store was asked for.
 */
export async function exercise(
  objects: Objects,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Outcome> {
  const outcome: Outcome = { refusals: [], chunks: [] };
  const strays: string[] = [];
  const context = { traffic: noTraffic(), ...(signal && { signal }) };
  const effects = {
    fetch: storeFetch(objects, strays),
    random: () => 0,
    delay: () => Promise.resolve(),
  };
  const opened = await attempt(outcome, () =>
    openLocation(fileOrigin, { pageUrl: fileOrigin, effects, ...context }),
  );
  for (const { reader } of opened ?? [])
    for (let level = 0; level < Math.min(maxLevels, reader.dataset.levels.length); level++)
      await readEnds(reader, level, { outcome, context });
  if (strays.length > 0) throw new Error(`Asked for ${strays.join(', ')}.`);
  return outcome;
}

async function readEnds(
  reader: DatasetReader,
  level: number,
  { outcome, context }: { outcome: Outcome; context: Parameters<DatasetReader['openLevel']>[1] },
): Promise<void> {
  const array = await attempt(outcome, () => reader.openLevel(level, context));
  if (array === undefined) return;
  const first = array.shape.map(() => 0);
  const last = array.shape.map((size, axis) => Math.max(0, Math.ceil(size / (array.chunks[axis] ?? 1)) - 1));
  // An array of no voxels has no chunks to ask for.
  if (array.shape.includes(0)) return;
  for (const index of [first, last]) {
    const chunk = await attempt(outcome, () =>
      reader.readChunk(level, index, { ...context, maxEncodedBytes }),
    );
    if (chunk !== undefined) outcome.chunks.push(chunk);
  }
}

async function attempt<T>(outcome: Outcome, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) && !isAbort(error)) throw error;
    outcome.refusals.push(error instanceof AppError ? error.code : 'aborted');
    return undefined;
  }
}

/** Serves objects; keeps what is asked for elsewhere in `strays`. Waits a turn, so that an abort can come in between. */
function storeFetch(objects: Objects, strays: string[]): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    if (!url.href.startsWith(fileOrigin)) strays.push(url.href);
    await new Promise((resolve) => setImmediate(resolve));
    init?.signal?.throwIfAborted();
    const path = url.pathname.slice(1).replace(/%20/g, ' ');
    const bytes = Object.hasOwn(objects, path) ? objects[path] : undefined;
    return bytes === undefined ? new Response(null, { status: 404 }) : fileAnswer(bytes, init);
  };
}
