import type { Hdf5Node } from '../hdf5/engine-calls';
import { axisAligned } from './affine';
import type { BdvProject, BdvSetup } from './bdv-project';

export type DatasetNode = Extract<Hdf5Node, { readonly kind: 'dataset' }>;

/** A set-up with what its file says of it. */
export interface StoredSetup {
  readonly setup: BdvSetup;
  /** Of each level: how many voxels of the finest one of it is, along x, y, z. */
  readonly factors: readonly (readonly number[])[];
  /** The datasets of each level, at the first time point that is there. */
  readonly levels: readonly DatasetNode[];
}

/** Set-ups that are channels of one image, in the same place at the same size. */
export interface BdvImage {
  readonly channels: readonly StoredSetup[];
  readonly timepoints: readonly number[];
  /** Along x, y, z, in `unit`. */
  readonly scale: readonly number[];
  readonly translation: readonly number[];
  readonly unit?: string;
  readonly warnings: readonly string[];
}

/** Puts set-ups of the same shape, type and place together. */
export function imagesOf(setups: readonly StoredSetup[], project: BdvProject): BdvImage[] {
  const groups = new Map<string, StoredSetup[]>();
  for (const stored of setups) {
    const key = JSON.stringify([
      stored.factors,
      stored.levels.map(({ shape, type, chunks }) => [shape, type.name, chunks]),
      registrationOf(stored, project),
      stored.setup.unit,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), stored]);
  }
  return [...groups.values()].flatMap((channels) => imageOf(channels, project) ?? []);
}

function imageOf(channels: readonly StoredSetup[], project: BdvProject): BdvImage | undefined {
  const [first] = channels;
  if (!first) return undefined;
  const { setup } = first;
  const voxelSize = setup.voxelSize ?? [1, 1, 1];
  const registration = registrationOf(first, project);
  const { scale, translation, lost } = registration
    ? axisAligned(registration, voxelSize)
    : { scale: voxelSize, translation: [0, 0, 0] };
  const unit = unitOf(setup.unit);
  const loss = lost === 'turn' ? 'turns or shears it' : 'mirrors it';
  return {
    ...{ channels, timepoints: project.timepoints, scale, translation },
    ...(unit !== undefined && { unit }),
    warnings: [
      ...(lost
        ? [
            `The registration of "${setup.name}" ${loss}, which cannot be shown: only its scale and place are.`,
          ]
        : []),
      ...movement(channels, project),
    ],
  };
}

function registrationOf({ setup }: StoredSetup, { registrations, timepoints }: BdvProject) {
  for (const timepoint of timepoints) {
    const found = registrations.get(`${timepoint},${setup.id}`);
    if (found) return found;
  }
  return undefined;
}

/** An image has one place for all time points. */
function movement(channels: readonly StoredSetup[], project: BdvProject): string[] {
  const moves = channels.some((stored) => {
    const first = registrationOf(stored, project)?.join();
    return project.timepoints.some((timepoint) => {
      const own = project.registrations.get(`${timepoint},${stored.setup.id}`)?.join();
      return own !== undefined && own !== first;
    });
  });
  return moves ? ['The registration differs between time points: that of the first is used for all.'] : [];
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^(µm|μm|um|microns?|micromet(er|re)s?)$/i, 'micrometer'],
  [/^(nm|nanomet(er|re)s?)$/i, 'nanometer'],
  [/^(mm|millimet(er|re)s?)$/i, 'millimeter'],
  [/^(cm|centimet(er|re)s?)$/i, 'centimeter'],
  [/^(m|met(er|re)s?)$/i, 'meter'],
  [/^(inch|inches|in)$/i, 'inch'],
  [/^(å|ångström|angstroms?)$/i, 'angstrom'],
];

/** The name that OME-Zarr has for a unit of length. */
function unitOf(unit: string | undefined): string | undefined {
  return units.find(([pattern]) => pattern.test(unit ?? ''))?.[1];
}
