import type { Camera3D, Ray, Vec3 } from '../../../view';
import { BRICK_SIZE, focalPx, rayThrough, screenToWorld3D } from '../../../view';
import { rampTint } from '../../color/colormaps';
import type { ColorTable } from '../../labels/color-table';
import type { PlacedColors } from '../../labels/color-textures';
import { labelWords } from '../../labels/labels-frame';
import type { ChannelFrame } from '../../layer-frame';
import type { Viewport } from '../../frame/place-quad';
import type { ValueBase } from '../bricks/brick-values';
import { STORED_BRICK } from '../bricks/brick-format';
import { MAX_TABLE_LEVELS, type TableLevel } from '../table/page-table';
import { MAX_PLANES, type VolumeLayerFrame } from '../volume-frame';
import { marchChannel } from './march-look';
import { shownBox } from './ray-range';
import { referenceLength } from './reference-length';

/** Channels of one march; more are marched in groups. */
export const MARCH_CHANNELS = 4;

/** Vectors of the uniform block of a march, in their order, with how many there are of each. */
export const marchFields = [
  ['right', 1],
  ['down', 1],
  ['forward', 1],
  ['picture', 1],
  ['focus', 1],
  ['boxLow', 1],
  ['boxHigh', 1],
  ['cut', 1],
  ['look', 1],
  ['pool', 1],
  ['planes', MAX_PLANES],
  ['window', MARCH_CHANNELS],
  ['tint', MARCH_CHANNELS],
  ['levelScale', MAX_TABLE_LEVELS],
  ['levelOffset', MAX_TABLE_LEVELS],
  ['levelSize', MAX_TABLE_LEVELS],
  ['levelLow', MAX_TABLE_LEVELS],
  ['levelHigh', MAX_TABLE_LEVELS],
  ['labels', 3, 'uvec4'],
] as const satisfies readonly (readonly [string, number, 'uvec4'?])[];

/** Floats of the block. */
export const MARCH_FLOATS = marchFields.reduce((sum, [, count]) => sum + count * 4, 0);

/** Taken for endless in the shader, with room to be squared. */
const ENDLESS = 1e18;

export interface MarchPicture {
  readonly camera: Camera3D;
  readonly viewport: Viewport;
  /** Bricks along x, y and z of the texture. */
  readonly grid: Vec3;
  readonly levels: readonly TableLevel[];
  readonly base: ValueBase;
  /** Voxels from one sample to the next. */
  readonly step: number;
  readonly rowOf: (colormap: string) => number | undefined;
  /** Where the colours are that metadata gives to labels. */
  readonly colorsAt: (table: ColorTable) => PlacedColors;
}

/** Channels of a layer that one march draws, and the place of the first among those of the page table. */
export interface ChannelGroup {
  readonly first: number;
  readonly channels: readonly ChannelFrame[];
}

/**
 * Returns the uniform block of a march. Lengths are CSS pixels at the centre, and places relative to the eye, or to the
 * centre when orthographic: float64 up to here, and float32 from here on loses no voxel, however large the volume.
 */
export function marchBlock(
  layer: VolumeLayerFrame,
  picture: MarchPicture,
  group: ChannelGroup,
): Float32Array {
  const { camera, viewport, levels, grid, step } = picture;
  const { zoom } = camera;
  const anchor = anchorOf(camera);
  const relative = (world: Vec3): Vec3 => [
    (world[0] - anchor[0]) * zoom,
    (world[1] - anchor[1]) * zoom,
    (world[2] - anchor[2]) * zoom,
  ];
  const block = new BlockWriter();
  const [right, down, forward] = basisOf(camera);
  const box = shownBox(layer);
  const planes = (layer.planes ?? []).slice(0, MAX_PLANES);
  block.set('right', [...right, zoom / viewport.zoom]);
  block.set('down', [...down, camera.perspective > 0 ? focalPx(camera) : 0]);
  block.set('forward', [...forward, levels.length]);
  block.set('picture', [viewport.middle[0], viewport.height - viewport.middle[1], group.channels.length, 0]);
  block.set('focus', [...relative(layer.plan.lod.from), 0]);
  block.set('boxLow', [...relative(box.low), planes.length]);
  block.set('boxHigh', [...relative(box.high), layer.slicePlane ? (layer.planeOnly ? 2 : 1) : 0]);
  if (layer.slicePlane)
    block.set('cut', relativePlane(layer.slicePlane.normal, relative(layer.slicePlane.position)));
  const reference = referenceLength(layer.dataset, layer.view, camera) * zoom;
  block.set('look', [step, 1 / reference, layer.attenuation, 0]);
  block.set('pool', [
    ...grid.map((bricks) => 1 / Math.max(1, bricks * STORED_BRICK)),
    grid[0] + grid[1] * 4096,
  ]);
  planes.forEach(({ normal, offset }, i) => {
    const toAnchor = normal[0] * anchor[0] + normal[1] * anchor[1] + normal[2] * anchor[2];
    block.set('planes', [...normal, (offset - toAnchor) * zoom], i);
  });
  setChannels(block, layer, picture, group);
  if (layer.labels)
    block.setWords(
      'labels',
      labelWords(layer.dataset.dtype, layer.labels, picture.colorsAt(layer.labels.colors)),
    );
  levels.forEach((level, i) => {
    setLevel(block, level, i, {
      anchor,
      zoom,
      reach: layer.plan.lod.reach[level.volume.level] ?? Infinity,
      first: group.first,
    });
  });
  return block.floats;
}

/** The eye, or the centre when there is none. */
function anchorOf(camera: Camera3D): Vec3 {
  return camera.perspective > 0 ? middleRay(camera).origin : camera.center;
}

function middleRay(camera: Camera3D): Ray {
  return rayThrough(camera, [camera.width / 2, camera.height / 2]);
}

/** World directions of right, down and away on the screen, of length 1. */
function basisOf(camera: Camera3D): readonly [Vec3, Vec3, Vec3] {
  const unit = { ...camera, center: [0, 0, 0] as const, zoom: 1, perspective: 0 };
  const [x, y] = [camera.width / 2, camera.height / 2];
  return [screenToWorld3D(unit, [x + 1, y]), screenToWorld3D(unit, [x, y + 1]), middleRay(unit).direction];
}

function relativePlane(normal: Vec3, at: Vec3): number[] {
  return [...normal, normal[0] * at[0] + normal[1] * at[1] + normal[2] * at[2]];
}

function setChannels(
  block: BlockWriter,
  layer: VolumeLayerFrame,
  { base, rowOf }: MarchPicture,
  { channels }: ChannelGroup,
): void {
  channels.forEach((channel, c) => {
    const { low, scale, gamma, threshold } = marchChannel(channel, base, layer.isoThreshold);
    const [r, g, b] = rampTint(channel.colormap) ?? [255, 255, 255];
    block.set('window', [low, scale, gamma, rowOf(channel.colormap) ?? -1], c);
    block.set('tint', [r / 255, g / 255, b / 255, threshold], c);
  });
}

interface LevelPlace {
  readonly anchor: Vec3;
  readonly zoom: number;
  /** World distance up to which the level is used. */
  readonly reach: number;
  /** First channel of the group in the table. */
  readonly first: number;
}

function setLevel(
  block: BlockWriter,
  level: TableLevel,
  i: number,
  { anchor, zoom, reach, first }: LevelPlace,
): void {
  const { volume, low, size, address, cells } = level;
  const each = (along: (a: 0 | 1 | 2) => number): number[] => [along(0), along(1), along(2)];
  const reachPx = Math.min(reach * zoom, ENDLESS);
  block.set('levelScale', [...each((a) => 1 / (zoom * volume.scale[a])), reachPx ** 2], i);
  const offset = each((a) => (anchor[a] - volume.origin[a]) / volume.scale[a] - low[a] * BRICK_SIZE);
  block.set('levelOffset', [...offset, cells], i);
  block.set('levelSize', [...size, address + first * cells], i);
  block.set('levelLow', [...each((a) => (low[a] === 0 ? -ENDLESS : 0)), 0], i);
  const isLast = (a: 0 | 1 | 2): boolean => low[a] + size[a] === volume.bricks[a];
  block.set('levelHigh', [...each((a) => (isLast(a) ? ENDLESS : size[a] * BRICK_SIZE)), 0], i);
}

type FieldName = (typeof marchFields)[number][0];

/** Puts vectors where the layout of the block has them. */
class BlockWriter {
  readonly floats = new Float32Array(MARCH_FLOATS);
  readonly #starts = new Map<FieldName, number>();

  constructor() {
    let at = 0;
    for (const [name, count] of marchFields) {
      this.#starts.set(name, at);
      at += count * 4;
    }
  }

  set(name: FieldName, vector: readonly number[], index = 0): void {
    this.floats.set(vector, (this.#starts.get(name) ?? 0) + index * 4);
  }

  setWords(name: FieldName, words: readonly number[]): void {
    new Uint32Array(this.floats.buffer).set(words, this.#starts.get(name) ?? 0);
  }
}
