import { isObject, plainText, property } from '../../source';

/** How large an array is. Store axis order. */
export interface ArraySize {
  readonly shape: readonly number[];
  /** 'uint16', or what is written where it is no type that is known. */
  readonly dtype: string;
  /** Once decoded; absent where the type has no fixed size. */
  readonly sizeBytes?: number;
}

/** What an array's metadata say, whether it can be shown or not. Store axis order. */
export interface ArrayFacts extends ArraySize {
  readonly chunks?: readonly number[];
  readonly shards?: readonly number[];
  /** Such as 'blosc (lz4, 5)'. */
  readonly codecs: readonly string[];
  readonly fillValue: string;
  readonly dimensionNames?: readonly (string | null)[];
  /** How many chunks, or shards where there are some, it has at most. */
  readonly objects?: number;
}

const maxWords = 200;

/** Reads of the document of a Zarr array what {@link arrayFacts} does of its size, and nothing else: there may be ten thousand. */
export function arraySize(document: unknown, format: 2 | 3): ArraySize | undefined {
  const shape = sizes(property(document, 'shape'));
  if (shape === undefined) return undefined;
  const written = property(document, format === 3 ? 'data_type' : 'dtype');
  const dtype = format === 3 ? typeText(written) : numpyText(written);
  const bytes = bytesOf(dtype);
  return {
    ...{ shape, dtype },
    ...(bytes !== undefined && { sizeBytes: shape.reduce((product, size) => product * size, bytes) }),
  };
}

/** Reads the document of a Zarr array, of version 2 or 3; `undefined` where it has no shape. */
export function arrayFacts(document: unknown, format: 2 | 3): ArrayFacts | undefined {
  const size = arraySize(document, format);
  if (size === undefined) return undefined;
  const { shape } = size;
  const grid = format === 3 ? gridOf(document) : { chunks: sizes(property(document, 'chunks')) };
  const names = property(document, 'dimension_names');
  const outer = grid.shards ?? grid.chunks;
  return {
    ...size,
    ...(grid.chunks && { chunks: grid.chunks }),
    ...(grid.shards && { shards: grid.shards }),
    codecs: format === 3 ? codecsOf(property(document, 'codecs')) : codecsOfV2(document),
    fillValue: valueText(property(document, 'fill_value')),
    ...(Array.isArray(names) && names.length === shape.length && { dimensionNames: names.map(nameText) }),
    ...(outer && { objects: countOf(shape, outer) }),
  };
}

/** A list of at most 32 sizes. */
function sizes(value: unknown): number[] | undefined {
  const isList = Array.isArray(value) && value.length <= 32;
  return isList && value.every((size) => typeof size === 'number' && size >= 0)
    ? (value as number[])
    : undefined;
}

function gridOf(document: unknown): { chunks?: number[] | undefined; shards?: number[] | undefined } {
  const outer = sizes(property(property(property(document, 'chunk_grid'), 'configuration'), 'chunk_shape'));
  const inner = sizes(property(shardingOf(property(document, 'codecs')), 'chunk_shape'));
  return inner ? { chunks: inner, shards: outer } : { chunks: outer };
}

function shardingOf(codecs: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(codecs) ? codecs : [];
  return property(
    list.find((codec) => property(codec, 'name') === 'sharding_indexed'),
    'configuration',
  );
}

function codecsOf(codecs: unknown): string[] {
  if (!Array.isArray(codecs)) return [];
  const sharding = shardingOf(codecs);
  if (sharding !== undefined) return codecsOf(property(sharding, 'codecs'));
  return (codecs as readonly unknown[]).slice(0, 16).map((codec) => {
    const name = typeof codec === 'string' ? codec : property(codec, 'name');
    return codecText(name, property(codec, 'configuration'));
  });
}

function codecsOfV2(document: unknown): string[] {
  const filters = property(document, 'filters');
  const all = [
    ...(Array.isArray(filters) ? (filters as readonly unknown[]) : []),
    property(document, 'compressor'),
  ];
  const order = property(document, 'order') === 'F' ? ['transpose'] : [];
  return [
    ...order,
    ...all
      .filter(isObject)
      .slice(0, 16)
      .map((codec) => codecText(codec['id'], codec)),
  ];
}

/** The name, and those parameters that tell one from another. */
function codecText(name: unknown, configuration: unknown): string {
  const told = ['cname', 'level', 'clevel', 'endian'].flatMap((key) => {
    const value = property(configuration, key);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  const text = typeof name === 'string' ? name : valueText(name);
  return plainText(told.length > 0 ? `${text} (${told.join(', ')})` : text, maxWords);
}

function typeText(value: unknown): string {
  const name = typeof value === 'string' ? value : property(value, 'name');
  return plainText(typeof name === 'string' ? name : valueText(value), 60);
}

const numpy: Readonly<Record<string, string>> = { b: 'bool', i: 'int', u: 'uint', f: 'float', c: 'complex' };

function numpyText(value: unknown): string {
  const [, kind = '', bytes = ''] =
    typeof value === 'string' ? (/^[<>|=]?([biufc])(\d{1,2})$/.exec(value) ?? []) : [];
  if (kind === 'b') return 'bool';
  return kind === '' ? plainText(valueText(value), 60) : `${numpy[kind] ?? kind}${Number(bytes) * 8}`;
}

function bytesOf(dtype: string): number | undefined {
  if (dtype === 'bool') return 1;
  const [, bits] = /^(?:u?int|float|complex)(\d{1,3})$/.exec(dtype) ?? [];
  return bits === undefined ? undefined : Number(bits) / 8;
}

function countOf(shape: readonly number[], chunk: readonly number[]): number {
  return shape.reduce((product, size, axis) => product * Math.ceil(size / Math.max(1, chunk[axis] ?? 1)), 1);
}

function nameText(value: unknown): string | null {
  return typeof value === 'string' ? plainText(value, 80) : null;
}

function valueText(value: unknown): string {
  if (value === undefined) return '';
  return plainText(typeof value === 'string' ? value : JSON.stringify(value), maxWords);
}
