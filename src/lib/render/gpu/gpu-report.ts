import type { Device } from '@luma.gl/core';

/** What the GPU and its driver say of themselves. */
export interface GpuReport {
  /** The processor plays the GPU: every pixel that the page composes costs time. */
  readonly isSoftware: boolean;
  /** As the driver calls itself; browsers may shorten it. */
  readonly name: string;
  /** Voxels or pixels along an edge of the largest texture. */
  readonly maxTextureSize: number;
  readonly maxTextureSize3D: number;
  readonly maxTextureLayers: number;
  /** Float textures are interpolated by the GPU; else the shader does it, voxel by voxel. */
  readonly filtersFloats: boolean;
  /** Pictures may be summed in floats. */
  readonly drawsFloats: boolean;
}

export function gpuReport({
  info,
  limits,
  features,
}: Pick<Device, 'info' | 'limits' | 'features'>): GpuReport {
  return {
    isSoftware: info.gpu === 'software' || info.gpuType === 'cpu',
    name: info.renderer,
    maxTextureSize: limits.maxTextureDimension2D,
    maxTextureSize3D: limits.maxTextureDimension3D,
    maxTextureLayers: limits.maxTextureArrayLayers,
    filtersFloats: features.has('float32-filterable'),
    drawsFloats: features.has('float32-renderable-webgl'),
  };
}
