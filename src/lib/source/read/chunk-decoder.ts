import { Array as ZarrArray, CodecPipelineError } from 'zarrita';
import type { DataType, GetOptions } from 'zarrita';
import { AppError } from '../../core';
import type { ChunkArray, DType, NumericArray } from '../../core';
import { chunkVoxels } from '../formats/zarr/array-record';
import type { ArrayRecord } from '../formats/zarr/array-record';
import { halfToNumber } from '../formats/zarr/fill-value';
import { exactLength, installGuardedCodecs } from './codecs/guarded-codecs';
import { CodecCrash, CodecUnreachable, prepareCodec } from './codecs/wasm-codecs';

/** Hands zarrita the bytes of the chunk that it is asked for: it never fetches, and knows no address. */
interface HandedBytes extends GetOptions {
  readonly bytes: Uint8Array;
}

/** Decodes chunks of one array. */
export class ChunkDecoder {
  readonly #record: ArrayRecord;
  readonly #voxels: number;
  readonly #array: ZarrArray<DataType>;

  constructor(record: ArrayRecord) {
    installGuardedCodecs();
    this.#record = record;
    for (const { name } of record.codecs) prepareCodec(name);
    this.#voxels = chunkVoxels(record);
    const store = { get: (_: string, options?: unknown) => (options as HandedBytes).bytes };
    this.#array = new ZarrArray(store, '/', zarritaMetadata(record));
  }

  /**
   * Returns the chunk that `bytes` encode, which may alias them. Throws `corrupt-chunk`, naming `key`, unless they decode
   * to exactly the voxels that the metadata promise.
   */
  async decode(bytes: Uint8Array, key: string): Promise<ChunkArray> {
    const options: HandedBytes = { bytes };
    const index = this.#record.shape.map(() => 0);
    const chunk = await this.#array.getChunk(index, options).catch((cause: unknown) => {
      if (!(cause instanceof CodecPipelineError)) throw cause;
      if (cause.cause instanceof CodecUnreachable) throw unreachable(cause.cause);
      throw corrupt(key, faultOf(cause), cause);
    });
    const data = chunk.data as NumericArray;
    if (data.length !== this.#voxels)
      throw corrupt(key, `decodes to ${data.length} voxels for ${this.#voxels}`);
    return { data: shownAs(data, this.#record.dtype), shape: this.#record.chunks, stride: chunk.stride };
  }
}

/** Passing, as any failure of the network is; the worker that met it does not get the script any more. */
function unreachable(cause: CodecUnreachable): AppError {
  const message = `The part of Exascope that decodes ${cause.codec} could not be fetched.`;
  return new AppError('network', message, { codec: cause.codec, crashed: true }, cause);
}

/** `crashed` says that the decoder fell over, and is not to be used again. */
function corrupt(key: string, fault: string, cause?: unknown): AppError {
  const crashed = cause instanceof CodecPipelineError && cause.cause instanceof CodecCrash;
  return new AppError('corrupt-chunk', `Chunk ${key} ${fault}.`, { key, ...(crashed && { crashed }) }, cause);
}

/** Guards word their faults to follow the name of a chunk; decoders do not. */
function faultOf({ cause, codec }: CodecPipelineError): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `could not be decoded by ${codec}: ${reason.slice(0, 120)}`;
}

/** Types that zarrita lacks on some platforms, or holds in classes of its own, are decoded as what they are stored as. */
function zarritaType(dtype: DType): DataType {
  if (dtype === 'float16') return 'uint16';
  return dtype === 'bool' ? 'uint8' : dtype;
}

function zarritaMetadata({
  shape,
  chunks,
  dtype,
  codecs,
}: ArrayRecord): ConstructorParameters<typeof ZarrArray>[2] {
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: [...shape],
    data_type: zarritaType(dtype),
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [...chunks] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    codecs: codecs.flatMap(({ name, configuration }) => [
      { name, configuration: { ...configuration } },
      ...(name === 'bytes' ? [{ name: exactLength, configuration: {} }] : []),
    ]),
    fill_value: null,
    attributes: {},
  };
}

function shownAs(data: NumericArray, dtype: DType): NumericArray {
  if (dtype === 'float16') return widened(data as Uint16Array);
  if (dtype === 'bool') return (data as Uint8Array).map((value) => (value === 0 ? 0 : 1));
  return data;
}

/** A loop: `Float32Array.from` with a function takes ten times as long. */
function widened(halves: Uint16Array): Float32Array {
  const wide = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) wide[i] = halfToNumber(halves[i] ?? 0);
  return wide;
}
