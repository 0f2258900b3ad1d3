import { AppError, errorToMessage, type Dataset } from '../../core';
import { openRoot, parseLocation, plainText, property, type ZarrNode } from '../../source';
import { arrayFacts } from '../nodes/array-facts';
import { omeBlock } from '../nodes/classify';
import type { StoreTree } from '../store-tree';
import { joinPath, type TreeNode } from '../tree-node';
import { attributeRows } from './attribute-rows';
import type { ImageFacts, LevelFacts, NodeDetails } from './node-details';

/** Levels whose metadata are read; those past them show their scale only. */
const maxLevels = 40;

/** Reads all that is shown of a node. What does not open says why; what cannot be read at all rejects. */
export async function readDetails(
  tree: StoreTree,
  path: string,
  { pageUrl, signal }: { readonly pageUrl: string; readonly signal?: AbortSignal },
): Promise<NodeDetails> {
  const node = await tree.resolve(path, signal);
  const location = tree.locationOf(path);
  const zarr = tree.reader.known(path);
  const opened = await open(tree, node, { location, pageUrl, signal });
  const { rows, isCut } = attributeRows(zarr ? shownDocument(zarr) : {});
  const array = zarr?.kind === 'array' ? arrayFacts(zarr.document, zarr.format) : undefined;
  return {
    ...{ node: withImage(node, opened), location, attributes: rows, isCut },
    ...(zarr && omeFacts(zarr)),
    ...(array && { array }),
    ...opened,
  };
}

/** The row of an image can say what it holds once its levels were read. */
function withImage(node: TreeNode, { image }: Pick<NodeDetails, 'image'>): TreeNode {
  const finest = image?.levels[0]?.array;
  if (!finest || node.kind === 'array') return node;
  const { shape, dtype, sizeBytes } = finest;
  return { ...node, shape, dtype, ...(sizeBytes !== undefined && { sizeBytes }) };
}

interface OpenContext {
  readonly location: string;
  readonly pageUrl: string;
  readonly signal: AbortSignal | undefined;
}

async function open(
  tree: StoreTree,
  node: TreeNode,
  { location, pageUrl, signal }: OpenContext,
): Promise<Pick<NodeDetails, 'image' | 'fault'>> {
  if (node.kind === 'file') return {};
  try {
    const documents = tree.reader.documents(node.path, signal);
    const [first] = await openRoot(documents, parseLocation(location, pageUrl), {
      ...(node.format && { format: node.format }),
    });
    if (!first) return {};
    const { dataset, record } = first;
    return { image: await imageFacts(tree, node, { dataset, paths: record.paths, signal }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { fault: errorToMessage(error) };
  }
}

async function imageFacts(
  tree: StoreTree,
  node: TreeNode,
  { dataset, paths, signal }: { dataset: Dataset; paths: readonly string[]; signal: AbortSignal | undefined },
): Promise<ImageFacts> {
  const { name, axes, voxelCenters, warnings, dtype, channelAxis, channels } = dataset;
  const levels = dataset.levels.map(async ({ scale, translation }, level): Promise<LevelFacts> => {
    const path = paths[level] ?? '';
    const place = { path, scale, translation };
    if (level >= maxLevels) return place;
    const array = await tree.reader
      .node(joinPath(node.path, path), { format: node.format, isArray: true }, signal)
      .catch((error: unknown) => {
        if (error instanceof AppError) return undefined;
        throw error;
      });
    const facts = array?.kind === 'array' ? arrayFacts(array.document, array.format) : undefined;
    return { ...place, ...(facts && { array: facts }) };
  });
  return {
    ...{ name, axes, voxelCenters, warnings, dtype },
    levels: await Promise.all(levels),
    isLabels: dataset.labels !== undefined || node.kind === 'labels',
    ...(channelAxis !== undefined && { channels: channels.slice(0, 64).map((channel) => channel.name) }),
  };
}

function omeFacts(zarr: ZarrNode): Pick<NodeDetails, 'omeVersion' | 'multiscales'> {
  const multiscales = omeBlock(zarr, 'multiscales');
  const list: readonly unknown[] = Array.isArray(multiscales) ? multiscales : [];
  const blocks = [
    ...list.slice(0, 1),
    omeBlock(zarr, 'plate'),
    omeBlock(zarr, 'well'),
    omeBlock(zarr, 'image-label'),
  ];
  const versions = [
    property(property(zarr.attributes, 'ome'), 'version'),
    ...blocks.map((block) => property(block, 'version')),
  ];
  const version = versions.find((written) => typeof written === 'string');
  return {
    ...(typeof version === 'string' && { omeVersion: plainText(version, 20) }),
    ...(list.length > 1 && { multiscales: list.length }),
  };
}

/** What there is to read of a node: without the metadata of all others, which the tree shows. */
function shownDocument(zarr: ZarrNode): unknown {
  if (zarr.format === 2)
    return zarr.kind === 'array' ? { ...zarr.document, attributes: zarr.attributes } : zarr.attributes;
  const { consolidated_metadata: _, ...document } = zarr.document;
  return document;
}
