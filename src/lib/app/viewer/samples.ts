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
    title: 'Macaque brain',
    description: 'T1 MRI, 168 × 206 × 128 voxels of 0.5 mm',
    size: '18 MB',
    thumbnail: 'samples/macaque.png',
    credit: 'CC-BY · Rohlfing et al. 2012, doi 10.3389/fninf.2012.00027',
  },
  {
    location: 'gen:mandelbrot?levels=18&tile=512',
    title: 'Mandelbrot',
    description: '134,217,728 × 134,217,728 · 18 levels, made here',
    size: '18 PB',
    thumbnail: 'samples/mandelbrot.png',
    colormap: 'twilight_shifted',
    contrast: [0, 160],
    gamma: 0.35,
  },
  {
    location: 'gen:mandelbulb?levels=15&tile=32',
    title: 'Mandelbulb',
    description: '1,048,576 × 1,048,576 × 1,048,576 · 15 levels, made here',
    size: '1 EB',
    thumbnail: 'samples/mandelbulb.png',
    colormap: 'inferno',
    volume: { rendering: 'iso', isoThreshold: 6 },
  },
  {
    location: 'gen:ramp?levels=18&tile=512',
    title: 'Ramp',
    description: 'Every voxel holds its own coordinate · 18 levels, made here',
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
