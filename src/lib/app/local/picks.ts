import { AppError, errorToMessage } from '../../core';
import type { LocalAnswer, LocalQuestion, LocalRoot } from '../../core';
import type { PickRow } from '../../offline';
import type { LocalFolder } from '../../source';
import { identityOf } from './identity';
import { pickedOf, type Picked } from './picked';

/** Where picks are kept from one visit to the next. */
export interface PickStore {
  list(): Promise<readonly PickRow[]>;
  put(pick: PickRow): Promise<void>;
  forget(id: string): Promise<void>;
}

export interface PicksOptions {
  readonly store: PickStore;
  /** Sixteen hexadecimal digits. */
  readonly newId: () => string;
  readonly nowMs: () => number;
}

/** A handle as browsers that keep handles have them. */
type AskingHandle = FileSystemHandle & {
  queryPermission?: (options: { mode: 'read' }) => Promise<PermissionState>;
  requestPermission?: (options: { mode: 'read' }) => Promise<PermissionState>;
};

/** What the user picked on this device: each thing once, however often and in whatever way it is picked. */
export class Picks {
  readonly #options: PicksOptions;
  readonly #rows = new Map<string, PickRow>();
  /** What is there in this page without a question. */
  readonly #open = new Map<string, Picked>();
  /** Those that are to be shown: what never opened is not. */
  readonly #kept = new Set<string>();
  #loaded: Promise<void> | undefined;

  constructor(options: PicksOptions) {
    this.#options = options;
  }

  /** Those that were kept, and those of this page; last viewed first. */
  async list(): Promise<readonly (PickRow & { readonly access: 'ready' | 'ask' | 'pick' })[]> {
    await this.#load();
    const shown = [...this.#rows.values()].filter(({ id }) => this.#kept.has(id));
    const all = shown.map(async (row) => ({ ...row, access: await this.#access(row) }));
    return (await Promise.all(all)).sort((a, b) => b.viewedAtMs - a.viewedAtMs);
  }

  /** Returns the pick that something is, or becomes. `alias`: the id that a link gives it, which is that of what is new here. */
  async add(picked: Picked, alias?: string): Promise<PickRow> {
    await this.#load();
    const identity = await identityOf(picked);
    const known = await this.#find(picked, identity);
    const { name, kind } = picked;
    const handle = ('handle' in picked && picked.handle) || known?.handle;
    const row: PickRow = {
      id: known?.id ?? alias ?? this.#options.newId(),
      ...{ name, kind, identity },
      aliases: [...new Set([...(known?.aliases ?? []), ...(alias === undefined ? [] : [alias])])],
      viewedAtMs: this.#options.nowMs(),
      ...(handle && { handle }),
    };
    this.#rows.set(row.id, row);
    this.#open.set(row.id, picked);
    return row;
  }

  /** Remembers a pick for the next visit. False where this browser keeps nothing. */
  async keep(id: string): Promise<boolean> {
    const row = this.#byId(id);
    if (row === undefined) return false;
    const viewed = { ...row, viewedAtMs: this.#options.nowMs() };
    this.#rows.set(row.id, viewed);
    this.#kept.add(row.id);
    return this.#options.store.put(viewed).then(
      () => true,
      () => false,
    );
  }

  async forget(id: string): Promise<void> {
    this.#rows.delete(id);
    this.#open.delete(id);
    this.#kept.delete(id);
    await this.#options.store.forget(id).catch(() => undefined);
  }

  /** The pick of an id or an alias. */
  async find(id: string): Promise<PickRow | undefined> {
    await this.#load();
    return this.#byId(id);
  }

  /** Has the browser ask whether a pick may be read; false when it may not, or has to be picked anew. */
  async allow(id: string): Promise<boolean> {
    const row = this.#byId(id);
    if (row === undefined) return false;
    if (this.#open.has(row.id)) return true;
    const handle: AskingHandle | undefined = row.handle;
    return (await handle?.requestPermission?.({ mode: 'read' })) === 'granted';
  }

  /** Answers what a worker asks. */
  async answer(question: LocalQuestion): Promise<LocalAnswer> {
    const { id, type, pick } = question;
    try {
      await this.#load();
      const picked = await this.picked(pick);
      if (type === 'root') return { id, root: picked && rootOf(picked) };
      const folder = picked && folderOf(picked);
      if (type === 'file') return { id, file: await folder?.file(question.path) };
      return { id, entries: await folder?.list(question.path) };
    } catch (error) {
      return { id, error: errorToMessage(error) };
    }
  }

  /**
   * What an id stands for; `undefined` for one that nothing is known of. Throws `not-allowed` where the browser has to be asked first,
   * `not-picked` where it has to be picked anew, `not-found` where it has gone.
   */
  async picked(id: string): Promise<Picked | undefined> {
    const row = this.#byId(id);
    if (row === undefined) return undefined;
    const open = this.#open.get(row.id);
    if (open !== undefined) return open;
    if (row.handle === undefined) throw mustPick(row);
    if ((await this.#access(row)) !== 'ready') {
      const message = `${row.name} was picked on this device before, and the browser wants to know whether it may be read again.`;
      throw new AppError('not-allowed', message, { document: row.name });
    }
    const picked = await pickedOf(row.handle).catch((cause: unknown) => {
      const message = `${row.name} is no longer where it was on this device.`;
      throw new AppError('not-found', message, { document: row.name, onDevice: true }, cause);
    });
    this.#open.set(row.id, picked);
    return picked;
  }

  async #access({ id, handle }: PickRow): Promise<'ready' | 'ask' | 'pick'> {
    if (this.#open.has(id)) return 'ready';
    if (handle === undefined) return 'pick';
    // A browser that keeps handles and asks for nothing has nothing to ask for.
    const state = (await (handle as AskingHandle).queryPermission?.({ mode: 'read' })) ?? 'granted';
    return state === 'granted' ? 'ready' : 'ask';
  }

  #byId(id: string): PickRow | undefined {
    return this.#rows.get(id) ?? [...this.#rows.values()].find(({ aliases }) => aliases.includes(id));
  }

  /** Of two that both have handles the browser knows whether they are the same; copies are not. */
  async #find(picked: Picked, identity: string): Promise<PickRow | undefined> {
    const handle = 'handle' in picked ? picked.handle : undefined;
    for (const row of this.#rows.values()) {
      const isSame =
        handle && row.handle
          ? await handle.isSameEntry(row.handle).catch(() => false)
          : row.identity === identity;
      if (isSame) return row;
    }
    return undefined;
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#options.store.list().then(
      (rows) => {
        for (const row of rows) {
          this.#rows.set(row.id, row);
          this.#kept.add(row.id);
        }
      },
      () => undefined,
    );
    return this.#loaded;
  }
}

function rootOf(picked: Picked): LocalRoot {
  if (picked.kind === 'file') return { kind: 'file', file: picked.file };
  return 'handle' in picked ? { kind: 'folder', handle: picked.handle } : { kind: 'page' };
}

/** Workers ask for files one by one only where there is no other way. */
function folderOf(picked: Picked): LocalFolder | undefined {
  return picked.kind === 'folder' && 'folder' in picked ? picked.folder : undefined;
}

function mustPick({ name }: PickRow): AppError {
  const message = `${name} was picked on this device before, and this browser does not let it be opened again without picking it.`;
  return new AppError('not-picked', message, { document: name, isKnown: true });
}
