import type { Hdf5Filter, Hdf5Node } from './engine-calls';
import { readShape } from './chunk-grid';

/** Filters that the library undoes by itself: what it hands over has been through them. */
const undone = new Map([
  [1, 'gzip'],
  [2, 'shuffle'],
  [3, 'fletcher32'],
  [4, 'szip'],
  [5, 'nbit'],
  [6, 'scaleoffset'],
]);
/** Others that are met, by the number that they are registered under. */
const others = new Map([
  [305, 'LZO'],
  [307, 'bzip2'],
  [32000, 'LZF'],
  [32001, 'Blosc'],
  [32004, 'LZ4'],
  [32008, 'bitshuffle'],
  [32013, 'ZFP'],
  [32015, 'Zstandard'],
  [32017, 'SZ'],
  [32026, 'Blosc2'],
]);

type DatasetNode = Extract<Hdf5Node, { readonly kind: 'dataset' }>;

/** The `zarr.json` of a node, with what Zarr has no words for under `hdf5`. */
export function documentOf(node: Hdf5Node): object {
  if (node.kind === 'dataset') return arrayDocument(node);
  const attributes = node.kind === 'group' ? node.attributes : {};
  const hdf5 = node.kind === 'other' ? { hdf5: { must_understand: false, what: node.what } } : {};
  return { zarr_format: 3, node_type: 'group', attributes, ...hdf5 };
}

/** Chunks come decoded, so that there is no codec, unless for a filter that nobody here can undo. */
export function arrayDocument(node: DatasetNode): object {
  const { type, shape = [], labels, attributes } = node;
  return {
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: type.name,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunkShapeOf(node) } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: type.name === 'bool' ? false : 0,
    codecs: [
      { name: 'bytes', configuration: { endian: 'little' } },
      ...node.filters.filter(({ id }) => !undone.has(id)).map((filter) => ({ name: foreignName(filter) })),
      ...node.otherFiles.map((name) => ({ name: `values in the file ${name}` })),
    ],
    ...(labels.some((label) => label !== null && label !== '') && { dimension_names: labels }),
    attributes,
    hdf5: storage(node),
  };
}

export function chunkShapeOf({ shape = [], chunks, type }: DatasetNode): number[] {
  return readShape({ shape, chunks, bytesPerElement: type.bytes });
}

function storage({ chunks, filters }: DatasetNode): object {
  return {
    must_understand: false,
    layout: chunks ? 'chunked' : 'contiguous',
    ...(chunks && { chunks }),
    filters: filters.map((filter) => undone.get(filter.id) ?? foreignName(filter)),
  };
}

function foreignName({ id, name }: Hdf5Filter): string {
  return `${others.get(id) ?? (name || 'unknown')}, HDF5 filter ${id}`;
}
