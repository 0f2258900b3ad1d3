import { foreign as t } from '../../../messages';
import { plainLocation } from '../plain-location';
import { listOf, own, recordOf, textOf } from './json';

/** Where a layer's data are, or what they are where they cannot be opened. */
export interface LayerSource {
  readonly location?: string;
  /** Such as 'precomputed data'. */
  readonly foreign?: string;
  /** A matrix that moves, turns or shears the data. */
  readonly isTransformed: boolean;
  /** What it has besides, such as meshes. */
  readonly others: readonly string[];
}

const names: Readonly<Record<string, string>> = {
  precomputed: t.precomputed,
  graphene: t.graphene,
  n5: t.n5,
  nifti: t.nifti,
  dvid: t.dvid,
  local: t.local,
  boss: t.boss,
  brainmaps: t.brainmaps,
  'neuroglancer-precomputed': t.precomputed,
};

/** A file with others in it, and a path within, which open here as they are written there. */
const pipeline =
  /^(?:https?|s3|gs):\/\/[^|]+\|(?:zip:[^|]*(?:\|(?:zarr|zarr2|zarr3|ome-zarr):[^|]*)?|hdf5:[^|]*)$/i;

/** Reads `source` of a layer: a text, an object with `url`, or a list of either. */
export function readSource(value: unknown): LayerSource {
  const all = (Array.isArray(value) ? listOf(value) : [value]).slice(0, 100);
  const found = all.map((one): Omit<LayerSource, 'others'> => {
    return { ...readUrl(urlOf(one)), isTransformed: hasMatrix(one) };
  });
  const zarr = found.find(({ foreign }) => foreign === undefined);
  const others = found.filter((one) => one !== zarr).map(({ foreign = t.moreData }) => foreign);
  if (!zarr) return { foreign: others[0] ?? t.noSource, isTransformed: false, others: [] };
  return { ...zarr, others };
}

function urlOf(one: unknown): string {
  return textOf(one) ?? textOf(own(recordOf(one), 'url')) ?? '';
}

function hasMatrix(one: unknown): boolean {
  return Array.isArray(own(recordOf(own(recordOf(one), 'transform')), 'matrix'));
}

function readUrl(
  url: string,
): { readonly location: string } | { readonly location?: never; foreign: string } {
  const location = plainLocation(url);
  const isZarr = location !== url.trim();
  if (isZarr && /^(https?|s3|gs):\/\//i.test(location) && !location.includes('|')) return { location };
  if (pipeline.test(url.trim())) return { location: url.trim() };
  if (url.includes('|')) return { foreign: named(lastStep(url)) };
  const isBare = /^(https?|s3|gs):\/\//i.test(url) && /\.zarr\/*$/i.test(url);
  return isBare ? { location } : { foreign: named(/^([\w+-]+):/.exec(url)?.[1] ?? '') };
}

/** The format that a pipeline ends in, such as 'n5' of 'https://host/a|zip:b|n5:'. */
function lastStep(url: string): string {
  const steps = url.split('|').slice(1);
  const last = steps.at(-1)?.split(':')[0] ?? '';
  return /^(ome-)?zarr/.test(last) ? (steps.at(-2)?.split(':')[0] ?? '') : last;
}

function named(scheme: string): string {
  const name = scheme.toLowerCase();
  if (Object.hasOwn(names, name)) return names[name] ?? '';
  return /^[a-z][\w+-]{0,30}$/.test(name) ? t.sourceOfKind({ kind: name }) : t.otherSource;
}
