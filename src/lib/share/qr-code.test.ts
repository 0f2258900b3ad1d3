import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { encodeLink, qrCode, type ViewState } from './index';

const state: ViewState = {
  ...{ sources: ['https://user:SECRET123@data.example/a.zarr?sig=SECRET123'], mode: '2d', axes: ['y', 'x'] },
  ...{ center: { y: 1, x: 2 }, zoom: 1, rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};
const marginModules = 4;
const modulePx = 3;

/** What a phone's camera makes of the code of a text, drawn dark on light with a margin. */
async function readBack(text: string): Promise<string | undefined> {
  const code = await qrCode(text);
  if (!code) return undefined;
  const sizePx = (code.size + 2 * marginModules) * modulePx;
  const pixels = new Uint8ClampedArray(sizePx * sizePx * 4).fill(255);
  const moduleAt = (px: number) => Math.floor(px / modulePx) - marginModules;
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++)
      if (code.isDark(moduleAt(y), moduleAt(x)))
        pixels.fill(0, 4 * (y * sizePx + x), 4 * (y * sizePx + x) + 3);
  return jsQR(pixels, sizePx, sizePx)?.data;
}

it('a code says the link, and no secret', async () => {
  const link = encodeLink('https://view.example/', state);
  expect(await readBack(link)).toBe(link);
  expect(link).not.toContain('SECRET123');
});

it('the longest code says all of its text', async () => {
  const text = `https://view.example/#1:${'aB3-_'.repeat(341)}`;
  expect(await readBack(text)).toBe(text);
});

it('there is none for a text that no phone could read off a screen', async () => {
  expect(await qrCode('x'.repeat(1733))).toBeUndefined();
});
