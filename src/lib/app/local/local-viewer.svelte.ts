import { isAbort, type AppError, type LocalAnswer, type LocalQuestion } from '../../core';
import { keepEqual } from '../viewer/keep-equal';
import { toAppError } from '../viewer/to-app-error';
import type { LocalPickModel, LocalViewer } from './local-model';
import type { LocalOpener } from './local-opener';
import { takeDrop } from './take-drop';

export interface LocalViewerOptions {
  /** Loads what opens things of this device. `onChange`: to be called when others are remembered. */
  readonly load: (onChange: () => Promise<void>) => Promise<LocalOpener>;
  readonly fail: (error: AppError) => void;
}

/** The interface's way to folders and files of this device. What does it is loaded when it is first needed. */
export class AppLocalViewer implements LocalViewer {
  picks = $state.raw<readonly LocalPickModel[]>([]);
  readonly isLasting = 'showDirectoryPicker' in globalThis;
  readonly #options: LocalViewerOptions;
  #loading: Promise<LocalOpener> | undefined;

  constructor(options: LocalViewerOptions) {
    this.#options = options;
  }

  refresh = (): Promise<void> =>
    this.#run(async (opener) => void (this.picks = keepEqual(this.picks, await opener.list())));

  pick(kind: 'folder' | 'file'): Promise<void> {
    return this.#run((opener) => opener.pick(kind));
  }

  openFile(file: File): Promise<void> {
    return this.#run((opener) => opener.takeAll([{ kind: 'file', name: file.name, file }]));
  }

  drop(transfer: DataTransfer): boolean {
    const taken = takeDrop(transfer);
    if (taken.length > 0) void this.#run(async (opener) => opener.takeAll(await Promise.all(taken)));
    return taken.length > 0;
  }

  open(id: string): Promise<void> {
    return this.#run((opener) => opener.open(id));
  }

  allow(location: string): Promise<void> {
    return this.#run((opener) => opener.allow(location));
  }

  choose(location: string, kind: 'folder' | 'file'): Promise<void> {
    return this.#run((opener) => opener.choose(location, kind));
  }

  forget(id: string): Promise<void> {
    return this.#run((opener) => opener.forget(id));
  }

  /** Answers what a worker asks. */
  async answer(question: LocalQuestion): Promise<LocalAnswer> {
    return (await this.#opener()).answer(question);
  }

  #opener(): Promise<LocalOpener> {
    this.#loading ??= this.#options.load(this.refresh);
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #run(work: (opener: LocalOpener) => Promise<void>): Promise<void> {
    try {
      await work(await this.#opener());
    } catch (error) {
      if (!isAbort(error)) this.#options.fail(toAppError(error));
    }
  }
}
