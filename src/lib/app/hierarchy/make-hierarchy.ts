import type { LocalAnswer, LocalQuestion } from '../../core';
import { shareableLocation } from '../../share';
import type { Session } from '../session/session';
import type { LayerModel } from '../viewer/model';
import type { HierarchyViewer } from './hierarchy-model';
import { AppHierarchyViewer, type HierarchyViewerOptions } from './hierarchy-viewer.svelte';

/** What trees need of the viewer. */
export interface HierarchyHost {
  readonly session: Session;
  readonly layers: readonly LayerModel[];
  readonly local: { answer(question: LocalQuestion): Promise<LocalAnswer> };
  setLayer(id: string, patch: { readonly visible: boolean }): void;
}

/** Makes what shows the trees of stores. */
export function makeHierarchy(host: HierarchyHost, fail: HierarchyViewerOptions['fail']): HierarchyViewer {
  return new AppHierarchyViewer({
    session: host.session,
    pageUrl: document.baseURI,
    answerLocal: (question) => host.local.answer(question),
    layers: () => host.layers,
    withoutKeys: (location) =>
      shareableLocation(location, { takesKey: (at) => host.session.access.lets(at) }),
    setVisible: (id, visible) => host.setLayer(id, { visible }),
    fail,
  });
}
