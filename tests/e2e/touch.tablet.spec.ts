import { test } from './harness';
import { expectGestures2D, expectGestures3D, expectGlide, expectMenu, expectPen } from './touch-gestures';

test('fingers and a pen on a tablet do what they say, in 2D and in 3D', async ({ page }) => {
  await expectGestures2D(page);
  await expectGlide(page);
  await expectMenu(page);
  await expectPen(page);
  await expectGestures3D(page);
});
