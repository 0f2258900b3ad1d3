import type { MakePointsPainter } from './painter';

/** Fetches what draws points. */
export async function loadPointsPainter(): Promise<MakePointsPainter> {
  const { makePointsPainter } = await import('./points-painter');
  return makePointsPainter;
}
