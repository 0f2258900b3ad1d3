import { describe, expect, it } from 'vitest';
import type { Link } from '../../share';
import { withKnownKeys } from './with-known-keys';

const link = (more: Partial<Link>): Link => ({ sources: [], withheld: [], view: {}, failures: [], ...more });
const [bare, other] = ['https://data.example/a.zarr', 'https://data.example/b.zarr'];
const signed = (version: number) => `${bare}?version=${version}&sig=abc`;

describe('what a link of this page left out', () => {
  it('is put back from what the page knows, once each', () => {
    const known = [other, signed(1), signed(2)];
    const sources = [bare, other, bare, bare];
    expect(withKnownKeys(link({ sources, withheld: [0, 2, 3] }), known)).toEqual(
      link({ sources: [signed(1), other, signed(2), bare], withheld: [3] }),
    );
  });

  it('stays away where the link says that nothing was left out, or the page knows another', () => {
    const asked = link({ sources: [bare] });
    expect(withKnownKeys(asked, [signed(1)])).toEqual(asked);
    const away = link({ sources: [bare, `${bare}?version=3`], withheld: [0, 1] });
    expect(withKnownKeys(away, [`${other}?sig=abc`, `${bare}/0?sig=abc`])).toEqual(away);
  });

  it('is found though what is confirmed as not secret has changed, and confirms no more than the link wrote', () => {
    const written = link({ sources: [`${bare}?version=2`, other], withheld: [0], kept: [0] });
    expect(withKnownKeys(written, [signed(1), signed(2), other])).toEqual(
      link({ sources: [signed(2), other], kept: [] }),
    );
  });
});
