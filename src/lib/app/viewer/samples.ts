import { samples as t } from '../../messages';
import type { ChannelPatch, LayerPatch, SampleModel } from './model';

/** A sample and how it looks best when it opens. */
export interface Sample extends SampleModel {
  readonly colormap?: string;
  readonly contrast?: readonly [number, number];
  readonly gamma?: number;
  /** How it is drawn in 3D, in which it then opens. */
  readonly volume?: Pick<LayerPatch, 'rendering' | 'isoThreshold'>;
}

/** What the first-run page offers. Locations without a scheme are relative to the site. */
export const samples: readonly Sample[] = [
  {
    location: 'data/macaque.zarr',
    title: t.macaqueBrain,
    description: t.macaqueDescription,
    size: '18 MB',
    thumbnail: 'samples/macaque.png',
    credit: 'CC-BY · Rohlfing et al. 2012, doi 10.3389/fninf.2012.00027',
  },
  {
    location: 'gen:mandelbrot?levels=18&tile=512',
    title: t.mandelbrot,
    description: t.mandelbrotDescription,
    size: '18 PB',
    thumbnail: 'samples/mandelbrot.png',
    colormap: 'twilight_shifted',
    contrast: [0, 160],
    gamma: 0.35,
  },
  {
    location: 'gen:mandelbulb?levels=15&tile=32',
    title: t.mandelbulb,
    description: t.mandelbulbDescription,
    size: '1 EB',
    thumbnail: 'samples/mandelbulb.png',
    colormap: 'inferno',
    volume: { rendering: 'iso', isoThreshold: 6 },
  },
  {
    location: 'gen:ramp?levels=18&tile=512',
    title: t.ramp,
    description: t.rampDescription,
    size: '72 PB',
    thumbnail: 'samples/ramp.png',
    colormap: 'viridis',
  },
];

/** How a location looks best, when it is a sample. */
export function sampleLook(location: string): ChannelPatch {
  const { colormap, contrast, gamma } = sampleAt(location) ?? {};
  return { ...(colormap && { colormap }), ...(contrast && { contrast }), ...(gamma && { gamma }) };
}

/** How a location is drawn in 3D, when it is a sample that opens in 3D. */
export function sampleVolume(location: string): Sample['volume'] {
  return sampleAt(location)?.volume;
}

/** What the first-run page calls a location, when it is a sample. */
export function sampleTitle(location: string): string | undefined {
  return sampleAt(location)?.title;
}

function sampleAt(location: string): Sample | undefined {
  return samples.find((sample) => sample.location === location.trim());
}
