import type { StoreRequest } from '../byte-store';
import type { Hdf5Node } from './engine-calls';
import type { Hdf5File } from './hdf5-file';
import type { Hdf5Reading } from './hdf5-overlay';
import { chunkShapeOf } from './node-documents';

const maxListed = 10_000;
/** Nodes are described again and again while their chunks are read. */
const maxNodes = 256;
/** A table of numbers with more is none that describes something. */
const maxTableValues = 10_000;

/** The groups, datasets and chunks of a file, by their paths below its root. */
export class Hdf5Tree implements Hdf5Reading {
  readonly file: Hdf5File;
  readonly #nodes = new Map<string, Promise<Hdf5Node | undefined>>();

  constructor(file: Hdf5File) {
    this.file = file;
  }

  get name(): string {
    return this.file.file.name;
  }

  /** Asked for once: readers that leave do not take it from those that come after. */
  node(path: string, request: StoreRequest): Promise<Hdf5Node | undefined> {
    const known = this.#nodes.get(path);
    if (known) return known;
    if (this.#nodes.size >= maxNodes) this.#nodes.clear();
    const { signal: _, ...whole } = request;
    const found = this.file.describe(`/${path}`, whole);
    this.#nodes.set(path, found);
    found.catch(() => this.#nodes.delete(path));
    return found;
  }

  children(path: string, request: StoreRequest): Promise<readonly string[]> {
    return this.file.children(`/${path}`, maxListed, request);
  }

  async chunk(
    path: string,
    index: readonly number[],
    request: StoreRequest,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const node = await this.node(path, request);
    if (node?.kind !== 'dataset' || node.shape?.length !== index.length) return undefined;
    const shape = chunkShapeOf(node);
    const offset = index.map((i, axis) => i * (shape[axis] ?? 1));
    if (offset.some((from, axis) => from >= (node.shape?.[axis] ?? 0))) return undefined;
    request.onVersion?.(this.file.file.version);
    const call = {
      ...{ kind: 'read' as const, path: `/${path}`, box: { offset, shape } },
      ...{ pieces: node.chunks ?? shape, bytesPerElement: node.type.bytes },
    };
    return this.file.read(call, request);
  }

  async numbers(path: string, request: StoreRequest): Promise<readonly (readonly number[])[]> {
    const node = await this.node(path, request);
    if (node?.kind !== 'dataset' || node.shape?.length !== 2) return [];
    const [rows = 0, columns = 0] = node.shape;
    if (rows * columns > maxTableValues || rows * columns === 0) return [];
    const call = {
      ...{ kind: 'read' as const, path: `/${path}`, box: { offset: [0, 0], shape: node.shape } },
      ...{ pieces: node.chunks ?? node.shape, bytesPerElement: node.type.bytes },
    };
    const bytes = await this.file.read(call, request);
    const values = valuesOf(bytes, node.type.name);
    return Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns));
  }
}

function valuesOf({ buffer }: Uint8Array<ArrayBuffer>, type: string): number[] {
  switch (type) {
    case 'float64':
      return [...new Float64Array(buffer)];
    case 'float32':
      return [...new Float32Array(buffer)];
    case 'int32':
      return [...new Int32Array(buffer)];
    case 'int64':
      return [...new BigInt64Array(buffer)].map(Number);
    default:
      return [];
  }
}
