import { axisAligned, identityAffine } from './affine';
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

/** Each level's map, the level's own first and then the common one; `undefined` when one of them cannot be followed. */
export function alignLevels(
  own: readonly Transforms[],
  common: Transforms | undefined,
  { rank, warnings }: { rank: number; warnings: string[] },
): AxisAligned[] | undefined {
  const read = own.map(({ map }) => aligned(map));
  const isSame = read.every(
    (level) => level !== undefined && String(level.becomes) === String(read[0]?.becomes),
  );
  if (!isSame) {
    warnings.push(
      unfollowed('of its levels', own.find(({ unreadable }) => unreadable !== undefined)?.unreadable),
    );
    return undefined;
  }
  const maps = read.filter((level) => level !== undefined);
  const shared = common === undefined ? identity(rank) : aligned(common.map);
  if (shared === undefined || shared.becomes.some((axis, i) => axis !== i)) {
    warnings.push(unfollowed('of the image', common?.unreadable));
    return maps;
  }
  return maps.map(({ scale, translation, becomes }) => ({
    becomes,
    scale: scale.map((factor, axis) => factor * at(shared.scale, becomes[axis], 1)),
    translation: translation.map(
      (offset, axis) =>
        offset * at(shared.scale, becomes[axis], 1) + at(shared.translation, becomes[axis], 0),
    ),
  }));
}

function at(list: readonly number[], index: number | undefined, otherwise: number): number {
  return index === undefined ? otherwise : (list[index] ?? otherwise);
}

function aligned(map: Affine | undefined): AxisAligned | undefined {
  return map === undefined ? undefined : axisAligned(map);
}

function identity(rank: number): AxisAligned {
  const map = axisAligned(identityAffine(rank));
  if (map === undefined) throw new Error(`The identity of rank ${rank} is not axis-aligned.`);
  return map;
}

function unfollowed(whose: string, unreadable: string | undefined): string {
  const why = unreadable === undefined ? 'turns or shears the image' : `has the type ${unreadable}`;
  return `A coordinate transformation ${whose} ${why} and was not applied.`;
}
