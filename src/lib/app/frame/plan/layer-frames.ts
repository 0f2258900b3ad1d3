import { dtypeRange, type DType } from '../../../core';
import type { ChannelFrame, LayerFrame, SceneRequest, VolumeLayerFrame } from '../../../render';
import type { Layer } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';
import { volumeRequest } from './plan-layer';

/** What every picture has, flat or not. */
export type PictureOptions = Omit<SceneRequest, 'view' | 'camera' | 'layers'>;

/** What a picture of the scene is made of. `wanted`: of what the sliders say, not of what is still shown in its place. */
export function sceneRequest(
  scene: Scene,
  options: PictureOptions,
  { wanted = false }: { readonly wanted?: boolean } = {},
): SceneRequest {
  const panes = scene.panes();
  const placed = <Frame extends LayerFrame | VolumeLayerFrame>(frame: Frame | undefined): Frame[] => {
    const pane = frame && panes.get(frame.id);
    return frame ? [pane ? { ...frame, pane } : frame] : [];
  };
  if (scene.mode === '2d')
    return {
      ...options,
      view: '2d',
      camera: scene.camera,
      layers: scene.layers.flatMap((layer) => placed(sliceFrame(scene, layer, wanted))),
    };
  return {
    ...options,
    view: '3d',
    camera: scene.camera3D,
    layers: scene.layers.flatMap((layer) => placed(volumeFrame(scene, layer, wanted))),
  };
}

function sliceFrame(scene: Scene, layer: Layer, isWanted: boolean): LayerFrame | undefined {
  const { shown, wanted } = layer.frame;
  const before = isWanted ? undefined : layer.frame.before;
  const { plan } = before ?? layer.frame;
  const slice = before && wanted ? { ...before.slice, channels: wanted.channels } : (shown ?? wanted);
  if (!plan || !slice) return undefined;
  const dataset = before?.dataset ?? scene.datasetOf(layer);
  const { visible, opacity, blending } = layer.look;
  const look = { visible, opacity, blending, interpolation: layer.interpolationIn('2d') };
  const labels = layer.labels?.frame();
  const channels = channelFrames(layer, dataset.dtype);
  return { id: layer.id, dataset, slice, plan, channels, ...look, ...(labels && { labels }) };
}

function volumeFrame(scene: Scene, layer: Layer, isWanted: boolean): VolumeLayerFrame | undefined {
  const { bricks, volume, shownVolume } = layer.frame;
  const request = volumeRequest(scene, layer);
  if (!bricks || !volume || !request) return undefined;
  const { dataset, clip, slicePlane, planeOnly } = request;
  const { view, plan } = (isWanted ? undefined : shownVolume) ?? { view: volume, plan: bricks };
  const { visible, opacity, blending, rendering, attenuation, isoThreshold } = layer.look;
  const channels = channelFrames(layer, dataset.dtype);
  const labels = layer.labels?.frame();
  const [low, high] = channels[0]?.contrast ?? [0, 1];
  return {
    kind: 'volume',
    ...{ id: layer.id, dataset, view, plan, channels },
    ...{ visible, opacity, blending, rendering, attenuation },
    interpolation: layer.interpolationIn('3d'),
    isoThreshold: isoThreshold ?? (low + high) / 2,
    ...(labels && { labels }),
    ...(clip && { clip }),
    ...(slicePlane && { slicePlane }),
    ...(planeOnly !== undefined && { planeOnly }),
  };
}

function channelFrames(layer: Layer, dtype: DType): ChannelFrame[] {
  return layer.drawnChannels().map(({ index, colormap, gamma, contrast }) => ({
    ...{ index, colormap, gamma },
    contrast: contrast ?? placeholderContrast(dtype),
  }));
}

/** While no chunk of the coarsest level is here, finer ones may be: they are shown over the range of their type. */
function placeholderContrast(dtype: DType): readonly [number, number] {
  return dtypeRange(dtype) ?? [0, 1];
}
