import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../core';
import { LinkOpener, type LinkOpenerOptions } from './link-opener';
import type { PageLink } from './start';

const linkTo = (location: string, more: Partial<PageLink> = {}): PageLink => ({
  ...{ sources: [location], specs: [{ location }], withheld: [], failures: [], blocked: [], view: {} },
  ...more,
});

/** A page on which nothing can be opened, that notes what was tried and said. */
function page(failure = new AppError('not-found', 'No.'), opened: readonly string[] = []) {
  const tried: string[] = [];
  const said: { location: string | undefined; detail: AppError['detail'] }[] = [];
  const reading: boolean[] = [];
  const options = {
    session: {
      opening: {
        slots: { openSlots: opened.map((location) => ({ location })), locations: opened },
        reserve: (specs: PageLink['specs']) =>
          specs.map(({ location }) => location).filter((location) => !opened.includes(location)),
      },
      scene: { layers: [] },
      keeping: { missed: () => undefined },
      open: ({ location }: { location: string }) => {
        tried.push(location);
        return Promise.reject(failure);
      },
    },
    recorder: { afresh: (run: () => Promise<void>) => run() },
    sync: { during: (show: () => Promise<void>) => show(), beginStep: () => undefined },
    notices: {
      dismissFor: () => undefined,
      get away() {
        return said.slice(-1);
      },
      add: ({ detail }: AppError, location?: string) => void said.push({ location, detail }),
    },
    pending: { replace: () => undefined, add: () => undefined },
    disclosed: { follow: () => undefined },
    onChange: () => void reading.push(links.isReading),
  } as unknown as LinkOpenerOptions;
  const links = new LinkOpener(linkTo('gen:start'), options);
  return { links, tried, said, reading };
}

/** A link that takes as long to be read as the test says. */
function slowly(location: string) {
  let read = (): void => undefined;
  const link = new Promise<PageLink>((resolve) => (read = () => resolve(linkTo(location))));
  return { link, read };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('links that are still read', () => {
  it('leave the place to the one that came last, whichever is read first', async () => {
    const { links, tried } = page();
    const [first, second] = [slowly('gen:first'), slowly('gen:second')];
    const shown = [links.show(first.link), links.show(second.link)];
    second.read();
    await shown[1];
    first.read();
    await shown[0];
    expect(tried).toEqual(['gen:second']);
  });

  it('count as something that is being opened', async () => {
    const { links, reading } = page();
    const { link, read } = slowly('gen:ramp');
    const shown = links.show(link);
    expect([links.isReading, reading]).toEqual([true, [true]]);
    read();
    await shown;
    expect([links.isReading, reading]).toEqual([false, [true, false]]);
  });
});

describe('what a link names and cannot be opened', () => {
  const location = 'https://data.example/a.zarr';
  const refused = new AppError('forbidden', 'No.', { status: 403 });

  it('was shared without its key, where the link says so', async () => {
    const { links, said } = page(refused);
    await links.show(linkTo(location, { withheld: [0] }));
    expect(said).toEqual([{ location, detail: { status: 403, isWithheld: true } }]);
  });

  it('is refused like anything else, where the link does not', async () => {
    const { links, said } = page(refused);
    await links.show(linkTo(location));
    expect(said).toEqual([{ location, detail: { status: 403 } }]);
  });

  it.each(['https://data.example/a.zarr', 'http://localhost:1/a.zarr'])(
    'was shared without its key, where a link says so that was pasted on top of others: %s',
    async (pasted) => {
      vi.stubGlobal('location', new URL('https://view.example/'));
      const { links, said } = page(refused, ['gen:open']);
      await links.show(linkTo('gen:open'));
      said.length = 0;
      await links.showPasted(linkTo(pasted, { withheld: [0] }));
      if (said.length === 0) await links.openLinked(pasted);
      await links.reopen();
      const detail = { status: 403, isWithheld: true };
      expect(said).toEqual([
        { location: pasted, detail },
        { location: pasted, detail },
      ]);
    },
  );
});

describe('the address that the browser goes back to', () => {
  it('is that of what is open with its key, which the address does not hold', async () => {
    const key = 'https://data.example/a.zarr?sig=abc';
    const address = 'https://view.example/?source=https://data.example/a.zarr&source=gen:ramp';
    vi.stubGlobal('location', new URL(`${address}&withheld=0`));
    const { links, tried } = page(undefined, [key]);
    await links.showAddress();
    expect(tried).toEqual(['gen:ramp']);
    expect(links.link.sources).toEqual([key, 'gen:ramp']);
  });
});
