import type { Session } from '../session/session';
import type { LinkOpener } from '../viewer/link-opener';
import { Doctors } from './doctors.svelte';
import { pageEffects } from './location/examine';

/** Makes the doctors of this page. */
export function makeDoctors(session: Session, links: LinkOpener): Doctors {
  return new Doctors({
    access: session.access,
    pageUrl: document.baseURI,
    effects: pageEffects(),
    open: (location) =>
      links.link.sources.includes(location) ? links.openLinked(location) : links.open(location),
  });
}
