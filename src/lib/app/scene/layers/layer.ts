import { isLabels, isPoints, type ChunkSource, type Dataset } from '../../../core';
import type { BrickPlan, PointsPlan, PointsView, SliceView, TilePlan, VolumeView } from '../../../view';
import type { ChannelModel, ChannelPatch, Interpolation, LayerModel, LayerPatch } from '../../viewer/model';
import { contrastRange, defaultChannels } from './channel-colors';
import { spanning, withinType } from './contrast-limits';
import { Labels } from './labels-look';
import { pointSize } from './point-size';
import { noStretch, type Stretch } from '../space/stretch';
import { placeInWorld, type WorldUnits } from '../world-units';
import type { VoxelCentersChoice } from './voxel-centers';

/** What the frame loop knows of a layer that is on the screen. */
export interface LayerFrameState {
  /** In 2D: for the slice that the view wants. */
  plan?: TilePlan;
  /** In 3D. */
  bricks?: BrickPlan;
  /** Of points, in 2D and in 3D. */
  points?: { readonly plan: PointsPlan; readonly view: PointsView };
  /** What `bricks` was planned for, and what is drawn: it trails until the new position has something to show. */
  volume?: VolumeView;
  shownVolume?: { readonly view: VolumeView; readonly plan: BrickPlan };
  wanted?: SliceView;
  /** The slice that is drawn: it trails `wanted` until that has something to show. */
  shown?: SliceView;
  /** What is drawn in place of both while the layer's slices have become thicker, thinner or others, and nothing of them is here. */
  before?: { readonly dataset: Dataset; readonly slice: SliceView; readonly plan: TilePlan };
  /** Levels that the view would have used, and that could not be opened. */
  unopened?: readonly number[];
  /** What `plan` was made for. */
  dataset?: Dataset;
  /** Chunks of the plan that are here, and that could not be had. */
  loaded: number;
  failed: number;
  /** What they were counted of: a plan's chunks, at a version of the store; and when. */
  counted?: { readonly want: readonly unknown[]; readonly version: number; readonly nowMs: number };
}

/** What a layer looks like, whatever its channels. */
export type LayerLook = Required<Omit<LayerPatch, 'isoThreshold' | 'interpolation' | 'labels' | 'size'>> &
  Pick<LayerPatch, 'isoThreshold' | 'interpolation' | 'size'>;

/** What the view wants of a layer, in 2D or in 3D. */
export function planOf({
  plan,
  bricks,
  points,
}: LayerFrameState): TilePlan | BrickPlan | PointsPlan | undefined {
  return bricks ?? plan ?? points?.plan;
}

const ALPHA = 3;

/** One image or one set of labels of the scene: its source, how it looks, and where the frame loop stands with it. */
export class Layer {
  readonly id: string;
  /** Order in which layers came. */
  readonly age: number;
  #name: string | undefined;
  /** Empty while the layer is not on the screen. */
  frame: LayerFrameState = { loaded: 0, failed: 0 };
  #look: LayerLook;
  #labels: Labels | undefined;
  #source: ChunkSource;
  #channels: readonly ChannelModel[];
  /** Channels whose contrast was only guessed from what has loaded so far. */
  readonly #guessed = new Set<number>();
  /** Channels whose contrast was found in the data, and not chosen since. */
  readonly #found = new Set<number>();
  /** Ends of the contrast sliders before anyone typed a limit beyond them. */
  #ranges: (readonly [number, number])[];
  #voxelCenters: VoxelCentersChoice = 'declared';
  /** By stretch, so that the plain dataset and the one that is drawn are made once each. */
  #placed = new WeakMap<Stretch, { from: Dataset; units: WorldUnits; result: Dataset }>();

  constructor(
    id: string,
    source: ChunkSource,
    options: { readonly age: number; readonly name?: string | undefined },
  ) {
    this.id = id;
    this.age = options.age;
    this.#source = source;
    this.#name = options.name;
    this.#look = defaultLook(source);
    this.#labels = labelsOf(source);
    this.#channels = defaultChannels(source.dataset);
    this.#ranges = this.#channels.map(({ contrastRange }) => contrastRange);
    for (const { index, contrast } of this.#channels) if (!contrast) this.#guessed.add(index);
  }

  /** As the user called it; else as its metadata does. */
  get name(): string {
    return this.#name ?? this.#source.dataset.name;
  }

  /** The name that it was given; absent while it has that of its metadata. */
  get givenName(): string | undefined {
    return this.#name;
  }

  /** Calls it so; `undefined`, or nothing but spaces: as its metadata does. */
  rename(name: string | undefined): void {
    this.#name = name?.trim() || undefined;
  }

  /** How its labels look; absent when its numbers are those of an image. */
  get labels(): Labels | undefined {
    return this.#labels;
  }

  get kind(): LayerModel['kind'] {
    return isPoints(this.source.dataset) ? 'points' : this.#labels ? 'labels' : 'image';
  }

  get source(): ChunkSource {
    return this.#source;
  }

  /** Shows another state of the same data. What was chosen stays, unless the channels are others now. */
  renew(source: ChunkSource): void {
    const isAlike = (other: ChunkSource) =>
      JSON.stringify([
        other.dataset.dtype,
        isLabels(other.dataset),
        other.dataset.channels.map(({ name }) => name),
      ]);
    const mustReset = isAlike(source) !== isAlike(this.#source);
    this.#source = source;
    this.#labels = labelsOf(source, this.#labels);
    this.frame = { loaded: 0, failed: 0 };
    this.#placed = new WeakMap();
    if (!mustReset) return;
    this.#look = { ...defaultLook(source), visible: this.#look.visible };
    this.#channels = defaultChannels(source.dataset);
    this.#ranges = this.#channels.map(({ contrastRange }) => contrastRange);
    for (const { index, contrast } of this.#channels) if (!contrast) this.#guessed.add(index);
  }

  get look(): LayerLook {
    return this.#look;
  }

  /** Of labels always nearest: there is nothing between two. As chosen; else, as in napari, nearest in 2D, where voxels are to be seen, and linear in 3D. */
  interpolationIn(mode: '2d' | '3d'): Interpolation {
    if (this.#labels) return 'nearest';
    return this.#look.interpolation ?? (mode === '3d' ? 'linear' : 'nearest');
  }

  get channels(): readonly ChannelModel[] {
    return this.#channels;
  }

  /** The user's choice of voxel centres; 'declared' leaves it to the metadata. */
  get voxelCenters(): VoxelCentersChoice {
    return this.#voxelCenters;
  }

  set voxelCenters(choice: VoxelCentersChoice) {
    this.#voxelCenters = choice;
    this.#placed = new WeakMap();
  }

  /** The dataset in world units, as of the last level opened; displayed axes stretched. */
  dataset(units: WorldUnits, stretch = noStretch): Dataset {
    const from = this.source.dataset;
    const placed = this.#placed.get(stretch);
    if (placed?.from === from && placed.units === units) return placed.result;
    const voxelCenters = this.#voxelCenters === 'declared' ? undefined : this.#voxelCenters;
    const result = placeInWorld(from, { units, stretch, voxelCenters });
    this.#placed.set(stretch, { from, units, result });
    return result;
  }

  patch({ labels, ...look }: LayerPatch): void {
    const wasSum = isSum(this.#look);
    this.#look = { ...this.#look, ...look };
    if (wasSum !== isSum(this.#look)) this.#rescaleContrast();
    if (labels) this.#labels?.patch(labels);
  }

  patchChannel(index: number, patch: ChannelPatch): void {
    if (patch.contrast) {
      this.#guessed.delete(index);
      this.#found.delete(index);
    }
    const dtype = isSum(this.#look) ? 'float64' : this.source.dataset.dtype;
    this.#channels = this.#channels.map((channel) => {
      if (channel.index !== index) return channel;
      const contrast = patch.contrast && withinType(patch.contrast, dtype);
      const next = { ...channel, ...patch, ...(contrast && { contrast }) };
      return contrast ? { ...next, contrastRange: spanning(this.#ranges[index], contrast) } : next;
    });
  }

  /** Takes over all that was chosen of another layer of the same dataset, but its name. */
  lookLike(other: Layer): void {
    this.#look = other.look;
    this.#channels = other.channels;
    this.#ranges = [...other.#ranges];
    this.#guessed.clear();
    for (const index of other.#guessed) this.#guessed.add(index);
    for (const index of other.#found) this.#found.add(index);
    this.voxelCenters = other.voxelCenters;
    if (other.labels) this.#labels?.patch(other.labels.look);
  }

  /** Whether a channel's contrast still waits for data to decide it. */
  isContrastGuessed(index: number): boolean {
    return this.#guessed.has(index);
  }

  /** Sets a contrast that was found in the data; where no type or metadata says more, the slider spans just that. */
  findContrast(index: number, contrast: readonly [number, number]): void {
    const { dataset } = this.source;
    const channel = dataset.channels[index];
    if (isSum(this.#look) || !channel || !contrastRange(dataset, channel)) this.#ranges[index] = contrast;
    this.patchChannel(index, { contrast });
    this.#found.add(index);
  }

  /** Slices are as thick as never before: a contrast that sums were found to have is found anew. */
  thicknessChanged(): void {
    if (isSum(this.#look)) for (const index of this.#found) this.#guessed.add(index);
  }

  /** Sums have other values than the voxels that they are made of. */
  #rescaleContrast(): void {
    for (const { index } of this.#channels)
      if (isSum(this.#look)) this.#guessed.add(index);
      else this.resetContrast(index);
  }

  /** Goes back to the contrast that a channel began with: that of the metadata, else what the data will decide again. */
  resetContrast(index: number): void {
    const initial = defaultChannels(this.source.dataset)[index];
    if (!initial) return;
    this.#ranges[index] = initial.contrastRange;
    if (initial.contrast) this.patchChannel(index, { contrast: initial.contrast });
    else this.#guessed.add(index);
  }

  /** Sets a contrast that later data may still change. */
  guessContrast(index: number, contrast: readonly [number, number]): void {
    this.findContrast(index, contrast);
    this.#guessed.add(index);
  }

  /** Channels that are switched on. The alpha of a colour image goes with its colours. */
  drawnChannels(): ChannelModel[] {
    const drawn = this.#channels.filter(({ visible }) => visible);
    const alpha = this.source.dataset.color === 'rgba' ? this.#channels[ALPHA] : undefined;
    return alpha && drawn.length > 0 && !drawn.includes(alpha) ? [...drawn, alpha] : drawn;
  }

  model(units: WorldUnits, mode: '2d' | '3d'): LayerModel {
    const { loaded, failed } = this.frame;
    const plan = planOf(this.frame);
    return {
      id: this.id,
      name: this.name,
      kind: this.kind,
      dataset: this.dataset(units),
      voxelCenters: this.#voxelCenters,
      ...this.#look,
      ...(this.kind === 'points' && { size: pointSize(this, this.dataset(units)) }),
      ...(this.#labels && { labels: this.#labels.model() }),
      interpolation: this.interpolationIn(mode),
      channels: this.#channels,
      targetLevel: plan?.level ?? 0,
      loaded,
      wanted: (plan?.want.length ?? 0) - failed,
      ...(plan?.limitedBy && { limitedBy: plan.limitedBy }),
    };
  }
}

/** As in napari, but that labels in 3D lie on their image whatever is nearer. */
function defaultLook({ dataset }: ChunkSource): LayerLook {
  const isLabelled = isLabels(dataset);
  return {
    visible: true,
    opacity: isLabelled ? 0.7 : 1,
    blending: isLabelled ? 'translucent_no_depth' : 'translucent',
    level: 'auto',
    rendering: isLabelled ? 'iso_categorical' : 'mip',
    attenuation: 0.05,
    linkContrast: false,
    outlines: false,
    projection: 'none',
  };
}

function labelsOf({ dataset }: ChunkSource, before?: Labels): Labels | undefined {
  return isLabels(dataset) ? new Labels(dataset, before?.look) : undefined;
}

function isSum({ projection }: LayerLook): boolean {
  return projection === 'sum';
}
