import { expect, it } from 'vitest';
import { progressiveTuning } from '../../core';
import { cameraAt, headline, levelsOf, plan } from './plan-tiles.fixture';

const oneLevel = { ...progressiveTuning, standIns: false };
const bytesOf = (want: readonly { readonly decodedBytes: number }[]) =>
  want.reduce((sum, { decodedBytes }) => sum + decodedBytes, 0);

it('wants chunks and tiles of the target alone without stand-ins, and fewer bytes', () => {
  const scene = { dataset: headline(), camera: cameraAt(2 ** 26, 2 ** 26, 1 / 8) };
  const progressive = plan(scene);
  const single = plan({ ...scene, limits: { tuning: oneLevel } });
  expect(levelsOf(progressive.want.map(({ key }) => key)).length).toBeGreaterThan(1);
  expect(levelsOf(single.want.map(({ key }) => key))).toEqual([single.level]);
  expect(levelsOf(single.tiles)).toEqual([single.level]);
  expect(single.level).toBe(progressive.level);
  expect(bytesOf(single.want)).toBeLessThan(bytesOf(progressive.want));
});

it('opens the target and waits for it without stand-ins', () => {
  const scene = { dataset: headline([0, 17]), camera: cameraAt(2 ** 26, 2 ** 26, 1 / 8) };
  const { want, open, level } = plan({ ...scene, limits: { tuning: oneLevel } });
  expect(want).toEqual([]);
  expect(open).toEqual([level]);
});
