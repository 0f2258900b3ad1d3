import { expectAxeFindsNothing } from './axe-panels';
import { expectAxeFindsNothingInDialogs, expectAxeFindsNothingInUserTests } from './axe-pressed';
import { test } from './harness';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('axe finds nothing on any panel or dialog of a window, in both themes', async ({ page }) => {
  test.slow();
  await expectAxeFindsNothing(page);
});

test.describe('where something fails', () => {
  test.use({ expectedMessages: { patterns: [/Failed to load resource/] } });

  test(
    'axe finds nothing on what a window says of failures, servers, sharing and keeping, in both themes',
    { tag: '@thorough' },
    async ({ page }) => {
      test.slow();
      await expectAxeFindsNothingInDialogs(page);
    },
  );
});

test(
  'axe finds nothing on what a user test shows in a window, in both themes',
  { tag: '@thorough' },
  async ({ page }) => {
    test.slow();
    await expectAxeFindsNothingInUserTests(page);
  },
);
