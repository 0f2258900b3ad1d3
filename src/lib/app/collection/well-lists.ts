import { AppError, type Collection, type ImageList } from '../../core';

/** The fields of the wells of a plate. Each well is read once; one that could not be read is asked for again. */
export class WellLists {
  readonly #read: (path: string) => Promise<Collection>;
  readonly #wells = new Map<string, Promise<ImageList>>();

  constructor(read: (path: string) => Promise<Collection>) {
    this.#read = read;
  }

  fieldsOf(path: string): Promise<ImageList> {
    const reading = this.#wells.get(path) ?? this.#read(path).then(asList);
    this.#wells.set(path, reading);
    reading.catch(() => this.#wells.delete(path));
    return reading;
  }
}

function asList(collection: Collection): ImageList {
  if (collection.kind === 'well') return collection;
  throw new AppError('not-a-dataset', `The plate names a well where a ${collection.kind} is.`, {});
}
