import { test } from './harness';
import { expectGestures2D, expectGestures3D, expectGlide, expectMenu } from './touch-gestures';

test('fingers on a tablet do what they say, in 2D and in 3D', { tag: '@thorough' }, async ({ page }) => {
  await expectGestures2D(page);
  await expectGlide(page);
  await expectMenu(page);
  await expectGestures3D(page);
});
