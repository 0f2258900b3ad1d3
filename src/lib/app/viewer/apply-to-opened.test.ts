import { describe, expect, it, vi } from 'vitest';
import { progressiveTuning } from '../../core';
import type { PartialViewState } from '../../share';
import { Scene } from '../scene/scene';
import type { OpenRequest } from '../scene/state/source-slots';
import { FakeSource } from '../session/image.fixture';
import { LabelFinder } from '../session/label-finder';
import { Opening } from '../session/opening';
import { Sources } from '../session/sources';
import type { Session } from '../session/session';
import { LinkOpener, type LinkOpenerOptions } from './link-opener';
import { pageLink } from './start';

/** A session of images with nothing in them; any label image is there. */
function makeSession() {
  const scene = new Scene();
  const pool = {
    open: (location: string) => Promise.resolve([new FakeSource({ id: location })]),
    close: () => undefined,
  };
  const opening = new Opening({
    ...{ scene, pool, sources: new Sources(1, () => progressiveTuning), pageUrl: 'https://page.test/' },
    ...{ onChange: () => undefined, onUnused: () => undefined },
  });
  const labels = new LabelFinder({
    ...{ scene, slots: opening.slots, find: () => Promise.resolve({ format: 3 as const, names: [] }) },
    open: (image, options) => opening.openBeside(image, options),
    locationOf: ({ source }, path) => `${source.dataset.location}/${path}`,
    ...{ isSettled: () => true, later: () => undefined },
    applyState: ({ id, visible = false }) =>
      scene.layers.find((layer) => layer.id === id)?.patch({ visible }),
    onFound: () => undefined,
    onError: (error) => expect.fail(String(error)),
  });
  const engine = { changed: () => undefined } as unknown as Session['engine'];
  return { scene, opening, labels, engine, fitIfNew: () => undefined };
}

const look = (id: string, opacity: number) => ({ id, opacity, visible: true });
const view: PartialViewState = {
  ...{ center: { y: 9, x: 9 }, zoom: 4 },
  layers: [look('layer2', 0.2), look('layer1', 0.1), look('layer2/cells', 0.3), look('layer3', 0.4)],
};

/** Opens links in a session; `b` is out of reach until it is opened again. */
function makeLinks(session: ReturnType<typeof makeSession>): LinkOpener {
  const link = pageLink({ sources: ['a', 'b', 'c'], withheld: [], failures: [], view });
  const { opening } = session;
  return new LinkOpener(link, {
    session: { ...session, open: (request: OpenRequest) => opening.open(request) },
    notices: { away: [{ location: 'b' }], dismissFor: () => undefined },
  } as unknown as LinkOpenerOptions);
}

const late: Readonly<Record<string, (links: LinkOpener) => Promise<unknown>>> = {
  'its server is back': (links) => links.reopen(),
  'it waited for a click': (links) => links.openLinked('b'),
};

describe('what a link says of a layer that opens late', () => {
  it.each(Object.keys(late))(
    'is its look, its place and its labels, and nothing of others: %s',
    async (why) => {
      vi.stubGlobal('location', new URL('https://page.test/'));
      const session = makeSession();
      const { scene, opening, labels } = session;
      const links = makeLinks(session);
      opening.reserve(['a', 'b', 'c'].map((location) => ({ location })));
      for (const location of ['a', 'c']) await opening.open({ location });
      const before = { ...scene.camera };
      scene.layers[0]?.patch({ opacity: 0.7 });
      await labels.follow([{ id: 'layer1/nuclei', visible: true }]);
      await late[why]?.(links);
      expect(scene.camera).toEqual(before);
      expect(scene.layers.map(({ id, look }) => [id, look.visible])).toEqual(
        ['layer2', 'layer1', 'layer2/cells', 'layer1/nuclei', 'layer3'].map((id) => [id, true]),
      );
      const opacities = scene.layers.map(({ id, look: { opacity } }): [string, number] => [id, opacity]);
      expect(Object.fromEntries(opacities)).toMatchObject({ layer1: 0.7, layer2: 0.2, layer3: 1 });
      vi.unstubAllGlobals();
    },
  );
});
