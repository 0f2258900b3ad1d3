import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planeOutline } from './plane-outline';

const box = { low: [0, 0, 0], high: [4, 6, 8] } as const;

describe('planeOutline', () => {
  it('is a rectangle across an axis', () => {
    const outline = planeOutline(box, { position: [1, 1, 2], normal: [0, 0, 5] });
    expect(outline).toHaveLength(4);
    for (const [, , z] of outline) expect(z).toBe(2);
  });

  it('is nothing beside the box', () => {
    expect(planeOutline(box, { position: [0, 0, 9], normal: [0, 0, 1] })).toEqual([]);
  });

  it('lies in the plane and on the box, and turns one way', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(part, part, part), ([nx, ny, nz]) => {
        fc.pre(Math.hypot(nx, ny, nz) > 0.1);
        const normal = [nx, ny, nz] as const;
        const outline = planeOutline(box, { position: [2, 3, 4], normal });
        expect(outline.length).toBeGreaterThanOrEqual(3);
        outline.forEach(([x, y, z], i) => {
          expect((x - 2) * nx + (y - 3) * ny + (z - 4) * nz).toBeCloseTo(0, 6);
          const [bx, by, bz] = outline[(i + 1) % outline.length] ?? [0, 0, 0];
          const [ax, ay, az] = [x - 2, y - 3, z - 4];
          const [cx, cy, cz] = [bx - 2, by - 3, bz - 4];
          const turn = (ay * cz - az * cy) * nx + (az * cx - ax * cz) * ny + (ax * cy - ay * cx) * nz;
          expect(turn).toBeGreaterThan(-1e-6);
        });
      }),
    );
  });
});
