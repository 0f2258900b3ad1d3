import { test } from './harness';
import { expectGestures2D, expectGestures3D, expectGlide, expectMenu } from './touch-gestures';

test.use({ viewport: { width: 360, height: 640 } });

test('fingers on a phone do what they say, in 2D and in 3D', async ({ page }) => {
  await expectGestures2D(page);
  await expectGlide(page);
  await expectMenu(page);
  await expectGestures3D(page);
});
