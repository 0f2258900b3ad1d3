import { dtypeRange, type DType } from '../../../core';
import type { ChannelFrame, LayerFrame, SceneLayer, SceneRequest, VolumeLayerFrame } from '../../../render';
import type { PointsPart } from '../points-part';
import type { Layer } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';
import { volumeRequest } from './plan-layer';

/** What every picture has, flat or not. */
export type PictureOptions = Omit<SceneRequest, 'view' | 'camera' | 'layers' | 'points'>;

export interface SceneParts {
  /** Of what the sliders say, not of what is still shown in its place. */
  readonly wanted?: boolean;
  /** Absent until there are points. */
  readonly points?: PointsPart | undefined;
}

/** What a picture of the scene is made of. */
export function sceneRequest(
  scene: Scene,
  options: PictureOptions,
  { wanted = false, points }: SceneParts = {},
): SceneRequest {
  if (scene.mode === '2d') {
    const layers = framesOf(scene, (layer) => sliceFrame(scene, layer, wanted));
    return { ...options, ...pointsOf(scene, layers, points), view: '2d', camera: scene.camera, layers };
  }
  const layers = framesOf(scene, (layer) => volumeFrame(scene, layer, wanted));
  return { ...options, ...pointsOf(scene, layers, points), view: '3d', camera: scene.camera3D, layers };
}

function framesOf<Frame extends LayerFrame | VolumeLayerFrame>(
  scene: Scene,
  frameOf: (layer: Layer) => Frame | undefined,
): Frame[] {
  const panes = scene.panes();
  return scene.layers.flatMap((layer) => {
    const frame = frameOf(layer);
    const pane = frame && panes.get(frame.id);
    return frame ? [pane ? { ...frame, pane } : frame] : [];
  });
}

/** Layers of points, each above those of the other layers that come before it. */
function pointsOf(
  scene: Scene,
  others: readonly SceneLayer[],
  part: PointsPart | undefined,
): Pick<SceneRequest, 'points'> {
  const ids = new Set(others.map(({ id }) => id));
  let below = 0;
  const points = scene.layers.flatMap((layer) => {
    if (ids.has(layer.id)) below++;
    return part?.frame(scene, layer, below) ?? [];
  });
  return points.length > 0 ? { points } : {};
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
