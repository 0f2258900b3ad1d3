import { AppError } from '../../core';
import type { ArrayRecord } from './zarr/array-record';
import { checkSameKind, findArray, under } from './dataset-record';
import type { KnownDocuments } from './dataset-record';
import type { DeclaredLevel } from './ome/multiscale';
import type { DocumentReader } from './documents/node';

/** Levels that are there, finest first, with the arrays that were read. */
export interface OpenedLevels {
  readonly levels: readonly DeclaredLevel[];
  readonly finest: ArrayRecord;
  /** By level; absent until opened. */
  readonly arrays: readonly (ArrayRecord | undefined)[];
  readonly warnings: readonly string[];
}

interface LevelsContext {
  readonly format: 2 | 3;
  readonly rank: number;
  readonly known?: KnownDocuments;
}

/**
 * Reads level 0 and the coarsest, or every level when none declares a scale. A level that is not there is left out, with
 * a warning, and the next one is read in its place; an image without any level fails.
 */
export async function openLevels(
  documents: DocumentReader,
  declared: readonly DeclaredLevel[],
  context: LevelsContext,
): Promise<OpenedLevels> {
  const isScaled = declared.every(({ scale }) => scale !== undefined);
  const missing: string[] = [];
  let levels = [...declared];
  const arrays = new Map<string, ArrayRecord>();
  for (;;) {
    const wanted = levels.filter((_, i) => !isScaled || i === 0 || i === levels.length - 1);
    const unread = [...new Set(wanted.map(({ path }) => path))].filter((path) => !arrays.has(path));
    if (unread.length === 0) break;
    const found = await Promise.all(
      unread.map((path) => findArray(documents, context.format, path, context.known)),
    );
    found.forEach((array, i) => {
      const path = unread[i] ?? '';
      if (array === undefined) missing.push(path);
      else arrays.set(path, array);
    });
    levels = levels.filter(({ path }) => !missing.includes(path));
  }
  return checked(levels, arrays, { ...context, missing });
}

function checked(
  levels: readonly DeclaredLevel[],
  arrays: ReadonlyMap<string, ArrayRecord>,
  { format, rank, missing }: LevelsContext & { readonly missing: readonly string[] },
): OpenedLevels {
  const nameOf = (path: string): string => under(path, format === 3 ? 'zarr.json' : '.zarray');
  const finest = arrays.get(levels[0]?.path ?? '');
  if (finest === undefined) {
    const document = nameOf(missing[0] ?? '');
    const message = `${document} is missing, though the image lists it as one of its levels, and so is every other.`;
    throw new AppError('bad-metadata', message, { document, field: 'document' });
  }
  for (const [path, array] of arrays) checkSameKind(array, { rank, dtype: finest.dtype }, nameOf(path));
  const opened = levels.map(({ path }) => arrays.get(path));
  const warnings = missing.map(
    (path) => `${nameOf(path)} is missing; the image is shown without that level.`,
  );
  return { levels, finest, arrays: opened, warnings: [...warnings, ...orderWarnings(levels, opened)] };
}

/** The scales order the levels; shapes that grow with them contradict. */
function orderWarnings(
  levels: readonly DeclaredLevel[],
  arrays: readonly (ArrayRecord | undefined)[],
): string[] {
  const finest = arrays[0]?.shape ?? [];
  return levels.flatMap(({ path }, i) => {
    const grows = arrays[i]?.shape.some((size, axis) => size > (finest[axis] ?? size)) ?? false;
    return grows
      ? [
          `Level "${path}" is larger than the finest, though its scale says that it is coarser. The scales were followed.`,
        ]
      : [];
  });
}
