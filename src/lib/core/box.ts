/** An axis-aligned rectangle in float64, `x0 ≤ x1`, `y0 ≤ y1`. Half open where it counts voxels. */
export interface Rect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export function isEmptyRect({ x0, y0, x1, y1 }: Rect): boolean {
  return !(x1 > x0 && y1 > y0);
}

/** Returns the common part; empty (see {@link isEmptyRect}) when there is none. */
export function intersectRects(a: Rect, b: Rect): Rect {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
}

export function rectsOverlap(a: Rect, b: Rect): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** Returns what is left of `a` without `b`, as at most four rectangles that do not overlap. */
export function subtractRect(a: Rect, b: Rect): Rect[] {
  if (!rectsOverlap(a, b)) return [a];
  const rest: Rect[] = [];
  if (b.y0 > a.y0) rest.push({ ...a, y1: b.y0 });
  if (b.y1 < a.y1) rest.push({ ...a, y0: b.y1 });
  const y0 = Math.max(a.y0, b.y0);
  const y1 = Math.min(a.y1, b.y1);
  if (b.x0 > a.x0) rest.push({ x0: a.x0, y0, x1: b.x0, y1 });
  if (b.x1 < a.x1) rest.push({ x0: b.x1, y0, x1: a.x1, y1 });
  return rest;
}
