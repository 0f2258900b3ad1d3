import { AppError } from '../../../core';
import type { CollectionImage, ImageList } from '../../../core';
import { pathFault } from '../../stores/store-path';
import { asArray, asObject, badMetadata, property, within } from '../documents/fields';
import type { Place } from '../documents/fields';
import { maxDocumentBytes } from '../documents/json-document';
import type { DocumentReader } from '../documents/node';
import { leftOut, plainName } from './plate';

const maxImages = 10_000;
/** Series that nothing lists are looked for one after the other, so many at once. */
const probed = 8;
const maxProbed = 256;

/** Reads the fields of a well. Those that lead elsewhere are left out, with a warning. */
export function readWell(value: unknown, format: 2 | 3, place: Place): ImageList {
  const at = within(place, 'images');
  const listed = asArray(asObject(value, place)['images'], at, maxImages);
  const images = listed.flatMap((item) => {
    const acquisition = property(item, 'acquisition');
    const found = imageAt(property(item, 'path'));
    return found
      ? [{ ...found, ...(Number.isInteger(acquisition) && { acquisition: Number(acquisition) }) }]
      : [];
  });
  return listOf('well', format, { images, listed: listed.map((item) => property(item, 'path')), place: at });
}

/**
 * Finds the series of a bioformats2raw root: those that its OME folder lists, else one for each image of the OME-XML, else
 * those that are there, counted from 0. The OME-XML gives names and sizes.
 */
export async function readSeries(documents: DocumentReader, format: 2 | 3): Promise<ImageList> {
  const name = format === 3 ? 'OME/zarr.json' : 'OME/.zattrs';
  const [document, { described, warnings }] = await Promise.all([
    documents.readBesideOthers(name),
    readOmeXml(documents),
  ]);
  const attributes = format === 3 ? property(document, 'attributes') : document;
  const series = property(property(attributes, 'ome'), 'series') ?? property(attributes, 'series');
  const place = { document: name, field: 'series' };
  const counted = described.map((_, i) => String(i));
  const listed: readonly unknown[] =
    series !== undefined
      ? asArray(series, place, maxImages)
      : counted.length > 0
        ? counted
        : await countedSeries(documents, format);
  const images = listed.flatMap((path, i) => {
    const found = imageAt(path);
    return found ? [{ ...found, ...described[i] }] : [];
  });
  const list = listOf('series', format, { images, listed, place });
  return { ...list, warnings: [...list.warnings, ...warnings] };
}

function imageAt(path: unknown): CollectionImage | undefined {
  const isPath = typeof path === 'string' && path !== '' && pathFault(path) === undefined;
  return isPath ? { path } : undefined;
}

function listOf(
  kind: ImageList['kind'],
  format: 2 | 3,
  { images, listed, place }: { images: CollectionImage[]; listed: readonly unknown[]; place: Place },
): ImageList {
  const known = new Map(images.map((image) => [image.path, image]));
  if (known.size === 0) throw badMetadata(place, 'lists no image');
  const seen = new Set<unknown>();
  const left = listed.filter((path) => {
    const isRepeated = seen.has(path);
    seen.add(path);
    return isRepeated || imageAt(path) === undefined;
  });
  return {
    ...{ kind, format, images: [...known.values()] },
    warnings: left.length === 0 ? [] : [leftOut(left, listed.length)],
  };
}

/** What the OME-XML says of each image. It is only a help: whatever is wrong with it is a warning. */
async function readOmeXml(
  documents: DocumentReader,
): Promise<{ described: Omit<CollectionImage, 'path'>[]; warnings: string[] }> {
  try {
    const bytes = await documents.readBytes('OME/METADATA.ome.xml', maxDocumentBytes);
    if (bytes === undefined) return { described: [], warnings: [] };
    const reader = await import('./ome-xml').catch((cause: unknown) => {
      throw new AppError('network', 'what reads them could not be fetched.', {}, cause);
    });
    const images = reader.omeXmlImages(new TextDecoder().decode(bytes), maxImages);
    const described = images.map(({ name, size }) => {
      const plain = plainName(name);
      return { ...(plain !== '' && { name: plain }), ...(size && { size }) };
    });
    return { described, warnings: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Hosts that list no folders forbid what they do not have.
    const isAbsent = error.code === 'forbidden';
    const warnings = isAbsent ? [] : [`The names of the series could not be read: ${error.message}`];
    return { described: [], warnings };
  }
}

async function countedSeries(documents: DocumentReader, format: 2 | 3): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < maxProbed; from += probed) {
    const paths = [...Array(probed).keys()].map((i) => String(from + i));
    const read = paths.map((path) => documents.read(`${path}/${format === 3 ? 'zarr.json' : '.zattrs'}`));
    const there = await Promise.allSettled(read);
    const end = there.findIndex((each) => each.status === 'rejected' || each.value === undefined);
    found.push(...paths.slice(0, end < 0 ? probed : end));
    if (end >= 0) break;
  }
  return found;
}
