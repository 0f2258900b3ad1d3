import { expectAxeFindsNothing } from './axe-panels';
import { test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('axe finds nothing on any panel or dialog of a phone, in both themes', async ({ page }) => {
  test.slow();
  await expectAxeFindsNothing(page);
});
