import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../core';
import { verdictKinds, type DocumentFinding, type Findings } from './findings';
import { verdictOf } from './verdict';

const open: Findings = {
  page: { isEncrypted: true, isPrivate: false },
  target: { isEncrypted: true, isPrivate: false, isLoopback: false },
  ...{ code: 'network', isOnline: true, given: 'nothing', documents: [] },
};
const answer = (status: number, more: Partial<DocumentFinding> = {}): DocumentFinding =>
  ({ path: 'zarr.json', outcome: 'answered', status, isPage: false, ...more }) as DocumentFinding;
const hidden: DocumentFinding = { path: '.zattrs', outcome: 'hidden' };
const page = { isPage: true, redirectedTo: 'https://login.test/' };
const lan = { isEncrypted: false, isPrivate: true, isLoopback: false };
const loopback = { isEncrypted: false, isPrivate: true, isLoopback: true };
const plainPage = { isEncrypted: false, isPrivate: false };

describe('verdictOf', () => {
  it.each<[string, Partial<Findings>, string]>([
    ['a host that answers nothing that may be read', { documents: [hidden], reach: 'answers' }, 'cors'],
    [
      'what is there may be read, and what is not may not',
      { documents: [answer(200), hidden] },
      'cors-on-errors',
    ],
    [
      'it may be read without the header that was given',
      { code: 'cors', given: 'headers', documents: [answer(401)] },
      'cors-header',
    ],
    [
      'it may be read without the header that was given, and was silent with it',
      { code: 'network', given: 'headers', documents: [answer(401)] },
      'cors-header',
    ],
    ['401 for all', { code: 'forbidden', documents: [answer(401)] }, 'forbidden'],
    ['403 for all', { code: 'network', documents: [answer(403), answer(403)] }, 'forbidden'],
    [
      'refused with the key that was given',
      { code: 'forbidden', given: 'query', documents: [answer(403)] },
      'forbidden',
    ],
    ['a part of it refused', { code: 'forbidden', documents: [answer(200)] }, 'forbidden'],
    ['404 for all', { code: 'not-found', documents: [answer(404), answer(410)] }, 'not-found'],
    ['a redirect to a page', { code: 'not-a-dataset', documents: [answer(200, page)] }, 'sign-in'],
    [
      'a page in place of data',
      { code: 'not-a-dataset', documents: [answer(200, { isPage: true })] },
      'sign-in',
    ],
    [
      'a redirect to where no page may read',
      { documents: [{ path: 'zarr.json', outcome: 'redirect' }] },
      'sign-in',
    ],
    [
      'a page that says that nothing is there',
      { code: 'not-found', documents: [answer(404, { isPage: true })] },
      'not-found',
    ],
    [
      'an encrypted page and an address that is not',
      { target: { ...lan, isPrivate: false } },
      'mixed-content',
    ],
    ['an encrypted page and a private address that is not', { target: lan }, 'mixed-content'],
    ['parts ignored', { code: 'bad-range', documents: [answer(200)], ranges: 'ignored' }, 'no-ranges'],
    ['parts given by now', { code: 'bad-range', documents: [answer(200)], ranges: 'honoured' }, 'opens'],
    [
      'this computer, which the browser shuts off',
      { target: loopback, documents: [hidden], reach: 'silent', permission: 'denied' },
      'private-network',
    ],
    [
      'a private network, which the browser may yet ask for',
      { page: plainPage, target: lan, documents: [hidden], reach: 'silent', permission: 'prompt' },
      'private-network',
    ],
    [
      'a private network that the page may ask, and that is silent',
      { page: plainPage, target: lan, documents: [hidden], reach: 'silent', permission: 'granted' },
      'unreachable',
    ],
    [
      'a private network, asked from within it',
      { page: { ...plainPage, isPrivate: true }, target: lan, documents: [hidden], reach: 'silent' },
      'unreachable',
    ],
    ['a document that breaks its rules', { code: 'bad-metadata', documents: [answer(200)] }, 'bad-metadata'],
    ['something that is no image', { code: 'not-a-dataset', documents: [answer(200)] }, 'bad-metadata'],
    ['no network', { isOnline: false, documents: [hidden] }, 'offline'],
    [
      'a server of this computer, which needs no network',
      { isOnline: false, target: loopback, documents: [answer(404)] },
      'not-found',
    ],
    ['no answer', { documents: [hidden], reach: 'silent' }, 'unreachable'],
    ['a server that cannot', { code: 'http', documents: [answer(503)] }, 'busy'],
    ['what can be read by now', { documents: [answer(200)] }, 'opens'],
  ])('%s', (_, found, verdict) => {
    expect(verdictOf({ ...open, ...found })).toBe(verdict);
  });

  it('has a verdict for whatever is found', () => {
    const finding = fc.oneof(
      fc.constant(hidden),
      fc.constant<DocumentFinding>({ path: 'zarr.json', outcome: 'redirect' }),
      fc
        .record({ status: fc.integer({ min: 200, max: 599 }), isPage: fc.boolean() })
        .map(({ status, isPage }) => answer(status, { isPage } as Partial<DocumentFinding>)),
    );
    const place = fc.record({ isEncrypted: fc.boolean(), isPrivate: fc.boolean(), isLoopback: fc.boolean() });
    fc.assert(
      fc.property(
        fc.record({
          ...{ page: place, target: place, code: fc.constantFrom(...appErrorCodes), isOnline: fc.boolean() },
          given: fc.constantFrom('nothing' as const, 'query' as const, 'headers' as const),
          documents: fc.array(finding, { maxLength: 4 }),
        }),
        (findings) => verdictKinds.includes(verdictOf(findings)),
      ),
    );
  });
});
