import type { LayerState, PartialViewState, ViewState } from '../share';
import type { Layer, VoxelCentersChoice } from './layer';
import { blendings, type ChannelModel, type ChannelPatch, type LayerPatch } from './model';
import type { Scene } from './scene';

/** Returns the whole view as plain JSON: what a link carries. */
export function viewState(scene: Scene): ViewState {
  const { camera, axes } = scene;
  return {
    sources: scene.locations(),
    mode: '2d',
    axes: [...axes],
    center: { [axes[0]]: camera.center[1], [axes[1]]: camera.center[0] },
    zoom: camera.zoom,
    rotation: [0, 0, Math.sin(camera.turn / 2), Math.cos(camera.turn / 2)],
    perspective: 0,
    position: Object.fromEntries(scene.dimensions().map(({ axis, index }) => [axis, index])),
    layers: scene.layers.map(layerState),
  };
}

function layerState(layer: Layer): LayerState {
  const { channels, voxelCenters } = layer;
  const [only] = channels;
  return {
    id: layer.id,
    ...layer.look,
    ...(voxelCenters !== 'declared' && { voxelCenters }),
    ...(channels.length === 1 && only ? appearance(only) : {}),
    ...(channels.length > 1 && {
      channels: channels.map((channel) => ({ visible: channel.visible, ...appearance(channel) })),
    }),
  };
}

function appearance({ colormap, contrast, gamma }: ChannelModel) {
  return { colormap, gamma, ...(contrast && { contrast: [...contrast] as [number, number] }) };
}

// prettier-ignore
const known: Readonly<Record<string, readonly string[]>> = {
  view: ['sources', 'mode', 'axes', 'center', 'zoom', 'rotation', 'perspective', 'position', 'layers'],
  layer: [
    'id', 'visible', 'opacity', 'blending', 'colormap', 'contrast', 'gamma', 'level', 'rendering',
    'interpolation', 'voxelCenters', 'channels',
  ],
  channel: ['visible', 'color', 'colormap', 'contrast', 'gamma'],
};

/** How strict to be: a script learns of its mistake, a link does what can be done. */
export interface ApplyOptions {
  readonly colormaps: readonly string[];
  /** What a link says of layers and axes that did not open is passed over. */
  readonly isLenient: boolean;
}

/** Changes the scene as `patch` says, all but `sources`. Throws an Error that names what is wrong before it changes anything. */
export function applyViewState(scene: Scene, patch: PartialViewState, options: ApplyOptions): void {
  const layers = new Map((patch.layers ?? []).map((state) => [state.id, state]));
  if (!options.isLenient) checkPatch(scene, patch, options);
  if (patch.axes?.length === 2) scene.show(patch.axes[0] ?? '', patch.axes[1] ?? '');
  for (const [axis, index] of Object.entries(patch.position ?? {})) scene.setPosition(axis, index);
  applyCamera(scene, patch);
  for (const layer of scene.layers) {
    const state = layers.get(layer.id);
    if (state) applyLayer(layer, state, options);
  }
  if (patch.layers) scene.stack(patch.layers.map(({ id }) => id));
}

function applyCamera(scene: Scene, { center, zoom, rotation }: PartialViewState): void {
  const [vertical, horizontal] = scene.axes;
  const { camera } = scene;
  scene.camera = {
    ...camera,
    center: [finite(center?.[horizontal], camera.center[0]), finite(center?.[vertical], camera.center[1])],
    zoom: zoom !== undefined && zoom > 0 && Number.isFinite(zoom) ? zoom : camera.zoom,
    turn: rotation ? 2 * Math.atan2(rotation[2], rotation[3]) : camera.turn,
  };
  if (center || zoom !== undefined) scene.mustFit = false;
}

function finite(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}

function applyLayer(layer: Layer, state: Partial<LayerState>, options: ApplyOptions): void {
  layer.patch(lookOf(state));
  if (state.voxelCenters !== undefined) layer.voxelCenters = state.voxelCenters as VoxelCentersChoice;
  const shared = channelPatch(state, options);
  for (const { index } of layer.channels) {
    const own = state.channels?.[index];
    const visible = own?.visible === undefined ? {} : { visible: own.visible };
    layer.patchChannel(index, { ...shared, ...(own && channelPatch(own, options)), ...visible });
  }
}

function lookOf(state: Partial<LayerState>): LayerPatch {
  const { visible, opacity, blending, interpolation, level } = state;
  const knownBlending = blendings.find((name) => name === blending);
  return {
    ...(visible !== undefined && { visible }),
    ...(opacity !== undefined && { opacity: Math.min(1, Math.max(0, opacity)) }),
    ...(knownBlending && { blending: knownBlending }),
    ...((interpolation === 'nearest' || interpolation === 'linear') && { interpolation }),
    ...(level !== undefined && { level }),
  };
}

function channelPatch(
  state: { color?: string; colormap?: string; contrast?: readonly [number, number]; gamma?: number },
  { colormaps }: ApplyOptions,
): ChannelPatch {
  const { color, colormap, contrast, gamma } = state;
  const chosen = colormap ?? color;
  return {
    ...(chosen !== undefined && isColormap(chosen, colormaps) && { colormap: chosen }),
    ...(contrast && contrast.every(Number.isFinite) && { contrast: [contrast[0], contrast[1]] as const }),
    ...(gamma !== undefined && gamma > 0 && Number.isFinite(gamma) && { gamma }),
  };
}

function isColormap(name: string, colormaps: readonly string[]): boolean {
  return colormaps.includes(name) || /^#[0-9a-f]{6}$/i.test(name);
}

function checkPatch(scene: Scene, patch: PartialViewState, { colormaps }: ApplyOptions): void {
  checkNames(patch, 'view');
  if (patch.mode === '3d') throw new Error('mode "3d" is not available: this version shows 2D.');
  if (patch.axes && !scene.canShow(patch.axes))
    throw new Error(`axes: no layer has ${patch.axes.join(' and ')}.`);
  const axes = patch.axes ?? scene.axes;
  for (const axis of Object.keys(patch.center ?? {}))
    if (!axes.includes(axis)) throw new Error(`center: ${axis} is not displayed; ${axes.join(', ')} are.`);
  const dimensions = scene.layers.flatMap((layer) => layer.source.dataset.axes.map(({ name }) => name));
  for (const axis of Object.keys(patch.position ?? {}))
    if (!dimensions.includes(axis)) throw new Error(`position: there is no axis ${axis}.`);
  for (const state of patch.layers ?? []) checkLayer(scene, state, colormaps);
}

function checkLayer(scene: Scene, state: Partial<LayerState>, colormaps: readonly string[]): void {
  checkNames(state, 'layer');
  if (!scene.layers.some(({ id }) => id === state.id))
    throw new Error(`layers: there is no layer ${String(state.id)}.`);
  const { blending, interpolation, voxelCenters, level } = state;
  oneOf('blending', blending, blendings);
  oneOf('interpolation', interpolation, ['nearest', 'linear']);
  oneOf('voxelCenters', voxelCenters, ['declared', 'inferred', 'literal']);
  if (level !== undefined && level !== 'auto' && !(Number.isInteger(level) && level >= 0))
    throw new Error(`level: ${String(level)} is neither 'auto' nor a level.`);
  for (const channel of [state, ...(state.channels ?? [])]) {
    if (channel !== state) checkNames(channel, 'channel');
    const name = channel.colormap;
    if (name !== undefined && !isColormap(name, colormaps)) throw new Error(`colormap: there is no ${name}.`);
  }
}

function checkNames(value: object, kind: 'view' | 'layer' | 'channel'): void {
  for (const name of Object.keys(value))
    if (!known[kind]?.includes(name))
      throw new Error(`A ${kind} has no ${name}; it has ${known[kind]?.join(', ') ?? ''}.`);
}

function oneOf(field: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value))
    throw new Error(`${field}: ${value} is not one of ${choices.join(', ')}.`);
}
