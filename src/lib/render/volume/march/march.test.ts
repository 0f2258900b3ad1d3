import { describe, expect, it } from 'vitest';
import { type Camera3D, type Vec3, rayThrough, worldToScreen3D } from '../../../view';
import { SyntheticVolume, type WorldFormula, cameraOn, volumeLayer } from '../volume.fixture';
import type { VolumeLayerFrame } from '../volume-frame';
import { pickVolume, seeVolume } from './pick-volume';
import { rayRange } from './ray-range';
import { referenceLength } from './reference-length';

const ramp: WorldFormula = ([x, y, z]) => 20 + 0.7 * x + 0.5 * y + 0.9 * z;
const center: Vec3 = [39.5, 39.5, 39.5];
const inner = { low: [4, 4, 4], high: [75, 75, 75] } as const;
const factors: readonly Vec3[] = [
  [2, 2, 2],
  [2, 2, 2],
];

function volumeOf(formula: WorldFormula, levels = 2): SyntheticVolume {
  return new SyntheticVolume({
    dtype: 'float64',
    size: [80, 80, 80],
    formula,
    factors: factors.slice(0, levels),
  });
}

/** The sight of a ray through a pixel, with a fine step so that only the mathematics can differ. */
function see(
  volume: SyntheticVolume,
  camera: Camera3D,
  layer: VolumeLayerFrame,
  point: readonly [number, number] = [70.3, 51.7],
): { color: readonly number[]; t?: number } {
  const seen = seeVolume(layer, camera, { chunks: volume, base: 0, step: 0.1, point });
  if (!seen) throw new Error('the ray misses');
  return seen.sight;
}

const cameras: readonly (readonly [string, Camera3D])[] = [
  ['orthographic', cameraOn(center, 1)],
  ['perspective', cameraOn(center, 1, { perspective: 50 })],
];
const reaches: readonly (readonly number[])[] = [
  [Infinity, Infinity, Infinity],
  [0, Infinity, Infinity],
  [0, 0, Infinity],
  [11, 23, Infinity],
];

for (const [name, camera] of cameras) {
  describe(`a ray of an ${name} camera`, () => {
    it('finds the mean of a ramp, whatever levels it is stored in', () => {
      const volume = volumeOf(ramp);
      for (const reach of reaches) {
        const layer = volumeLayer(volume, camera, { rendering: 'average', reach, clip: inner });
        const ray = rayThrough(camera, [70.3, 51.7]);
        const range = rayRange(ray, layer);
        if (!range) throw new Error('the ray misses');
        const middle = (range.from + range.to) / 2;
        const at = ray.origin.map((o, a) => o + middle * (ray.direction[a] ?? 0)) as [number, number, number];
        expect((see(volume, camera, layer).color[0] ?? 0) * 255).toBeCloseTo(ramp(at, 0, 0), 3);
      }
    });

    it('finds the ends of a ramp', () => {
      const volume = volumeOf(ramp);
      for (const reach of reaches)
        for (const rendering of ['mip', 'minip'] as const) {
          const layer = volumeLayer(volume, camera, { rendering, reach, clip: inner });
          const ray = rayThrough(camera, [70.3, 51.7]);
          const range = rayRange(ray, layer) ?? { from: NaN, to: NaN };
          const ends = [range.from, range.to].map((t) =>
            ramp(ray.origin.map((o, a) => o + t * (ray.direction[a] ?? 0)) as [number, number, number], 0, 0),
          );
          const expected = rendering === 'mip' ? Math.max(...ends) : Math.min(...ends);
          expect(Math.abs((see(volume, camera, layer).color[0] ?? 0) * 255 - expected)).toBeLessThan(0.3);
        }
    });

    it('is as opaque and as bright through one value as that value and the way through it say, at every level', () => {
      const volume = volumeOf(() => 102);
      const ray = rayThrough(camera, [70.3, 51.7]);
      for (const reach of reaches)
        for (const rendering of ['translucent', 'additive'] as const) {
          const layer = volumeLayer(volume, camera, { rendering, reach });
          const { from, to } = rayRange(ray, layer) ?? { from: NaN, to: NaN };
          const reference = referenceLength(volume.dataset, layer.view, camera);
          const expected = 1 - (1 - 0.4) ** ((to - from) / reference);
          const [r, , , alpha] = see(volume, camera, layer).color;
          if (rendering === 'translucent') {
            expect(Math.abs((alpha ?? 0) - expected)).toBeLessThan(0.006);
            expect(r).toBeCloseTo(0.4 * (alpha ?? 0), 6);
          } else expect(r).toBeCloseTo(expected, 6);
        }
    });

    it('finds a surface to a hundredth of a voxel, and lights it from the eye', () => {
      const ball: WorldFormula = ([x, y, z]) => 200 - 4 * Math.hypot(x - 39.5, y - 39.5, z - 39.5);
      const volume = volumeOf(ball, 0);
      const layer = volumeLayer(volume, camera, { rendering: 'iso', isoThreshold: 120 });
      const ray = rayThrough(camera, [64, 48]);
      const { t, color } = see(volume, camera, layer, [64, 48]);
      const place = ray.origin.map((o, a) => o + (t ?? NaN) * (ray.direction[a] ?? 0));
      const radius = Math.hypot(...place.map((p, a) => p - (center[a] ?? 0)));
      expect(Math.abs(radius - 20)).toBeLessThan(0.02);
      expect(color[0]).toBeGreaterThan(0.6);
      expect(color[3]).toBe(1);
    });
  });
}

describe('pickVolume', () => {
  const camera = cameraOn(center, 1);

  it('tells the brightest voxel under the pointer, and its value as it is stored', () => {
    const volume = new SyntheticVolume({
      dtype: 'uint64',
      size: [80, 80, 80],
      formula: ([x, y, z]) => (Math.hypot(x - 40, y - 39, z - 41) < 1 ? 2 ** 60 : 5),
    });
    const layer = volumeLayer(volume, camera, {});
    const [x, y] = worldToScreen3D(camera, [40, 39, 41]) ?? [NaN, NaN];
    const pick = pickVolume(layer, camera, { chunks: volume, base: 0n, point: [x, y] });
    expect(pick?.value).toBe(2n ** 60n);
    expect(pick?.position.map(Math.round)).toEqual([40, 39, 41]);
  });

  it('reads a coarser level where the finer one has not come, and nothing beside the volume', () => {
    const volume = volumeOf((_, __, level) => level);
    volume.stateOf = ({ level }) => (level === 0 ? 'loading' : 'ready');
    const layer = volumeLayer(volume, camera, {});
    expect(pickVolume(layer, camera, { chunks: volume, base: 0, point: [64, 48] })).toMatchObject({
      level: 1,
      value: 1,
    });
    expect(pickVolume(layer, camera, { chunks: volume, base: 0, point: [1, 1] })).toBeUndefined();
  });

  it('finds the slice plane, alone or before what it hides', () => {
    const volume = volumeOf(ramp);
    const slicePlane = { position: center, normal: [0, 0, 1] as const };
    for (const planeOnly of [true, false]) {
      const layer = volumeLayer(volume, camera, { slicePlane, planeOnly });
      const pick = pickVolume(layer, camera, { chunks: volume, base: 0, point: [70, 50] });
      expect(pick?.position[2]).toBeCloseTo(39.5, 6);
    }
  });

  it('ends at clip planes', () => {
    const volume = volumeOf(ramp);
    const planes = [{ normal: [0, 0, 1], offset: 30 } as const];
    const layer = volumeLayer(volume, camera, { rendering: 'minip', planes });
    const pick = pickVolume(layer, camera, { chunks: volume, base: 0, point: [64, 48] });
    expect(pick?.position[2]).toBeGreaterThan(29.9);
    expect(pick?.position[2]).toBeLessThan(31);
  });
});

describe('what is not a number', () => {
  it('is not drawn', () => {
    const camera = cameraOn(center, 1);
    const volume = volumeOf(() => NaN);
    for (const rendering of ['mip', 'average', 'translucent', 'attenuated_mip', 'iso'] as const)
      expect(see(volume, camera, volumeLayer(volume, camera, { rendering })).color[3]).toBe(0);
  });
});
