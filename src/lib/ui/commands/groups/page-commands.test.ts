import { describe, expect, it, vi } from 'vitest';
import type { Viewer } from '../../../app';
import type { CommandScreen } from '../command';
import { pageCommands } from './page-commands';

/** What is said when a link is copied that leaves out so much. */
async function saidOf(share: { readonly copyLink: () => Promise<boolean>; readonly count: number }) {
  const said: string[] = [];
  const commands = pageCommands({
    viewer: {
      layers: [],
      history: {},
      share: { copyLink: share.copyLink, withheldCount: () => share.count },
    } as unknown as Viewer,
    screen: { tell: (words: string) => void said.push(words) } as unknown as CommandScreen,
  });
  commands.find(({ id }) => id === 'page.copyLink')?.run();
  await vi.waitFor(() => expect(said).toHaveLength(1));
  return said[0];
}

describe('a link that is copied by its command', () => {
  const copyLink = () => Promise.resolve(true);

  it('says what was left out', async () => {
    expect(await saidOf({ copyLink, count: 0 })).toBe('Link copied');
    expect(await saidOf({ copyLink, count: 1 })).toMatch(/without the key or query of one location/);
    expect(await saidOf({ copyLink, count: 3 })).toMatch(/without the keys or queries of 3 locations/);
  });

  it('says that the browser refused', async () => {
    const refuse = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    expect(await saidOf({ copyLink: refuse, count: 1 })).toMatch(/No access to the clipboard/);
  });
});
