import { AppError, isAbort } from '../../core';
import {
  confirmableParameters,
  decodeLink,
  encodeViewFile,
  maxViewFileBytes,
  qrCode,
  readState,
  viewFileExtension,
  type ForeignPlace,
  type Link,
  type Pasted,
  type QrCode,
  type ViewState,
} from '../../share';
import { downloadFile } from '../viewer/download-file';
import { toAppError } from '../viewer/to-app-error';
import type { Disclosed } from './disclosed';
import type { LeftOutModel, ParameterModel, ShareViewer } from './share-model';

/** What shares and shows links around it. */
export interface SharePage {
  readonly link: () => string;
  readonly state: () => ViewState | undefined;
  readonly disclosed: Disclosed;
  /** What links say has changed. */
  readonly changed: () => void;
  /** What a saved view is called. */
  readonly name: () => string;
  /** Shows a link in the place of what is open, or lays its sources on top where it has no view. */
  readonly show: (link: Link, place?: ForeignPlace) => Promise<void>;
  /** Whether an address may be read only after a click. */
  readonly isBlocked: (url: string) => boolean;
  /** Asks for that click. */
  readonly ask: (url: string) => void;
  /** What is to be shown now takes the place of all that was to be shown before; see `LinkOpener`. */
  readonly takeTurn: () => () => boolean;
  readonly fail: (error: AppError) => void;
}

/** The interface's way to hand a view on, and to take one. */
export class AppShareViewer implements ShareViewer {
  leftOut = $state.raw<LeftOutModel | undefined>(undefined);
  readonly #page: SharePage;
  /** Addresses of views that wait for a click. */
  #asked: readonly string[] = [];

  constructor(page: SharePage) {
    this.#page = page;
  }

  get canShare(): boolean {
    return typeof navigator.share === 'function';
  }

  link(): string | undefined {
    try {
      return this.#page.link();
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  withheldCount(): number {
    const { disclosed } = this.#page;
    return this.#sources.filter((source) => disclosed.isWithheld(source)).length;
  }

  parameters(): ParameterModel[] {
    const { keeps } = this.#page.disclosed;
    const locations = this.#sources.filter((source, at, all) => all.indexOf(source) === at);
    return locations.flatMap((location) =>
      confirmableParameters(location).map((one) => ({ ...one, location, isKept: keeps(location, one.name) })),
    );
  }

  keepParameter({ location, name }: ParameterModel, isKept: boolean): void {
    const { disclosed, changed } = this.#page;
    disclosed.keep(location, name, isKept);
    changed();
  }

  async copyLink(): Promise<boolean> {
    const link = this.#said(() => this.#page.link());
    if (link !== undefined) await navigator.clipboard.writeText(link);
    return link !== undefined;
  }

  shareLink(title: string): Promise<void> {
    return this.#run(() => navigator.share({ title, url: this.#page.link() }));
  }

  qrCode(link: string): Promise<QrCode | undefined> {
    return qrCode(link);
  }

  saveFile(): boolean {
    const state = this.#page.state();
    if (!state) return false;
    const name = this.#page.name().replace(/[^\p{L}\p{N}._ -]+/gu, '-');
    const text = this.#said(() => encodeViewFile(state, this.#page.disclosed));
    if (text === undefined) return false;
    downloadFile(new Blob([text], { type: 'application/json' }), `${name}${viewFileExtension}`);
    return true;
  }

  async openFile(file: File): Promise<void> {
    // A byte more than a view may have says that it has too many; the rest of it is not read.
    const text = await file.slice(0, maxViewFileBytes + 1).text();
    await this.openPasted({ kind: 'state', text });
  }

  dismissLeftOut(): void {
    this.leftOut = undefined;
  }

  /** The click that an address of a view waited for; false when it waited for none. */
  confirm(url: string): boolean {
    if (!this.#asked.includes(url)) return false;
    this.#asked = this.#asked.filter((other) => other !== url);
    const isLast = this.#page.takeTurn();
    void this.#run(() => this.#openAt(url, isLast));
    return true;
  }

  /** Opens what is no plain location, unless something else was to be shown since. What fails is said in a notice. */
  openPasted(pasted: Exclude<Pasted, { kind: 'location' }>): Promise<void> {
    this.leftOut = undefined;
    const isLast = this.#page.takeTurn();
    return this.#run(async () => {
      if (pasted.kind === 'link') {
        const link = await decodeLink(pasted.url);
        return isLast() ? this.#page.show(link) : undefined;
      }
      if (pasted.kind === 'state') return this.#openState(pasted.text, isLast);
      const { fileUrl } = await import('./fetch-state');
      const url = fileUrl(pasted.location, document.baseURI);
      if (!this.#page.isBlocked(url)) return this.#openAt(url, isLast);
      this.#asked = [...this.#asked, url];
      this.#page.ask(url);
    });
  }

  async #openAt(url: string, isLast: () => boolean): Promise<void> {
    const { fetchState } = await import('./fetch-state');
    await this.#openState(await fetchState(url), isLast);
  }

  async #openState(text: string, isLast: () => boolean): Promise<void> {
    const read = await readState(text);
    if (!isLast()) return;
    if (!('place' in read)) return this.#page.show(read.link);
    if (read.leftOut.length > 0)
      this.leftOut = { items: read.leftOut, isAll: read.link.sources.length === 0 };
    await this.#page.show(read.link, read.place);
  }

  get #sources(): readonly string[] {
    return this.#page.state()?.sources ?? [];
  }

  /** What is written; `undefined` for what is too much, of which a notice tells. */
  #said(write: () => string): string | undefined {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#page.fail(error);
      return undefined;
    }
  }

  async #run(open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      if (!isAbort(error)) this.#page.fail(toAppError(error));
    }
  }
}
