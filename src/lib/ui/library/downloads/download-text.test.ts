import { expect, it } from 'vitest';
import type { DownloadState } from '../../../app';
import { downloadText, missesText } from './download-text';

const download = {
  ...{ id: 'pin', dataset: 'a', name: 'a' },
  ...{ doneChunks: 412, totalChunks: 1204, bytes: 1.2e9 },
};

it.each([
  ['running', '412 of 1,204 pieces, 1.2 GB'],
  ['verifying', 'Checking what came: 412 of 1,204 pieces'],
  ['paused', 'Paused at 412 of 1,204 pieces'],
  ['complete', 'All 1,204 pieces are here and checked, 1.2 GB'],
] as const)('says of a download that is %s: %s', (state, text) => {
  expect(downloadText({ ...download, state } satisfies DownloadState)).toBe(text);
});

it('says how much of the view is missing, of one piece too', () => {
  expect(missesText(12)).toBe('12 pieces of this view are not on this device');
  expect(missesText(1)).toBe('1 piece of this view is not on this device');
});
