/** Voxels per pixel that the slider offers: equal steps of the eye, one voxel per pixel among them. */
export const qualities: readonly number[] = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2];

/** Returns which of some ascending numbers above 0 is nearest to a value, by ratio. */
export function nearestAt(numbers: readonly number[], value: number): number {
  const apart = (number: number) => Math.abs(Math.log(number / value));
  return numbers.reduce(
    (best, number, at) => (apart(number) < apart(numbers[best] ?? Infinity) ? at : best),
    0,
  );
}
