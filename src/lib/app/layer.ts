import type { ChunkSource, Dataset } from '../core';
import type { SliceView, TilePlan } from '../view';
import { defaultChannels } from './channel-colors';
import type { ChannelModel, ChannelPatch, LayerModel, LayerPatch } from './model';
import { placeInWorld } from './world-units';

export type VoxelCentersChoice = 'inferred' | 'literal' | 'declared';

/** What the frame loop knows of a layer that is on the screen. */
export interface LayerFrameState {
  /** For the slice that the view wants. */
  plan?: TilePlan;
  wanted?: SliceView;
  /** The slice that is drawn: it trails `wanted` until that has something to show. */
  shown?: SliceView;
  /** Chunks of the plan that are here, and that could not be had. */
  loaded: number;
  failed: number;
}

/** One image of the scene: its source, how it looks, and where the frame loop stands with it. */
export class Layer {
  readonly id: string;
  /** Order in which layers came, from 1. */
  readonly age: number;
  readonly source: ChunkSource;
  readonly frame: LayerFrameState = { loaded: 0, failed: 0 };
  #look: Required<LayerPatch> = {
    visible: true,
    opacity: 1,
    blending: 'translucent',
    interpolation: 'nearest',
    level: 'auto',
  };
  #channels: readonly ChannelModel[];
  #name: string;
  #voxelCenters: VoxelCentersChoice = 'declared';
  #placed: { from: Dataset; reference: Dataset | undefined; result: Dataset } | undefined;

  constructor(age: number, source: ChunkSource, name?: string) {
    this.id = `layer${String(age)}`;
    this.age = age;
    this.source = source;
    this.#name = name ?? source.dataset.name;
    this.#channels = defaultChannels(source.dataset);
  }

  get look(): Required<LayerPatch> {
    return this.#look;
  }

  get channels(): readonly ChannelModel[] {
    return this.#channels;
  }

  get name(): string {
    return this.#name;
  }

  /** The user's choice of voxel centres; 'declared' leaves it to the metadata. */
  get voxelCenters(): VoxelCentersChoice {
    return this.#voxelCenters;
  }

  set voxelCenters(choice: VoxelCentersChoice) {
    this.#voxelCenters = choice;
    this.#placed = undefined;
  }

  /** The dataset in the units of `reference`, as of the last level opened. */
  dataset(reference: Dataset | undefined): Dataset {
    const from = this.source.dataset;
    if (this.#placed?.from === from && this.#placed.reference === reference) return this.#placed.result;
    const voxelCenters = this.#voxelCenters === 'declared' ? undefined : this.#voxelCenters;
    const result = placeInWorld(from, { reference, voxelCenters });
    this.#placed = { from, reference, result };
    return result;
  }

  patch(patch: LayerPatch): void {
    this.#look = { ...this.#look, ...patch };
  }

  patchChannel(index: number, patch: ChannelPatch): void {
    this.#channels = this.#channels.map((channel) =>
      channel.index === index ? widenRange({ ...channel, ...patch }) : channel,
    );
  }

  /** Indices of the channels to draw: those switched on whose contrast is known. Alpha is never switched off. */
  drawnChannels(): ChannelModel[] {
    return this.#channels.filter((channel) => channel.visible);
  }

  model(reference: Dataset | undefined): LayerModel {
    const { plan, loaded, failed } = this.frame;
    return {
      id: this.id,
      name: this.#name,
      kind: 'image',
      dataset: this.dataset(reference),
      ...this.#look,
      channels: this.#channels,
      targetLevel: plan?.level ?? 0,
      loaded,
      wanted: (plan?.want.length ?? 0) - failed,
      ...(plan?.limitedBy && { limitedBy: plan.limitedBy }),
    };
  }
}

/** The slider's ends follow a contrast that was typed beyond them. */
function widenRange(channel: ChannelModel): ChannelModel {
  const { contrast, contrastRange } = channel;
  if (!contrast) return channel;
  const low = Math.min(contrastRange[0], contrast[0]);
  const high = Math.max(contrastRange[1], contrast[1]);
  if (low === contrastRange[0] && high === contrastRange[1]) return channel;
  return { ...channel, contrastRange: [low, high] };
}
