import type { LocalAnswer, LocalQuestion } from '../../core';
import type { PickRow } from '../../offline';
import { askForFiles, askForFolder } from './ask-for';
import type { LocalPickModel } from './local-model';
import type { Picked } from './picked';
import { Picks, type PickStore } from './picks';
import { projectInside } from './project-inside';
import { together, type Taken } from './together';

/** What opens and keeps things of this device. */
export interface LocalPage {
  readonly store: PickStore;
  /** Opens a location on top. Resolves with whether it is open. */
  readonly open: (location: string) => Promise<boolean>;
  /** The same, as the link says that named it. */
  readonly reopen: (location: string) => Promise<boolean>;
  /** Shows a location alone. */
  readonly show: (location: string) => Promise<boolean>;
  /** Opens files that hold no data: each a view, or something of user tests. */
  readonly openOther: (files: readonly File[]) => Promise<void>;
  /** Other things are remembered now than before. */
  readonly onChange: () => Promise<void>;
}

/** What holds data; any other file is taken for a view, or one of user tests. */
const dataNames =
  /\.(zip|ozx|h5|hdf5|hdf|ims|xml|tiff?|btf|svs|czi|nd2|lif|nii|nii\.gz|mrc|dcm|png|jpe?g|webp|gif)$/i;

/** Opens folders and files of this device. All of it rejects with what went wrong. */
export class LocalOpener {
  readonly #page: LocalPage;
  readonly #picks: Picks;

  constructor(page: LocalPage) {
    this.#page = page;
    this.#picks = new Picks({ store: page.store, newId, nowMs: () => Date.now() });
  }

  async list(): Promise<LocalPickModel[]> {
    const rows = await this.#picks.list();
    return rows.map((row) => {
      const { id, name, kind, viewedAtMs, access } = row;
      return { id, name, kind, viewedAtMs, access, location: locationOf(row) };
    });
  }

  async pick(kind: 'folder' | 'file'): Promise<void> {
    await this.takeAll(await askForAll(kind));
  }

  /** Opens what was picked or dropped at once. */
  async takeAll(given: readonly (Picked | undefined)[]): Promise<void> {
    const all = together(given.filter((picked) => picked !== undefined));
    const others = all.flatMap(({ picked }) => (isOther(picked) ? [picked.file] : []));
    if (others.length > 0) await this.#page.openOther(others);
    for (const taken of all) if (!isOther(taken.picked)) await this.#take(taken);
  }

  async #take({ picked, inside }: Taken): Promise<void> {
    const row = await this.#picks.add(picked);
    const location = inside === undefined ? await this.#whatOpens(row) : locationOf(row, inside);
    if (await this.#page.open(location)) await this.#keep(row);
  }

  /** A folder may be there for the project in it. What cannot be read is opened as it is: the page says why, and of what. */
  async #whatOpens(row: PickRow): Promise<string> {
    try {
      const picked = await this.#picks.picked(row.id);
      return locationOf(row, picked && (await projectInside(picked)));
    } catch {
      return locationOf(row);
    }
  }

  async open(id: string): Promise<void> {
    const row = await this.#picks.find(id);
    if (row === undefined) return;
    const isAllowed = await this.#picks.allow(id);
    const here = isAllowed ? row : await this.#pickAnew(row.id, row.kind);
    if (here && (await this.#page.show(await this.#whatOpens(here)))) await this.#keep(here);
  }

  async allow(location: string): Promise<void> {
    const row = await this.#picks.find(idIn(location));
    if (row === undefined || !(await this.#picks.allow(row.id))) return;
    if (await this.#page.reopen(location)) await this.#keep(row);
  }

  async choose(location: string, kind: 'folder' | 'file'): Promise<void> {
    const row = await this.#pickAnew(idIn(location), kind);
    if (row && (await this.#page.reopen(location))) await this.#keep(row);
  }

  async forget(id: string): Promise<void> {
    await this.#picks.forget(id);
    await this.#page.onChange();
  }

  /** Answers what a worker asks. */
  answer(question: LocalQuestion): Promise<LocalAnswer> {
    return this.#picks.answer(question);
  }

  /** Has the user pick what an id stands for. */
  async #pickAnew(id: string, kind: 'folder' | 'file'): Promise<PickRow | undefined> {
    const picked = await ask(kind);
    return picked && this.#picks.add(picked, id);
  }

  async #keep({ id }: PickRow): Promise<void> {
    await this.#picks.keep(id);
    await this.#page.onChange();
  }
}

function isOther(picked: Picked): picked is Picked & { readonly kind: 'file' } {
  return picked.kind === 'file' && !dataNames.test(picked.name);
}

async function ask(kind: 'folder' | 'file'): Promise<Picked | undefined> {
  return (await askForAll(kind))[0];
}

async function askForAll(kind: 'folder' | 'file'): Promise<(Picked | undefined)[]> {
  return kind === 'folder' ? [await askForFolder()] : askForFiles();
}

/** `inside`: name of a file in the folder. */
function locationOf({ id, name }: Pick<PickRow, 'id' | 'name'>, inside?: string): string {
  const location = `local:${id}/${encodeURIComponent(name)}`;
  return inside === undefined ? location : `${location}/${encodeURIComponent(inside)}`;
}

function idIn(location: string): string {
  return /^\s*local:([^/|]*)/.exec(location)?.[1] ?? '';
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
