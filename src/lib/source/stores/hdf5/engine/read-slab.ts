import type { Hdf5Call } from '../engine-calls';
import { H5Failure } from './h5-module';
import { isMissing } from './open-file';
import type { OpenFile } from './open-file';

/** What has been read of a box so far. */
export interface SlabProgress {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly read: Set<number>;
}

const maxPieces = 2 ** 16;
/** What a page would not hold anyway. */
const maxSlabBytes = 2 ** 30;

type ReadCall = Extract<Hdf5Call, { readonly kind: 'read' }>;

export function startSlab({ box, bytesPerElement }: ReadCall): SlabProgress {
  const bytes = sizeOf(box.shape) * bytesPerElement;
  if (!(bytes <= maxSlabBytes)) throw new H5Failure(`${bytes} bytes are wanted at once`);
  return { bytes: new Uint8Array(bytes), read: new Set() };
}

/**
 * Reads what is not read yet of a box, piece by piece: one that is missing bytes does not keep others from finding out what they
 * are missing. Throws afterwards if any was, or at once what the library says.
 */
export function readSlab(
  file: OpenFile,
  call: ReadCall,
  progress: SlabProgress,
  shape: readonly number[],
): void {
  let missing: unknown;
  piecesOf(call, shape).forEach((piece, i) => {
    if (progress.read.has(i)) return;
    try {
      readPiece(file, call, piece, progress.bytes);
      progress.read.add(i);
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing = error;
    }
  });
  if (missing !== undefined) throw missing;
}

interface Piece {
  readonly offset: readonly number[];
  readonly shape: readonly number[];
}

/** The box, cut at multiples of the pieces and at the edge of the dataset. */
function piecesOf({ box, pieces }: ReadCall, shape: readonly number[]): Piece[] {
  const cuts = box.offset.map((from, axis) => {
    const to = Math.min(from + (box.shape[axis] ?? 0), shape[axis] ?? 0);
    const step = Math.max(1, pieces[axis] ?? 1);
    const parts: { offset: number; length: number }[] = [];
    for (let at = from; at < to; at = (Math.floor(at / step) + 1) * step) {
      parts.push({ offset: at, length: Math.min((Math.floor(at / step) + 1) * step, to) - at });
      if (parts.length > maxPieces) throw new H5Failure(`more than ${maxPieces} chunks are wanted at once`);
    }
    return parts;
  });
  if (cuts.reduce((product, parts) => product * parts.length, 1) > maxPieces)
    throw new H5Failure(`more than ${maxPieces} chunks are wanted at once`);
  return cuts.reduce<Piece[]>(
    (found, parts) =>
      found.flatMap((piece) =>
        parts.map(({ offset, length }) => ({
          offset: [...piece.offset, offset],
          shape: [...piece.shape, length],
        })),
      ),
    [{ offset: [], shape: [] }],
  );
}

function readPiece(file: OpenFile, call: ReadCall, piece: Piece, into: Uint8Array): void {
  const { path, box, bytesPerElement } = call;
  const bytes = sizeOf(piece.shape) * bytesPerElement;
  file.withMemory(bytes, (pointer) => {
    const [count, offset] = [piece.shape.map(BigInt), piece.offset.map(BigInt)];
    const strides = count.map(() => 1n);
    const status = file.native((module, id) =>
      module.get_dataset_data(id, path, count, offset, strides, BigInt(pointer)),
    );
    if (status < 0) throw new H5Failure(file.reason);
    const from = file.module.HEAPU8.subarray(pointer, pointer + bytes);
    const at = piece.offset.map((start, axis) => start - (box.offset[axis] ?? 0));
    copyBox({ from, shape: piece.shape }, { into, shape: box.shape, at }, bytesPerElement);
  });
}

/** Copies a whole box into a larger one, row by row. */
function copyBox(
  { from, shape }: { from: Uint8Array; shape: readonly number[] },
  target: { into: Uint8Array; shape: readonly number[]; at: readonly number[] },
  bytesPerElement: number,
): void {
  const rank = shape.length;
  const rowBytes = (shape[rank - 1] ?? 1) * bytesPerElement;
  const rows = from.byteLength / rowBytes;
  const index = new Array<number>(rank).fill(0);
  for (let row = 0; row < rows; row++) {
    const at = index.reduce(
      (sum, i, axis) => sum * (target.shape[axis] ?? 1) + i + (target.at[axis] ?? 0),
      0,
    );
    target.into.set(from.subarray(row * rowBytes, (row + 1) * rowBytes), at * bytesPerElement);
    for (let axis = rank - 2; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 1)) break;
      index[axis] = 0;
    }
  }
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
