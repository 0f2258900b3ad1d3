import { test } from './harness';
import { expectNoShift } from './layout-shift';

test('nothing shifts while a page of a phone loads', async ({ page }) => {
  await expectNoShift(page, 'gen:checkerboard?levels=4&tile=64&space=3&dtype=uint16&channels=2');
});
