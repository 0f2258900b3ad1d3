import { isObject, shown } from '../documents/fields';
import type { JsonObject } from '../documents/fields';
import { image04, image05, label04, label05 } from '../schemas/validators.js';
import { specificationFaults } from './specification';
import type { SpecificationFault } from './specification';

/** Where OME metadata were found: the object that has `multiscales`, and whether it is the `ome` of version 0.5. */
export interface OmeHolder {
  readonly holder: JsonObject;
  readonly isWrapped: boolean;
}

const maxChannels = 1024;
const maxWarnings = 8;

/** What is assumed in place of a field that breaks the specification, by the first pattern that it matches. */
const assumptions: readonly (readonly [RegExp, string])[] = [
  [
    /\]\.coordinateTransformations$/,
    'What is there was applied in order; a missing scale follows from the shapes',
  ],
  [/\.coordinateTransformations/, 'It was not applied'],
  [/\.axes\[\d+\]/, 'What it does not say was taken from its name'],
  [/\.axes$/, 'The axes are shown as they are listed'],
  [/channels\[\d+\]\.color$/, 'A colour was chosen'],
  [/channels\[\d+\]\.window/, 'The contrast is measured'],
  [/channels/, 'The channels were numbered'],
];

/**
 * Returns a sentence for each way in which the image `index` of a group breaks the specification, with what was assumed.
 * Versions without a schema of ours (0.1 to 0.3, and 0.6) have none.
 */
export function specificationWarnings({ holder, isWrapped }: OmeHolder, index: number): string[] {
  const entries = holder['multiscales'];
  const entry: unknown = Array.isArray(entries) ? entries[index] : undefined;
  if (!isObject(entry)) return [];
  const { version: ownVersion, ...image } = entry;
  const declared = isWrapped ? holder['version'] : (ownVersion ?? holder['version']);
  const version = isWrapped ? '0.5' : '0.4';
  const standing = versionStanding(declared, version, image);
  if (standing === 'other') return [];
  const content = { multiscales: [image], ...omeroOf(holder), ...labelOf(holder) };
  const attributes = isWrapped ? { ome: { ...content, version } } : content;
  const faults = [
    ...specificationFaults(attributes, isWrapped ? image05 : image04),
    ...('image-label' in content ? labelFaults(attributes, isWrapped) : []),
  ];
  const sentences = groupedByField(faults).map((group) => sentence(group, version));
  const more = sentences.length - maxWarnings;
  return [
    ...(standing === 'same' ? [] : [`${standing} It was read as ${version}.`]),
    ...sentences.slice(0, maxWarnings),
    ...(more > 0 ? [`The metadata breaks OME-Zarr ${version} in ${more} more ways.`] : []),
  ];
}

/** Entries for single labels are told of by whoever reads them, all of them. */
function labelFaults(attributes: object, isWrapped: boolean): SpecificationFault[] {
  const faults = specificationFaults(attributes, isWrapped ? label05 : label04);
  return faults.filter(
    ({ field, reason }) =>
      !/image-label\.(colors|properties)(\[|$)/.test(field) || reason === 'must not be empty',
  );
}

/** 'same' as the one whose schema applies, 'other' when none does, else what is wrong with it. */
function versionStanding(declared: unknown, expected: '0.4' | '0.5', image: JsonObject): string {
  if (declared === expected) return 'same';
  if (declared === undefined && expected === '0.4') return image['axes'] === undefined ? 'other' : 'same';
  if (declared === undefined) return 'The metadata names no version.';
  const isKnown = typeof declared === 'string' && /^(0\.[1236]|0\.\d-dev|latest)/.test(declared);
  return isKnown ? 'other' : `The metadata says version ${shown(declared)} where ${expected} has its place.`;
}

function omeroOf(holder: JsonObject): JsonObject {
  const omero = holder['omero'];
  if (omero === undefined) return {};
  if (!isObject(omero) || !Array.isArray(omero['channels'])) return { omero };
  return { omero: { ...omero, channels: omero['channels'].slice(0, maxChannels) as unknown[] } };
}

function labelOf(holder: JsonObject): JsonObject {
  const label = holder['image-label'];
  if (!isObject(label)) return label === undefined ? {} : { 'image-label': label };
  const { version: _version, ...rest } = label;
  const cut = Object.entries(rest).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.slice(0, maxChannels) : value,
  ]);
  return { 'image-label': Object.fromEntries(cut) as JsonObject };
}

/** The first fault of each field, whatever the index: a hundred channels without a window are one warning. */
function groupedByField(faults: readonly SpecificationFault[]): SpecificationFault[][] {
  const groups = new Map<string, SpecificationFault[]>();
  for (const fault of faults) {
    const name = fault.field.replace(/\[\d+\]/g, '[]');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [fault]);
    else if (!group.some(({ field }) => field === fault.field)) group.push(fault);
  }
  return [...groups.values()];
}

function sentence([first, ...others]: readonly SpecificationFault[], version: string): string {
  if (first === undefined) throw new Error('A group of no fault.');
  const like = others.length === 0 ? '' : `, and so ${others.length} more`;
  const assumed =
    assumptions.find(([pattern]) => pattern.test(first.field))?.[1] ?? 'The rest was read as it stands';
  return `The metadata breaks OME-Zarr ${version}: "${first.field}" ${first.reason}${like}. ${assumed}.`;
}
