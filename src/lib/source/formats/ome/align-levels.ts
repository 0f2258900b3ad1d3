import { axisAligned, composed, identityAffine, inverse, isMirrored, nearestAligned } from './affine';
import type { Affine, AxisAligned } from './affine';
import { badMetadata, within } from '../documents/fields';
import type { Place } from '../documents/fields';
import type { Transforms } from './transforms';

/** Products over the axes of an image stay finite within it. */
const largestPlacement = 1e60;

/** Refuses a level whose scale or translation, each finite as written, is no longer of use once they are combined. */
export function checkPlacement({ scale, translation }: AxisAligned, place: Place): void {
  const at = within(place, 'coordinateTransformations');
  const isUsable = (factor: number): boolean => factor >= 1 / largestPlacement && factor <= largestPlacement;
  if (!scale.every(isUsable)) throw badMetadata(at, 'makes a scale beyond 1e-60 to 1e60');
  if (translation.some((offset) => !(Math.abs(offset) <= largestPlacement)))
    throw badMetadata(at, 'makes a translation beyond 1e60');
}

/**
 * Each level's map, the level's own first and then the common one, as far as axes that are parallel to the screen can show
 * it: what turns, shears or mirrors is left out, with a warning that names it, and the levels stay where they are to each
 * other. `undefined` when those of the levels cannot be followed at all.
 */
export function alignLevels(
  own: readonly Transforms[],
  common: Transforms | undefined,
  { rank, warnings }: { rank: number; warnings: string[] },
): AxisAligned[] | undefined {
  const maps = own.flatMap(({ map }) => (map === undefined ? [] : [map]));
  if (maps.length < own.length) {
    warnings.push(
      unfollowed('of its levels', own.find(({ unreadable }) => unreadable !== undefined)?.unreadable),
    );
    return undefined;
  }
  if (common && common.map === undefined) warnings.push(unfollowed('of the image', common.unreadable));
  const whole = common?.map ?? identityAffine(rank);
  const placed = maps.map((map) => composed(map, whole));
  const exact = alike(placed.map(axisAligned));
  if (exact) return exact;
  const nearest = nearestLevels(placed);
  const turning = new Set([...own, ...(common ? [common] : [])].flatMap((transforms) => transforms.turning));
  warnings.push(nearest ? withoutTurn(placed, [...turning]) : unfollowed('of its levels', undefined));
  return nearest;
}

/** The levels, when each can be shown and all have the same axes. */
function alike(levels: readonly (AxisAligned | undefined)[]): AxisAligned[] | undefined {
  const read = levels.filter((level) => level !== undefined);
  const isAlike = read.every(({ becomes }) => String(becomes) === String(read[0]?.becomes));
  return isAlike && read.length === levels.length ? read : undefined;
}

/** The finest level without its turn, and the others where they are on its grid; else each by itself. */
function nearestLevels(placed: readonly Affine[]): AxisAligned[] | undefined {
  const [first] = placed;
  const base = first && nearestAligned(first);
  const back = first && inverse(first);
  const onGrid = back && alike(placed.map((map) => axisAligned(rounded(composed(map, back)))));
  const isOnGrid = onGrid?.[0]?.becomes.every((axis, i) => axis === i) ?? false;
  if (!base || !onGrid || !isOnGrid) return alike(placed.map(nearestAligned));
  return onGrid.map(({ scale, translation }) => ({
    becomes: base.becomes,
    scale: scale.map((factor, axis) => factor * (base.scale[axis] ?? 1)),
    translation: translation.map(
      (offset, axis) => (base.translation[axis] ?? 0) + offset * (base.scale[axis] ?? 1),
    ),
  }));
}

/** What calculation left where a zero belongs. */
function rounded(map: Affine): Affine {
  const largest = Math.max(...map.flatMap((row) => row.slice(0, -1).map(Math.abs)));
  return map.map((row) =>
    row.map((value, i) => (i < row.length - 1 && Math.abs(value) < 1e-9 * largest ? 0 : value)),
  );
}

function withoutTurn(placed: readonly Affine[], turning: readonly string[]): string {
  const what = placed.every(isMirrored) ? 'mirrors' : 'turns or shears';
  const named = turning.length === 0 ? '' : ` (${turning.join(', ')})`;
  return `A coordinate transformation${named} ${what} the image, which is shown along its own axes: without that, with voxels of their true size.`;
}

function unfollowed(whose: string, unreadable: string | undefined): string {
  const why =
    unreadable === undefined ? 'gives voxels no size, or levels other axes,' : `has the type ${unreadable}`;
  return `A coordinate transformation ${whose} ${why} and was not applied.`;
}
