import type { Session } from '../session/session';
import type { LinkOpener } from '../viewer/link-opener';
import type { NoticeList } from '../viewer/notice-list.svelte';
import { Doctors } from './doctors.svelte';
import { LevelsDoctor } from './levels/levels-doctor';
import { pageEffects } from './location/examine';

/** What a page shows failures with, and opens with. */
export interface DoctorsPageParts {
  readonly links: LinkOpener;
  readonly notices: NoticeList;
}

/** Makes the doctors of this page. */
export function makeDoctors(session: Session, { links, notices }: DoctorsPageParts): Doctors {
  return new Doctors({
    access: session.access,
    pageUrl: document.baseURI,
    effects: pageEffects(),
    levels: new LevelsDoctor({
      layerOf: (id) => session.scene.layers.find((layer) => layer.id === id),
      units: () => session.scene.units,
      budget: session.budget,
      onChange: () => session.engine.changed(),
    }),
    open: (failed, location) => {
      notices.dismissFor(failed);
      return links.link.sources.includes(location) ? links.openLinked(location) : links.open(location);
    },
  });
}
