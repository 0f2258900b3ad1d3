// Takes pictures of every state of the screen into docs/screens: `npm run screens -- [--only NAME] [--size 390x844]`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sizes, states, themes } from './screen-states.mjs';
import { goTo, isOn, openPage, rest, withStates } from './visit-states.mjs';

const FOLDER = 'docs/screens';
const QUALITY = 0.72;

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./screen-states.mjs').ScreenState} ScreenState */
/** @typedef {(typeof sizes)[number]} Size */

/** @param {string} state @param {string} size @param {string} theme */
const fileOf = (state, size, theme) => `${state}-${size}-${theme}.webp`;

/** Encodes a picture in a page of its own, since the browser takes screenshots as PNG or JPEG alone. @param {Page} encoder @param {Buffer} png */
async function toWebp(encoder, png) {
  const base64 = await encoder.evaluate(
    async ({ bytes, quality }) => {
      const blob = await (await fetch(`data:image/png;base64,${bytes}`)).blob();
      const bitmap = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const encoded = await canvas.convertToBlob({ type: 'image/webp', quality });
      const out = new Uint8Array(await encoded.arrayBuffer());
      return btoa(Array.from(out, (byte) => String.fromCharCode(byte)).join(''));
    },
    { bytes: png.toString('base64'), quality: QUALITY },
  );
  return Buffer.from(base64, 'base64');
}

/** The page of pictures: a row for each state, a column for each size. */
function readme() {
  const head = ['', ...sizes.map(({ name }) => name.replace('x', ' × '))];
  /** @param {string[]} cells */
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rows = states.map((state) => [
    state.title,
    ...sizes.map((size) =>
      isOn(state, size)
        ? themes
            .map((theme) => `<img src="${fileOf(state.name, size.name, theme)}" width="160" alt="${theme}">`)
            .join(' ')
        : '',
    ),
  ]);
  return [
    '# Every screen',
    '',
    'Taken by `npm run screens`, which says how in `scripts/screens.mjs`; the states are listed in `scripts/screen-states.mjs`.',
    'The first four sizes have a finger for a pointer; each state is shown in the dark theme and in the light one.',
    '',
    row(head),
    row(head.map(() => '---')),
    ...rows.map(row),
    '',
  ].join('\n');
}

/** Takes the pictures of a state in both themes; returns their bytes. @param {import('./visit-states.mjs').Place & { encoder: Page, folder: string }} world @param {ScreenState} state @param {Size} size */
async function shoot(world, state, size) {
  const { encoder, origin, folder } = world;
  const page = await openPage(world, size, state.isVisit ?? false);
  let bytes = 0;
  try {
    await goTo(page, { origin, isTouch: size.isTouch }, state);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await rest(page, state.isLoading);
      const picture = await toWebp(encoder, await page.screenshot());
      bytes += picture.byteLength;
      await writeFile(join(folder, fileOf(state.name, size.name, theme)), picture);
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${state.name} at ${size.name}: ${error instanceof Error ? error.message : error}`);
  }
  await page.context().close();
  return bytes;
}

await withStates(async (place, asked) => {
  const folder = place.out ?? FOLDER;
  const world = { ...place, folder, encoder: await place.browser.newPage() };
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  for (const { state, size } of asked) bytes += await shoot(world, state, size);
  if (folder === FOLDER) await writeFile(join(folder, 'README.md'), readme());
  console.log(`${(bytes / 2 ** 20).toFixed(1)} MiB of pictures in ${folder}.`);
});
