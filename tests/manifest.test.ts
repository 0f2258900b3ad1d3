import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samples } from '../src/lib/app/viewer/samples';

interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly form_factor?: string;
  readonly purpose?: string;
}
interface Manifest {
  readonly start_url: string;
  readonly scope: string;
  readonly theme_color: string;
  readonly background_color: string;
  readonly icons: readonly Picture[];
  readonly screenshots: readonly Picture[];
  readonly shortcuts: readonly { readonly url: string; readonly icons: readonly Picture[] }[];
}

const manifest = JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')) as Manifest;
const { icons, screenshots, shortcuts } = manifest;
const pictures = [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons)];
const bitmaps = pictures.filter(({ sizes }) => sizes !== 'any');

/** As a manifest writes it: width and height of a PNG, or of a WebP with its extended header. */
function sizesOf(file: string): string {
  const bytes = readFileSync(file);
  if (file.endsWith('.png')) return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
  expect(bytes.toString('latin1', 8, 16)).toBe('WEBPVP8X');
  return `${bytes.readUIntLE(24, 3) + 1}x${bytes.readUIntLE(27, 3) + 1}`;
}

/** The value of a token in the dark theme, which is the first, or in the light one. */
function token(name: string, theme: 'dark' | 'light'): string | undefined {
  const values = [...readFileSync('src/tokens.css', 'utf8').matchAll(new RegExp(`--${name}: (#\\w+);`, 'g'))];
  return values[theme === 'dark' ? 0 : 1]?.[1];
}

describe('the web app manifest', () => {
  it.each(bitmaps)('states the size of $src', ({ src, sizes }) => {
    expect(sizesOf(join('static', src))).toBe(sizes);
  });

  it('has icons of 192 and 512 pixels, cut to shape by the system or not', () => {
    const have = icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`);
    const needed = ['192x192 any', '512x512 any', '192x192 maskable', '512x512 maskable', 'any any'];
    expect(new Set(have)).toEqual(new Set(needed));
  });

  it('has screenshots for wide and narrow screens, of less than 300 kB in all', () => {
    expect(new Set(screenshots.map((picture) => picture.form_factor))).toEqual(new Set(['wide', 'narrow']));
    const bytes = screenshots.reduce((sum, { src }) => sum + statSync(join('static', src)).size, 0);
    expect(bytes).toBeLessThan(300_000);
  });

  it('works under any path', () => {
    const addresses = [manifest.start_url, manifest.scope, ...shortcuts.map(({ url }) => url)];
    for (const address of [...addresses, ...pictures.map(({ src }) => src)]) {
      const under = new URL(address, 'https://host.example/some/path/manifest.webmanifest');
      expect(under.href).toMatch(/^https:\/\/host\.example\/some\/path\//);
    }
  });

  it('has shortcuts that open samples, under their own names', () => {
    const opened = shortcuts.map(({ url }) =>
      new URL(url, 'https://host.example/').searchParams.get('source'),
    );
    const locations = samples.map(({ location }) => location);
    expect(opened.filter((source) => source === null || !locations.includes(source))).toEqual([]);
    expect(shortcuts).toHaveLength(3);
  });

  it('has the colour of the start page, as the page has before its scripts run', () => {
    const page = token('page', 'dark');
    expect([manifest.theme_color, manifest.background_color]).toEqual([page, page]);
    expect(readFileSync('src/app.html', 'utf8')).toContain(`name="theme-color" content="${page}"`);
    expect(readFileSync('static/theme.js', 'utf8')).toContain(`bars.content = '${token('page', 'light')}'`);
  });
});
