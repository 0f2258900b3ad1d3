import type { Vec3 } from '../../../view';
import { type MarchChannel, type MarchLook, shareOf, shownShare } from './march-look';

/** Values of each channel at a place, as stored; NaN where there is nothing. */
export type Values = readonly number[];

/** Red, green and blue times alpha, then alpha, 0–1. */
export type RayColor = readonly [number, number, number, number];

/** What a ray sees. */
export interface RaySight {
  readonly color: RayColor;
  /** Where it is, as `t`: the extreme, the surface, or where most of the colour comes from. Absent when there is nothing. */
  readonly t?: number;
  /** Which channel that is, by order. */
  readonly channel: number;
  /** Of labels: the voxel that is seen there. */
  readonly voxel?: SeenVoxel;
}

/** A voxel of a level, as the dataset has it, and a place in it. */
export interface SeenVoxel {
  readonly level: number;
  readonly value: number | bigint;
  readonly position: Vec3;
}

/** Gathers what lies along a ray, front to back. A stretch of one value is one sample, however long. */
export interface Accumulator {
  /** Takes the values that hold over `length`; returns whether nothing behind can change the sight any more. */
  add(values: Values, t: number, length: number): boolean;
  sight(): RaySight;
}

/** Transmittance at which a ray ends. */
export const OPAQUE_REST = 0.005;

export function makeAccumulator(look: MarchLook): Accumulator {
  switch (look.rendering) {
    case 'translucent':
      return new Translucent(look);
    case 'average':
    case 'additive':
      return new Summed(look);
    default:
      return new Extreme(look);
  }
}

/** 'mip', 'minip' and 'attenuated_mip': the sample that counts most, for each channel. */
class Extreme implements Accumulator {
  readonly #look: MarchLook;
  readonly #best: { score: number; value: number; t: number }[];
  readonly #sums: number[];

  constructor(look: MarchLook) {
    this.#look = look;
    this.#best = look.channels.map(() => ({ score: -Infinity, value: NaN, t: NaN }));
    this.#sums = look.channels.map(() => 0);
  }

  add(values: Values, t: number, length: number): boolean {
    const { channels } = this.#look;
    channels.forEach((channel, c) => {
      const value = values[c] ?? NaN;
      if (!Number.isNaN(value)) this.#addTo(c, channel, { value, t, length });
    });
    return channels.every((channel, c) => this.#isBrightest(channel, this.#best[c]?.value ?? NaN));
  }

  sight(): RaySight {
    const { channels } = this.#look;
    const values = this.#best.map(({ value }) => value);
    const channel = strongest(channels.map((own, c) => shareOf(values[c] ?? NaN, own)));
    const t = this.#best[channel]?.t ?? NaN;
    return { color: summedColor(channels, values), channel, ...(!Number.isNaN(t) && { t }) };
  }

  #addTo(
    c: number,
    channel: MarchChannel,
    { value, t, length }: { value: number; t: number; length: number },
  ): void {
    const { rendering, reference, attenuation } = this.#look;
    const isFading = rendering === 'attenuated_mip';
    const sum = this.#sums[c] ?? 0;
    const faded = channel.low + (value - channel.low) * Math.exp(-attenuation * Math.max(0, sum - 1));
    const kept = isFading ? faded : value;
    const score = rendering === 'minip' ? -kept : kept;
    if (score > (this.#best[c]?.score ?? NaN)) this.#best[c] = { score, value: kept, t };
    this.#sums[c] = sum + (shareOf(value, channel) * length) / reference;
  }

  #isBrightest(channel: MarchChannel, value: number): boolean {
    return this.#look.rendering === 'mip' && channel.scale > 0 && (value - channel.low) * channel.scale >= 1;
  }
}

/** 'average' and 'additive': every sample counts, wherever it is. */
class Summed implements Accumulator {
  readonly #look: MarchLook;
  readonly #sums: number[];
  readonly #lengths: number[];
  /** What of each channel's red, green and blue is left dark. */
  readonly #dark: [number, number, number] = [1, 1, 1];
  #best = { share: -1, t: NaN, channel: 0 };

  constructor(look: MarchLook) {
    this.#look = look;
    this.#sums = look.channels.map(() => 0);
    this.#lengths = look.channels.map(() => 0);
  }

  add(values: Values, t: number, length: number): boolean {
    this.#look.channels.forEach((channel, c) => {
      const value = values[c] ?? NaN;
      if (Number.isNaN(value)) return;
      this.#sums[c] = (this.#sums[c] ?? 0) + value * length;
      this.#lengths[c] = (this.#lengths[c] ?? 0) + length;
      const share = shownShare(value, channel);
      if (share > this.#best.share) this.#best = { share, t, channel: c };
      channel.color(share).forEach((part, i) => {
        this.#dark[i as 0] *= (1 - part) ** (length / this.#look.reference);
      });
    });
    return false;
  }

  sight(): RaySight {
    const { channels, rendering } = this.#look;
    const { t, channel } = this.#best;
    const means = channels.map((_, c) => (this.#sums[c] ?? 0) / (this.#lengths[c] ?? 0));
    const [r, g, b] = this.#dark;
    const isNothing = Number.isNaN(t);
    const color: RayColor =
      rendering === 'average' ? summedColor(channels, means) : [1 - r, 1 - g, 1 - b, isNothing ? 0 : 1];
    return { color, channel, ...(!isNothing && { t }) };
  }
}

/** 'translucent': front to back, each value as opaque over the reference length as it is bright. */
class Translucent implements Accumulator {
  readonly #look: MarchLook;
  readonly #color: [number, number, number] = [0, 0, 0];
  #rest = 1;
  #best = { weight: 0, t: NaN, channel: 0 };

  constructor(look: MarchLook) {
    this.#look = look;
  }

  add(values: Values, t: number, length: number): boolean {
    const { channels, reference } = this.#look;
    const alphas = channels.map((channel, c) => {
      const value = values[c] ?? NaN;
      return Number.isNaN(value) ? 0 : shownShare(value, channel);
    });
    const sum = alphas.reduce((a, b) => a + b, 0);
    if (sum === 0) return false;
    const through = alphas.reduce((product, alpha) => product * (1 - alpha) ** (length / reference), 1);
    const weight = this.#rest * (1 - through);
    channels.forEach((channel, c) => {
      const alpha = alphas[c] ?? 0;
      channel.color(alpha).forEach((part, i) => (this.#color[i as 0] += (weight * alpha * part) / sum));
    });
    if (weight > this.#best.weight) this.#best = { weight, t, channel: strongest(alphas) };
    this.#rest *= through;
    return this.#rest < OPAQUE_REST;
  }

  sight(): RaySight {
    const { t, channel } = this.#best;
    return { color: [...this.#color, 1 - this.#rest], channel, ...(!Number.isNaN(t) && { t }) };
  }
}

/** The sum of the colours of values; transparent when none is a number. */
export function summedColor(channels: readonly MarchChannel[], values: Values): RayColor {
  const color: [number, number, number, number] = [0, 0, 0, 0];
  channels.forEach((channel, c) => {
    const value = values[c] ?? NaN;
    if (Number.isNaN(value)) return;
    const shown = channel.color(shownShare(value, channel));
    shown.forEach((part, i) => (color[i as 0] = Math.min(1, color[i as 0] + part)));
    color[3] = 1;
  });
  return color;
}

/** The largest of some shares; what is not a number is none of them. */
function strongest(shares: readonly number[]): number {
  let best = 0;
  shares.forEach((share, c) => {
    if (!(share <= (shares[best] ?? NaN)) && !Number.isNaN(share)) best = c;
  });
  return best;
}
