import type { ArrayFacts, ImageFacts, NodeDetails } from '../../../app';
import { hierarchy as t } from '../../../messages';
import { voxelCentersText } from '../../layers/layer-text';
import { kindText, sizesText } from '../node-text';
import { wholeText } from '../../text/numbers';
import { bytesText } from '../../text/sizes';
import { measuresOf } from './measures';

/** One line of what is told of a node. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Said more quietly after it. */
  readonly more?: string;
}

/** What is told of a node at a glance. */
export function factsOf(details: NodeDetails): Fact[] {
  const { node, image, array, omeVersion, multiscales } = details;
  const finest = array ?? image?.levels[0]?.array;
  const format = node.format === undefined ? undefined : t.zarrVersion({ version: node.format });
  const version = omeVersion === undefined ? undefined : t.omeZarrVersion({ version: omeVersion });
  const kind = [kindText(node.kind), image?.dtype ?? node.dtype, version ?? format]
    .filter(Boolean)
    .join(', ');
  return [
    { name: t.kind, value: kind, ...(version && format && { more: format }) },
    ...(image ? placeFacts(image) : []),
    ...(finest ? arrayFacts(finest, image) : []),
    ...(image?.channels ? [channelFact(image.channels)] : []),
    ...(node.entries === undefined ? [] : [{ name: t.holds, value: wholeText(node.entries) }]),
    ...(multiscales === undefined
      ? []
      : [{ name: t.multiscales, value: wholeText(multiscales), more: t.allOfThemOpen }]),
    ...(node.kind === 'file' && node.sizeBytes !== undefined
      ? [{ name: t.size, value: bytesText(node.sizeBytes) }]
      : []),
  ];
}

function placeFacts({ axes, levels, voxelCenters }: ImageFacts): Fact[] {
  const [finest] = levels;
  const steps = axes.map(({ type, unit }, axis) => ({ type, unit, axis, step: finest?.scale[axis] ?? 1 }));
  const spatial = steps.filter(({ type }) => type === 'space');
  if (!finest || spatial.length === 0) return [];
  const units = spatial.map(({ unit }) => unit);
  const shape = finest.array?.shape;
  const extent = shape && spatial.map(({ axis, step }) => (shape[axis] ?? 1) * step);
  const voxel = spatial.map(({ step }) => step);
  const time = steps.find(({ type, unit }) => type === 'time' && unit !== undefined);
  return [
    ...(extent ? [{ name: t.extent, ...measuresOf(extent, units) }] : []),
    { name: t.voxel, ...measuresOf(voxel, units) },
    ...(time ? [{ name: t.timeStep, ...measuresOf([time.step], [time.unit]) }] : []),
    { name: t.voxelCentres, value: voxelCentersText(voxelCenters) },
  ];
}

function arrayFacts(
  { shape, chunks, shards, codecs, fillValue, dimensionNames, sizeBytes, objects }: ArrayFacts,
  image: ImageFacts | undefined,
): Fact[] {
  const names = image?.axes.map(({ name }) => name) ?? dimensionNames?.map((name) => name ?? '–');
  return [
    { name: t.shape, value: sizesText(shape), ...(names && { more: names.join(' ') }) },
    ...(chunks
      ? [
          {
            name: t.chunks,
            value: sizesText(chunks),
            ...(shards && { more: t.inShardsOf({ sizes: sizesText(shards) }) }),
          },
        ]
      : []),
    ...(codecs.length > 0 ? [{ name: t.codecs, value: codecs.join(', ') }] : []),
    ...(fillValue === '' ? [] : [{ name: t.fillValue, value: fillValue }]),
    ...(sizeBytes === undefined
      ? []
      : [
          {
            name: t.size,
            value: bytesText(sizeBytes),
            more: decodedText(objects, shards !== undefined),
          },
        ]),
  ];
}

function decodedText(count: number | undefined, isSharded: boolean): string {
  if (count === undefined) return t.onceDecoded;
  return isSharded ? t.onceDecodedShards({ count }) : t.onceDecodedChunks({ count });
}

function channelFact(channels: readonly string[]): Fact {
  const named = channels.slice(0, 8).join(', ');
  return {
    name: t.channels,
    value: wholeText(channels.length),
    more: channels.length > 8 ? `${named}, …` : named,
  };
}
