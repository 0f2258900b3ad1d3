import { isAbort, type AppError, type LocalAnswer, type LocalQuestion } from '../../core';
import type { PickRow } from '../../offline';
import { keepEqual } from '../viewer/keep-equal';
import { toAppError } from '../viewer/to-app-error';
import type { LocalPickModel, LocalViewer } from './local-model';
import type { Picked } from './picked';
import type { Picks, PickStore } from './picks';
import { takeDrop } from './take-drop';

/** What opens and keeps things of this device. */
export interface LocalPage {
  readonly store: PickStore;
  /** Opens a location on top. Resolves with whether it is open. */
  readonly open: (location: string) => Promise<boolean>;
  /** The same, as the link says that named it. */
  readonly reopen: (location: string) => Promise<boolean>;
  /** Shows a location alone. */
  readonly show: (location: string) => Promise<boolean>;
  /** Opens a file with a view. */
  readonly openView: (file: File) => Promise<void>;
  readonly fail: (error: AppError) => void;
}

/** What holds data; any other file is taken for a view. */
const dataNames =
  /\.(zip|ozx|h5|hdf5|ims|tiff?|btf|svs|czi|nd2|lif|nii|nii\.gz|mrc|dcm|png|jpe?g|webp|gif)$/i;

/** The interface's way to folders and files of this device. What it needs is loaded when something is picked. */
export class AppLocalViewer implements LocalViewer {
  picks = $state.raw<readonly LocalPickModel[]>([]);
  readonly isLasting = 'showDirectoryPicker' in globalThis;
  readonly #page: LocalPage;
  #loading: Promise<Picks> | undefined;

  constructor(page: LocalPage) {
    this.#page = page;
  }

  async refresh(): Promise<void> {
    const rows = await (await this.#picks()).list();
    const models = rows.map((row) => {
      const { id, name, kind, viewedAtMs, access } = row;
      return { id, name, kind, viewedAtMs, access, location: locationOf(row) };
    });
    this.picks = keepEqual(this.picks, models);
  }

  pickFolder(): Promise<void> {
    return this.#run(async () => {
      const { askForFolder } = await import('./ask-for');
      await this.#take(await askForFolder());
    });
  }

  pickFile(): Promise<void> {
    return this.#run(async () => {
      const { askForFile } = await import('./ask-for');
      await this.#take(await askForFile());
    });
  }

  openFile(file: File): Promise<void> {
    return this.#run(() => this.#take({ kind: 'file', name: file.name, file }));
  }

  drop(transfer: DataTransfer): boolean {
    const taken = takeDrop(transfer);
    if (taken.length > 0)
      void this.#run(async () => {
        for (const picked of await Promise.all(taken)) await this.#take(picked);
      });
    return taken.length > 0;
  }

  open(id: string): Promise<void> {
    return this.#run(async () => {
      const picks = await this.#picks();
      const row = await picks.find(id);
      if (row === undefined) return;
      if (!(await picks.allow(id)) && !(await this.#pickAnew(row.id, row.kind))) return;
      if (await this.#page.show(locationOf(row))) await this.#keep(row);
    });
  }

  allow(location: string): Promise<void> {
    return this.#run(async () => {
      const picks = await this.#picks();
      const row = await picks.find(idIn(location));
      if (row === undefined || !(await picks.allow(row.id))) return;
      if (await this.#page.reopen(location)) await this.#keep(row);
    });
  }

  choose(location: string, kind: 'folder' | 'file'): Promise<void> {
    return this.#run(async () => {
      const row = await this.#pickAnew(idIn(location), kind);
      if (row && (await this.#page.reopen(location))) await this.#keep(row);
    });
  }

  async forget(id: string): Promise<void> {
    await (await this.#picks()).forget(id);
    await this.refresh();
  }

  /** Answers what a worker asks. */
  async answer(question: LocalQuestion): Promise<LocalAnswer> {
    return (await this.#picks()).answer(question);
  }

  /** Has the user pick what an id stands for. */
  async #pickAnew(id: string, kind: 'folder' | 'file'): Promise<PickRow | undefined> {
    const { askForFile, askForFolder } = await import('./ask-for');
    const picked = await (kind === 'folder' ? askForFolder() : askForFile());
    return picked && (await this.#picks()).add(picked, id);
  }

  async #take(picked: Picked | undefined): Promise<void> {
    if (picked === undefined) return;
    if (picked.kind === 'file' && !dataNames.test(picked.name)) return this.#page.openView(picked.file);
    const row = await (await this.#picks()).add(picked);
    if (await this.#page.open(locationOf(row))) await this.#keep(row);
  }

  async #keep({ id }: PickRow): Promise<void> {
    await (await this.#picks()).keep(id);
    await this.refresh();
  }

  #picks(): Promise<Picks> {
    this.#loading ??= import('./picks').then(
      ({ Picks: Made }) => new Made({ store: this.#page.store, newId, nowMs: () => Date.now() }),
    );
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) this.#page.fail(toAppError(error));
    }
  }
}

function locationOf({ id, name }: { readonly id: string; readonly name: string }): string {
  return `local:${id}/${encodeURIComponent(name)}`;
}

function idIn(location: string): string {
  return /^\s*local:([^/|]*)/.exec(location)?.[1] ?? '';
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
