import type { LogEntry } from '../fixtures/fixture-server';
import type { SeenView } from './page-recorder';

/** A place of a view, and the level that it is shown from. */
export type LeveledView = Pick<SeenView, 'x' | 'y' | 'z' | 'zoom' | 'level'>;

export interface ChunkPlace {
  readonly level: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** A generated image that is as wide as it is high, as deep if it has a z axis, and has a factor of 2 between its levels. */
export interface SquareImage {
  readonly location: string;
  /** Of level 0, in voxels. */
  readonly size: number;
  readonly tile: number;
  readonly hasDepth: boolean;
  readonly chunkBytes: number;
}

/** Of the browser's window, in CSS pixels. */
export const viewport = { width: 1024, height: 768 };

/** Metadata that no view can do without: the group's and that of the level shown. */
const minimumDocuments = 2;
/** What was shown for a shorter time needs no chunk of its own. */
const lastingMs = 50;

export interface Traffic {
  readonly requests: number;
  readonly minimumRequests: number;
  readonly chunks: number;
  readonly minimumChunks: number;
  readonly bytes: number;
  readonly minimumBytes: number;
  /** Of chunks that meet no view that lasted, or are finer than it shows. */
  readonly vainBytes: number;
  readonly notFound: number;
  readonly aborted: number;
}

/**
 * What a server's log says against what the views that lasted needed: each chunk of the level shown, once, but those of
 * `before`, a log of what the page has had already.
 */
export function trafficOf(
  image: SquareImage,
  log: readonly LogEntry[],
  views: readonly SeenView[],
  { before }: { before?: readonly LogEntry[] } = {},
): Traffic {
  const lasting = views.filter(({ fromMs, toMs }) => toMs - fromMs >= lastingMs);
  const chunks = log.filter((entry) => chunkOf(entry.path) !== undefined);
  const had = new Set(before?.flatMap(({ path }) => chunkOf(path) ?? []).map(nameOf));
  const needed = new Set(
    lasting
      .flatMap((view) => chunksMeeting(image, view))
      .map(nameOf)
      .filter((name) => !had.has(name)),
  ).size;
  const isVain = ({ path }: LogEntry) => {
    const chunk = chunkOf(path);
    return (
      chunk !== undefined && !lasting.some((view) => chunk.level >= view.level && meets(image, view, chunk))
    );
  };
  return {
    requests: log.length,
    minimumRequests: needed + (before ? 0 : minimumDocuments),
    chunks: chunks.length,
    minimumChunks: needed,
    bytes: sumBytes(log),
    minimumBytes: needed * image.chunkBytes,
    vainBytes: sumBytes(chunks.filter(isVain)),
    notFound: log.filter(({ status }) => status === 404).length,
    aborted: log.filter(({ aborted }) => aborted).length,
  };
}

/** Level and index of a chunk's path; `undefined` for anything else. */
export function chunkOf(path: string): ChunkPlace | undefined {
  const [, level, index = ''] = /\/(\d+)\/c\/(\d+(?:\/\d+){1,2})$/.exec(path) ?? [];
  if (level === undefined) return undefined;
  const [x = 0, y = 0, z = 0] = index.split('/').map(Number).reverse();
  return { level: Number(level), z, y, x };
}

/** Chunks of the view's own level that meet it. */
export function chunksMeeting(image: SquareImage, view: LeveledView): ChunkPlace[] {
  const { x, y, z } = spans(image, view, view.level);
  const found: ChunkPlace[] = [];
  for (let iy = y[0]; iy <= y[1]; iy++)
    for (let ix = x[0]; ix <= x[1]; ix++) found.push({ level: view.level, z, y: iy, x: ix });
  return found;
}

function meets(image: SquareImage, view: LeveledView, chunk: ChunkPlace): boolean {
  const { x, y, z } = spans(image, view, chunk.level);
  const isAcross = chunk.x >= x[0] && chunk.x <= x[1] && chunk.y >= y[0] && chunk.y <= y[1];
  return isAcross && chunk.z === z;
}

/** Chunk columns, rows and layer of a level that meet a view, ends inclusive. */
function spans(image: SquareImage, view: LeveledView, level: number) {
  const chunkWorld = image.tile * 2 ** level;
  const last = Math.ceil(image.size / chunkWorld) - 1;
  const along = (center: number, lengthPx: number): [number, number] => {
    // Voxel 0 is centred on 0, so that the image begins half a voxel before.
    const edge = (side: -1 | 1) => (center + (side * lengthPx) / 2 / view.zoom + 0.5) / chunkWorld;
    return [Math.max(0, Math.floor(edge(-1))), Math.min(last, Math.ceil(edge(1)) - 1)];
  };
  return {
    x: along(view.x, viewport.width),
    y: along(view.y, viewport.height),
    z: image.hasDepth ? Math.floor(view.z / chunkWorld) : 0,
  };
}

function nameOf({ level, z, y, x }: ChunkPlace): string {
  return `${level}/${z}/${y}/${x}`;
}

function sumBytes(entries: readonly LogEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
