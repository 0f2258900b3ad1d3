import { expect, open, settled, setState, stats, test } from './harness';

test.use({ viewport: { width: 900, height: 600 }, contextOptions: { reducedMotion: 'reduce' } });

for (const mode of ['2d', '3d'])
  test(
    `RFC row 55: the level of a layer is chosen by the view or by hand, in ${mode}`,
    { tag: mode === '2d' ? [] : '@thorough' },
    async ({ page }) => {
      await open(page, 'gen:ramp?space=3&levels=3&tile=32');
      // A volume that is small on the screen: where the GPU is software, its picture takes its time.
      await setState(page, { mode, ...(mode === '3d' && { zoom: 0.6 }) });
      await settled(page);
      const level = page.getByRole('radiogroup', { name: 'Level' });
      const chosen = (await stats(page)).layers[0]?.targetLevel;
      await expect(level.getByRole('radio', { name: `Auto (${chosen})` })).toBeChecked();
      for (const at of [0, 1, 2]) {
        const name = String(at);
        await level.getByRole('radio', { name, exact: true }).click();
        await settled(page);
        const [layer] = (await stats(page)).layers;
        expect(layer?.targetLevel).toBe(at);
        expect(Object.keys(layer?.drawn ?? {}), `level ${at}`).toEqual([name]);
      }
      await level.getByRole('radio', { name: /^Auto/ }).click();
      await settled(page);
      expect((await stats(page)).layers[0]?.targetLevel).toBe(chosen);
    },
  );
