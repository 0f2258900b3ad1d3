import { AppError } from '../../core';
import { viewer as t } from '../../messages';
import { colormapNames } from '../../render';
import {
  decodeLink,
  isPrivateHost,
  readAddress,
  type Address,
  type ForeignPlace,
  type Link,
  type PartialViewState,
  type ViewState,
} from '../../share';
import { deviceClass } from '../device/device-profile';
import { readDevice } from '../device/watch-device';
import { MIN_MEMORY_LIMIT } from '../frame/memory-limit';
import type { PreferencesViewer } from './preferences-model';
import { applyViewState, viewState } from '../scene/state/view-state';
import { specOf, type SourceSpec } from '../scene/state/source-slots';
import { Session, type SessionOptions } from '../session/session';
import { Disclosed } from '../share/disclosed';
import { placedView } from '../share/placed-view';
import { asCalledNow } from './as-called-now';

/** A link, such as the page's address, with those of its sources that may not open without a click. */
export interface PageLink extends Link {
  /** All sources, with what each is opened as. */
  readonly specs: readonly SourceSpec[];
  /** They point into a private network, and the page does not come from one. */
  readonly blocked: readonly string[];
  /** Where it looks, in the coordinates of another viewer. */
  readonly place?: ForeignPlace | undefined;
}

/** What is open already was allowed before. `complete` puts back what was left out of it. */
export async function readPageLink(
  href: string,
  open: readonly string[] = [],
  complete: (link: Link) => Link = (link) => link,
): Promise<PageLink> {
  return pageLink(complete(withPossibleLimit(await decodeLink(href))), open);
}

/** What this page starts with, before the view in its address is read. */
export function readStart(href: string): PageLink {
  return pageLink({ ...withPossibleLimit(readAddress(href)), view: {} });
}

/** A link that came some other way than as the page's address; see {@link readPageLink}. */
export function pageLink(link: Link, open: readonly string[] = []): PageLink {
  const blocked = link.sources.filter((source) => !open.includes(source) && mustAsk(source));
  const { sources, view } = link;
  return { ...link, blocked, specs: sources.map((source, at) => specOf(source, view.sourceKinds?.[at])) };
}

/** A limit that leaves no room for a picture is raised, and said to be. */
function withPossibleLimit<T extends Address>(link: T): T {
  if (link.memoryLimitBytes === undefined || link.memoryLimitBytes >= MIN_MEMORY_LIMIT) return link;
  const message = t.limitTooSmall;
  const error = new AppError('bad-link', message, { field: 'memory' });
  return { ...link, memoryLimitBytes: MIN_MEMORY_LIMIT, failures: [...link.failures, error] };
}

/** Whether a location points into a private network, and the page does not come from one. */
export function mustAsk(source: string): boolean {
  return !isPrivateHost(location.hostname) && isPrivateLocation(source, location.href);
}

/** A relative location is the site's own. */
function isPrivateLocation(location: string, href: string): boolean {
  if (!URL.canParse(location, href)) return false;
  const { protocol, hostname, origin } = new URL(location, href);
  return /^https?:$/.test(protocol) && origin !== new URL(href).origin && isPrivateHost(hostname);
}

/** Makes the session of this page, which the preferences say the bounds of. */
export function makeSession(
  { memoryLimitBytes, detail }: Pick<PreferencesViewer, 'memoryLimitBytes' | 'detail'>,
  callbacks: Pick<
    SessionOptions,
    | 'onChange'
    | 'onError'
    | 'onGpuError'
    | 'unopened'
    | 'onBack'
    | 'reducedMotion'
    | 'answerLocal'
    | 'openCollection'
  >,
): Session {
  const { width, height } = screen;
  const ratio = Math.min(devicePixelRatio, detail.maxPixelRatio);
  return new Session({
    ...callbacks,
    memoryLimitBytes,
    screenPx: width * height * ratio ** 2,
    cores: navigator.hardwareConcurrency,
    pageUrl: document.baseURI,
    device: deviceClass(readDevice()),
    background: canvasColor,
  });
}

/** Whether a link names what is open, and nothing else. */
export function showsTheSame({ opening: { slots } }: Session, { specs }: PageLink): boolean {
  const named = (all: readonly SourceSpec[]) => JSON.stringify(all.map(({ location, as }) => [location, as]));
  return specs.length > 0 && named(specs) === named(slots.openSlots);
}

/** The view with layers called as they will be when the link is opened; nothing while there is nothing to share. */
function linkState({ scene, opening: { slots } }: Session): ViewState | undefined {
  const { locations, kinds } = slots;
  if (locations.length === 0) return undefined;
  return { ...viewState(scene, locations, slots.linkIds()), ...kinds };
}

/** What of a session links and view files carry. */
export function sharedOf(session: Session): {
  readonly state: () => ViewState | undefined;
  readonly disclosed: Disclosed;
} {
  return { state: () => linkState(session), disclosed: new Disclosed(session.access) };
}

/** A link to one location that was open before, with the view of a link's fragment. */
export function linkTo(location: string, fragment: string): Promise<PageLink> {
  const url = new URL(document.baseURI);
  url.search = new URLSearchParams({ source: location }).toString();
  url.hash = fragment;
  return readPageLink(url.href, [location]);
}

/** The design token `--canvas` of the theme in force, as red, green and blue from 0 to 1. */
function canvasColor(): readonly [number, number, number] {
  const hex = getComputedStyle(document.documentElement).getPropertyValue('--canvas').trim();
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex) ?? [];
  return [parseInt(red ?? '0', 16) / 255, parseInt(green ?? '0', 16) / 255, parseInt(blue ?? '0', 16) / 255];
}

/**
 * Applies what a link says of the view, as far as its layers opened, at once. Resolves when label images that it shows are
 * open, or have failed to.
 */
export function applySharedView(
  session: Session,
  shared: PartialViewState,
  place?: ForeignPlace,
): Promise<void> {
  const view = asCalledNow(placedView(session.scene, shared, place), session.opening.slots.linkIds());
  applyViewState(session.scene, view, colormapNames);
  session.fitIfNew();
  session.engine.changed();
  return session.labels.follow(view.layers ?? []);
}
