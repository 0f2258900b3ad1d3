import { type Rect, intersectRects, isEmptyRect, subtractRect } from '../../core';
import type { Quad } from '../../view';

/** A quad with the share of its colour that it adds, 0–1; the shares at one place sum to 1. */
export interface WeightedQuad {
  readonly quad: Quad;
  readonly weight: number;
}

/** Returns the part of a quad within a world rectangle, or `undefined` when there is none. */
export function cutQuad(quad: Quad, rect: Rect): Quad | undefined {
  const world = intersectRects(quad.world, rect);
  if (isEmptyRect(world)) return undefined;
  if (sameRect(world, quad.world)) return quad;
  const { voxels } = quad;
  const perX = (voxels.x1 - voxels.x0) / (quad.world.x1 - quad.world.x0);
  const perY = (voxels.y1 - voxels.y0) / (quad.world.y1 - quad.world.y0);
  return {
    key: quad.key,
    world,
    voxels: {
      x0: voxels.x0 + (world.x0 - quad.world.x0) * perX,
      y0: voxels.y0 + (world.y0 - quad.world.y0) * perY,
      x1: voxels.x1 - (quad.world.x1 - world.x1) * perX,
      y1: voxels.y1 - (quad.world.y1 - world.y1) * perY,
    },
  };
}

/**
 * Crossfades one new quad over what was there: where old quads meet it, they keep `1 − weight` and it gets `weight`;
 * where nothing was, it is there at once, so that a fade never shows black.
 */
export function crossfade(quad: Quad, old: readonly Quad[], weight: number): WeightedQuad[] {
  const result: WeightedQuad[] = [];
  let uncovered: Rect[] = [quad.world];
  for (const below of old) {
    const part = cutQuad(below, quad.world);
    const above = part && cutQuad(quad, part.world);
    if (!part || !above) continue;
    result.push({ quad: part, weight: 1 - weight }, { quad: above, weight });
    uncovered = uncovered.flatMap((rect) => subtractRect(rect, part.world));
  }
  for (const rect of uncovered) {
    const rest = cutQuad(quad, rect);
    if (rest) result.push({ quad: rest, weight: 1 });
  }
  return result;
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;
}
