import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DType } from '../core';
import { makeLookupTable } from './color/lookup-table';
import { scaledSize, targetBytes, targetScale } from './frame/target-size';
import { ByteCounter, FakeContext } from './gpu/device.fixture';
import { screenBytes } from './gpu/screen';
import { colorTextureBytes } from './labels/color-textures';
import { type PoolKind, ScenePools } from './scene-pools';

beforeAll(() => {
  vi.stubGlobal('WebGL2RenderingContext', FakeContext);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const MIB = 2 ** 20;
const lookup = makeLookupTable();
const noLabels = { colors: [], properties: [] };
const gpuBytes = fc.integer({ min: 8 * MIB, max: 350 * MIB });
const canvases = fc.record({
  widthPx: fc.integer({ min: 1, max: 7680 }),
  heightPx: fc.integer({ min: 1, max: 4320 }),
});
const dtypes = fc.uniqueArray(fc.constantFrom<DType>('uint8', 'int16', 'float32', 'uint32', 'float64'), {
  minLength: 1,
});

test('screen and pools never take more than there is, whatever canvases and types come one after another', () => {
  const kind = fc.constantFrom<PoolKind>('2d', '3d');
  const step = fc.record({
    canvas: canvases,
    use: dtypes,
    kind,
    labels: fc.constantFrom(undefined, noLabels),
  });
  fc.assert(
    fc.property(gpuBytes, canvases, fc.array(step, { minLength: 1, maxLength: 4 }), (bytes, first, steps) => {
      const counter = new ByteCounter();
      const pools = new ScenePools(counter.device, lookup, { gpuBytes: bytes, canvas: first });
      for (const { canvas, use, kind, labels } of steps) {
        if (kind !== pools.kind) pools.switchTo(kind);
        const size = pools.screenSize(canvas);
        pools.fit(size);
        pools.use(use.map((dtype) => ({ dtype, ...(labels && { labels }) })));
        // Textures are allocated with what first goes into them, and counted from the start.
        expect(counter.bytes).toBeLessThanOrEqual(pools.bytes);
        const all = pools.bytes + colorTextureBytes(bytes) + screenBytes(size, lookup);
        expect(all).toBeLessThanOrEqual(bytes);
      }
    }),
  );
});

test('pictures are drawn through a third of it at most', () => {
  fc.assert(
    fc.property(gpuBytes, canvases, fc.constantFrom<PoolKind>('2d', '3d'), (bytes, canvas, kind) => {
      const pools = new ScenePools(new ByteCounter().device, lookup, { gpuBytes: bytes, canvas });
      if (kind === '3d') pools.switchTo(kind);
      const size = pools.screenSize(canvas);
      const drawn = scaledSize(size, targetScale(size, size.maxTargetBytes));
      expect(targetBytes(drawn)).toBeLessThanOrEqual(bytes / 3);
    }),
  );
});

test('there is room for 8 tiles of any type, and of all types together from 16 MiB on, however large the canvas', () => {
  fc.assert(
    fc.property(gpuBytes, canvases, dtypes, (bytes, canvas, all) => {
      const pools = new ScenePools(new ByteCounter().device, lookup, { gpuBytes: bytes, canvas });
      const use = bytes < 16 * MIB ? all.slice(0, 1) : all;
      pools.use(use.map((dtype) => ({ dtype })));
      for (const dtype of use) expect(pools.slices.capacity(dtype)).toBeGreaterThanOrEqual(8);
    }),
  );
});
