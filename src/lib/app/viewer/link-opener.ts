import { isAbort } from '../../core';
import { readNeuroglancerHash, readPasted, type ForeignPlace, type Link } from '../../share';
import type { HistoryRecorder } from '../history/recorder';
import type { Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';
import type { Disclosed } from '../share/disclosed';
import type { AppShareViewer } from '../share/share-viewer.svelte';
import { withKnownKeys } from '../share/with-known-keys';
import { applyToOpened } from './apply-to-opened';
import type { LinkSync } from './link-sync';
import type { NoticeList } from './notice-list.svelte';
import type { PendingList } from './pending-list.svelte';
import { sampleTitle } from './samples';
import { showSample } from './show-sample';
import { applySharedView, pageLink, readPageLink, showsTheSame, type PageLink } from './start';
import { toAppError } from './to-app-error';
import { withoutKey } from './without-key';

export interface LinkOpenerOptions {
  readonly session: Session;
  readonly recorder: HistoryRecorder;
  readonly sync: LinkSync;
  readonly notices: NoticeList;
  readonly pending: PendingList;
  readonly share: () => AppShareViewer;
  readonly closeAll: () => void;
  readonly onChange: () => void;
  readonly disclosed: Disclosed;
  /** Sets the constants that a link gives. Rejects where they cannot be used. */
  readonly tune: (text: string) => Promise<void>;
}

/** Opens what someone typed or pasted, and shows what links say. */
export class LinkOpener {
  /** The link that is shown. */
  link: PageLink;
  readonly #options: LinkOpenerOptions;
  /** Links that were pasted on top of the one that is shown, by the locations that they name. */
  readonly #onTop = new Map<string, PageLink>();
  /** Counts what was to be shown in the place of all; links take time to read, and only the last one is shown. */
  #turn = 0;
  #reading = 0;

  constructor(link: PageLink, options: LinkOpenerOptions) {
    this.link = link;
    this.#options = options;
  }

  /** A link that is to be shown is not read yet. */
  get isReading(): boolean {
    return this.#reading > 0;
  }

  /** Something is to be shown now. Returns whether nothing else was since. */
  takeTurn(): () => boolean {
    const turn = ++this.#turn;
    return () => turn === this.#turn;
  }

  /** Opens a location on top, or what a link or the text of a view says. */
  async open(wanted: string): Promise<void> {
    const { sync, share } = this.#options;
    const pasted = readPasted(wanted);
    if (pasted.kind === 'location') await this.#openLocation(pasted.location);
    else await sync.during(() => share().openPasted(pasted));
  }

  /** Shows what the address of this page says: the first one, or one that the browser went to since. */
  showAddress(): Promise<void> {
    const { session, sync, share } = this.#options;
    const { href, hash } = location;
    if (hash.startsWith('#!')) return sync.during(() => share().openPasted(readNeuroglancerHash(hash)));
    const { slots } = session.opening;
    const open = slots.openSlots.map((slot) => slot.location);
    return this.show(readPageLink(href, open, (link) => withKnownKeys(link, slots.locations)));
  }

  /** A link that someone pasted is a step of its own; one without a view goes on top of what is open. */
  async showPasted(link: Link, place?: ForeignPlace): Promise<void> {
    const { session, sync, pending, disclosed } = this.#options;
    disclosed.follow(link);
    const { openSlots } = session.opening.slots;
    const page = {
      ...pageLink(
        link,
        openSlots.map((slot) => slot.location),
      ),
      place,
    };
    sync.beginStep();
    if (openSlots.length === 0 || Object.keys(link.view).length + link.failures.length > 0)
      return this.show(page);
    for (const source of link.sources) this.#onTop.set(source, page);
    pending.add(page.blocked);
    for (const source of link.sources) if (!page.blocked.includes(source)) await this.#openLocation(source);
  }

  /** Of what is open already only the view changes, and that can be undone. Of several that are still read, the last one is shown. */
  show(link: PageLink | Promise<PageLink>): Promise<void> {
    const isLast = this.takeTurn();
    return this.#options.sync.during(async () => {
      let shown: Promise<void> | undefined;
      this.#countReading(1);
      try {
        const page = await link;
        if (isLast()) shown = this.#showRead(page);
      } finally {
        this.#countReading(-1);
      }
      await shown;
    });
  }

  async confirmPending(): Promise<void> {
    const { pending, share } = this.#options;
    const location = pending.take();
    if (location !== undefined && !share().confirm(location)) await this.openLinked(location);
  }

  /** Opens a source of the link that waited for a click, as the link says. */
  async openLinked(location: string): Promise<void> {
    const { session } = this.#options;
    const isFirst = session.scene.layers.length === 0;
    const opened = await this.#openLocation(location);
    if (opened.length === 0) return;
    const { view, place } = this.#linkOf(location);
    if (isFirst) await applySharedView(session, view, place);
    else await applyToOpened(session, view, opened);
  }

  dismissPending(): void {
    const location = this.#options.pending.take();
    if (location !== undefined) this.#options.session.opening.slots.drop(location);
  }

  /** Opens what could not be opened before, as the link says that named it. */
  async reopen(): Promise<void> {
    const { session, notices } = this.#options;
    const isFirst = session.scene.layers.length === 0;
    const opened: Layer[] = [];
    for (const { location = '' } of notices.away) opened.push(...(await this.#openLocation(location)));
    if (opened.length === 0) return;
    const { view, place } = this.link;
    if (isFirst) await applySharedView(session, view, place);
    else await applyToOpened(session, view, opened);
  }

  #countReading(by: 1 | -1): void {
    this.#reading += by;
    this.#options.onChange();
  }

  #showRead(page: PageLink): Promise<void> {
    const { session, recorder, disclosed } = this.#options;
    disclosed.follow(page);
    const open = (): Promise<void> => this.#openLink(page);
    return showsTheSame(session, page) ? open() : recorder.afresh(open);
  }

  /** The link that names a location. */
  #linkOf(location: string): PageLink {
    return this.#onTop.get(location) ?? this.link;
  }

  /** Returns the layers of it, none where it failed. */
  async #openLocation(location: string): Promise<readonly Layer[]> {
    const { session, notices } = this.#options;
    notices.dismissFor(location);
    const isFirst = session.scene.layers.length === 0;
    try {
      const layers = await session.open({ location, name: sampleTitle(location) });
      showSample(session, layers, { location, isFirst });
      return layers;
    } catch (error) {
      if (!isAbort(error))
        notices.add(withoutKey(toAppError(error), location, this.#linkOf(location)), location);
      session.keeping.missed();
      return [];
    }
  }

  async #openLink(link: PageLink): Promise<void> {
    const { session, notices, pending, closeAll, tune } = this.#options;
    this.link = link;
    this.#onTop.clear();
    if (link.tuning !== undefined)
      await tune(link.tuning).catch((error: unknown) => notices.add(toAppError(error)));
    if (this.link !== link) return;
    if (link.sources.length === 0) closeAll();
    for (const error of link.failures) notices.add(error);
    const missing = session.opening.reserve(link.specs);
    pending.replace(link.blocked);
    for (const location of missing)
      if (this.link === link && !link.blocked.includes(location)) await this.#openLocation(location);
    if (this.link !== link || session.scene.layers.length === 0) return;
    await applySharedView(session, link.view, link.place);
  }
}
