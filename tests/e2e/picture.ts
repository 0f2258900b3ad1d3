import type { Page } from '@playwright/test';

/** A picture of the canvas: rgba8, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Captures the view at full resolution through the scripting interface. */
export async function capture(page: Page): Promise<Picture> {
  const { width, height, base64 } = await page.evaluate(async () => {
    const bitmap = await createImageBitmap(await window.exascope.capture());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No 2D context.');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let binary = '';
    for (let i = 0; i < data.length; i += 32_768)
      binary += String.fromCharCode(...data.subarray(i, i + 32_768));
    return { width: bitmap.width, height: bitmap.height, base64: btoa(binary) };
  });
  return { width, height, data: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** The red parts of one row. */
export function redRow({ width, data }: Picture, y: number): number[] {
  return Array.from({ length: width }, (_, x) => data[4 * (y * width + x)] ?? 0);
}

/** How many pixels differ by more than `tolerance` in some part. */
export function differingPixels(a: Picture, b: Picture, tolerance = 0): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error('Pictures differ in size.');
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const differs = [0, 1, 2].some(
      (part) => Math.abs((a.data[i + part] ?? 0) - (b.data[i + part] ?? 0)) > tolerance,
    );
    if (differs) count++;
  }
  return count;
}
