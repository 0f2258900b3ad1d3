/** So many bytes are read at once where the chunks of the file are smaller. */
const wantedBytes = 2 ** 18;
const maxChunksTogether = 128;
/** Of what lies in one piece. */
const contiguousBytes = 2 ** 20;

/** What is known of a dataset's layout. */
export interface DatasetLayout {
  readonly shape: readonly number[];
  readonly chunks?: readonly number[] | undefined;
  readonly bytesPerElement: number;
}

/**
 * The shape in which a dataset is read: its own chunks, several together where they are small; and of one that lies in one piece
 * whole rows or planes, which lie side by side in the file.
 */
export function readShape({ shape, chunks, bytesPerElement }: DatasetLayout): number[] {
  return chunks?.length === shape.length
    ? together(shape, chunks, bytesPerElement)
    : slices(shape, bytesPerElement);
}

/** Grows the shortest axis that is cut, so that what is read together is about a cube, or a square in a plane. */
function together(shape: readonly number[], chunks: readonly number[], bytesPerElement: number): number[] {
  const read = chunks.map((size) => Math.max(1, size));
  const bytes = (): number => read.reduce((product, size) => product * size, bytesPerElement);
  for (let count = 2; count <= maxChunksTogether && bytes() < wantedBytes; count *= 2) {
    const growable = read
      .map((size, axis) => ({ size, axis }))
      .filter(({ size, axis }) => (chunks[axis] ?? 1) > 1 && size < (shape[axis] ?? 0));
    const [shortest] = growable.sort((a, b) => a.size - b.size || b.axis - a.axis);
    if (!shortest) break;
    read[shortest.axis] = shortest.size * 2;
  }
  return read;
}

function slices(shape: readonly number[], bytesPerElement: number): number[] {
  let bytes = bytesPerElement;
  const read = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = Math.max(1, shape[axis] ?? 1);
    read[axis] = Math.min(size, Math.max(1, Math.floor(contiguousBytes / bytes)));
    if (read[axis] !== size) break;
    bytes *= size;
  }
  return read;
}
