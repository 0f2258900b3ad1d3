import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BrickLimits, BrickPlan, BrickRequest } from '../brick-plan';
import { rotations } from '../camera-3d.fixture';
import { orbitBy } from '../move-camera-3d';
import { type Quaternion, type Vec3 } from '../vec3';
import { evenFactors, makeVolume } from '../volume.fixture';
import { planBricks } from './plan-bricks';

import { generous, inner, requestOf } from './plan-bricks.fixture';

/** The plans of a slow turn, 0.2° a step. */
function turn(request: BrickRequest, limits: BrickLimits, steps: number): BrickPlan[] {
  const plans = [planBricks(request, limits)];
  const step = (request.camera.height / 180) * 0.2;
  let { camera } = request;
  for (let n = 0; n < steps; n++) {
    camera = orbitBy(camera, [step, step / 5]);
    plans.push(planBricks({ ...request, camera }, limits, plans.at(-1)));
  }
  return plans;
}

interface Turned {
  readonly power: number;
  readonly place: Vec3;
  readonly rotation: Quaternion;
  readonly perspective: number;
  readonly screen: readonly [number, number];
}

/** More and more bricks come into view, so that the threshold rises twice: that is no flicker. */
const risesTwice: Turned = {
  power: 7.876916438888795,
  place: [0.06425060230948954, 0.0137, 0.8389869187621941],
  rotation: [0, 0.000010113984346101467, 0, 0.9999999999488538],
  perspective: 0,
  screen: [60, 40],
};

test('a slow turn whose bricks come and go at the limit does not make the threshold go back and forth', () => {
  const size = 4096;
  const dataset = makeVolume({ shape: [size, size, size], chunks: [32, 32, 32], factors: evenFactors(8) });
  const scenes: fc.Arbitrary<Turned> = fc.record({
    power: fc.double({ min: 2, max: 8, noNaN: true }),
    place: fc.tuple(inner, inner, inner),
    rotation: rotations,
    perspective: fc.constantFrom(0, 45),
    screen: fc.constant([60, 40] as const),
  });
  fc.assert(
    fc.property(scenes, (look) => {
      const request = requestOf(dataset, look);
      const counts = turn(request, generous, 20).map(({ bricks }) => bricks.length);
      const maxBricks = counts.toSorted((a, b) => a - b)[10] ?? 0;
      const thresholds = turn(request, { ...generous, maxBricks }, 20).map(({ threshold }) => threshold);
      const moves = thresholds.flatMap(
        (threshold, n) => Math.sign(threshold - (thresholds[n - 1] ?? threshold)) || [],
      );
      const turns = moves.filter((move, n) => n > 0 && move !== moves[n - 1]);
      expect(turns.length, thresholds.join()).toBeLessThanOrEqual(1);
    }),
    { numRuns: 20, examples: [[risesTwice]] },
  );
});
