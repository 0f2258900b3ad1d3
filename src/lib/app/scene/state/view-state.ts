import type { ChannelState, LayerState, PartialViewState, ViewState } from '../../../share';
import type { Layer } from '../layers/layer';
import type { VoxelCentersChoice } from '../layers/voxel-centers';
import { checkLabels, labelsPatch, renderingsOf } from './labels-state';
import { blendings, type ChannelModel, type ChannelPatch, type LayerPatch } from '../../viewer/model';
import type { Scene } from '../scene';
import { applyArrangement, arrangementState, checkArrangement } from './arrangement-state';
import { applyThickness, checkThickness, projectionPatch, thicknessState } from './thickness-state';
import { projectionsOf } from '../../projection/projection-mode';
import { applyCamera, cameraState, checkCamera } from './camera-state';

/** Returns the whole view as plain JSON. `ids` renames layers, such as to what they will be called after a reload. */
export function viewState(
  scene: Scene,
  sources: readonly string[],
  ids: ReadonlyMap<string, string> = new Map(),
): ViewState {
  return {
    sources: [...sources],
    ...cameraState(scene),
    ...(scene.measurements.length > 0 && { measurements: [...scene.measurements] }),
    position: Object.fromEntries(scene.dimensions().map(({ axis, index }) => [axis, index])),
    ...thicknessState(scene),
    ...arrangementState(scene, (id) => ids.get(id) ?? id),
    layers: scene.layers.map((layer) => layerState(layer, ids.get(layer.id) ?? layer.id)),
  };
}

function layerState(layer: Layer, id: string): LayerState {
  const { voxelCenters, labels, givenName } = layer;
  const channels = labels ? [] : layer.channels;
  const [only] = channels;
  const { linkContrast, projection, outlines: _, ...look } = layer.look;
  return {
    id,
    ...(givenName !== undefined && { name: givenName }),
    ...look,
    ...(linkContrast && { linkContrast }),
    ...(projection !== 'none' && { projection }),
    ...labels?.look,
    ...(voxelCenters !== 'declared' && { voxelCenters }),
    ...(channels.length === 1 && only ? appearance(layer, only) : {}),
    ...(channels.length > 1 && {
      channels: channels.map((channel) => ({ visible: channel.visible, ...appearance(layer, channel) })),
    }),
  };
}

/** A contrast that data has not decided yet is left out: it would fix what was only a guess. */
function appearance(layer: Layer, { index, colormap, contrast, gamma }: ChannelModel) {
  const isDecided = contrast !== undefined && !layer.isContrastGuessed(index);
  return { colormap, gamma, ...(isDecided && { contrast: [...contrast] as [number, number] }) };
}

/** Changes the scene as a link says, all but `sources`: what it says of layers and axes that are not there is passed over. */
export function applyViewState(scene: Scene, patch: PartialViewState, colormaps: readonly string[]): void {
  applyCamera(scene, patch);
  applyThickness(scene, patch);
  if (patch.measurements) scene.measurements = patch.measurements;
  for (const state of patch.layers ?? []) {
    const layer = scene.layers.find(({ id }) => id === state.id);
    if (layer) applyLayer(layer, state, colormaps);
  }
  applyArrangement(scene, patch);
  if (patch.layers) scene.stack(patch.layers.map(({ id }) => id));
}

function applyLayer(layer: Layer, state: Partial<LayerState>, colormaps: readonly string[]): void {
  layer.patch(lookOf(layer, state));
  if (state.name !== undefined) layer.rename(state.name);
  const choice = voxelCentersChoices.find((name) => name === state.voxelCenters);
  if (choice) layer.voxelCenters = choice;
  const shared = channelPatch(state, colormaps);
  for (const { index } of layer.channels) {
    const own = state.channels?.[index];
    const visible = own?.visible === undefined ? {} : { visible: own.visible };
    layer.patchChannel(index, { ...shared, ...(own && channelPatch(own, colormaps)), ...visible });
  }
}

const voxelCentersChoices: readonly VoxelCentersChoice[] = ['declared', 'inferred', 'literal', 'extent'];
const interpolations = ['nearest', 'linear'] as const;

function lookOf(layer: Layer, state: Partial<LayerState>): LayerPatch {
  const { visible, opacity, level, isoThreshold, attenuation, linkContrast, size } = state;
  const rendering = renderingsOf(layer.kind).find((name) => name === state.rendering);
  const blending = blendings.find((name) => name === state.blending);
  const interpolation = interpolations.find((name) => name === state.interpolation);
  return {
    ...(visible !== undefined && { visible }),
    ...(opacity !== undefined && { opacity }),
    ...(blending && { blending }),
    ...(interpolation && { interpolation }),
    ...(level !== undefined && { level }),
    ...(rendering && { rendering }),
    ...(isoThreshold !== undefined && { isoThreshold }),
    ...(attenuation !== undefined && { attenuation }),
    ...(size !== undefined && { size }),
    ...(linkContrast !== undefined && { linkContrast }),
    ...projectionPatch(layer, state),
    labels: labelsPatch(state),
  };
}

function channelPatch(
  { colormap, contrast, gamma }: Partial<ChannelState>,
  colormaps: readonly string[],
): ChannelPatch {
  return {
    ...(colormap !== undefined && isColormap(colormap, colormaps) && { colormap }),
    ...(contrast && { contrast }),
    ...(gamma !== undefined && { gamma }),
  };
}

function isColormap(name: string, colormaps: readonly string[]): boolean {
  return colormaps.includes(name) || /^#[0-9a-f]{6}$/i.test(name);
}

/** Throws an Error that names what of a script's patch the scene cannot do. */
export function checkViewState(scene: Scene, patch: PartialViewState, colormaps: readonly string[]): void {
  checkCamera(scene, patch);
  checkThickness(scene, patch);
  checkArrangement(scene, patch);
  for (const state of patch.layers ?? []) checkLayer(scene, state, colormaps);
}

function checkLayer(scene: Scene, state: Partial<LayerState>, colormaps: readonly string[]): void {
  const layer = scene.layers.find(({ id }) => id === state.id);
  if (!layer) throw new Error(`layers: there is no layer ${String(state.id)}.`);
  oneOf('blending', state.blending, blendings);
  oneOf('interpolation', state.interpolation, interpolations);
  oneOf('rendering', state.rendering, renderingsOf(layer.kind));
  oneOf('projection', state.projection, projectionsOf(layer.kind));
  checkLabels(layer, state);
  if (state.size !== undefined && layer.kind !== 'points')
    throw new Error(`size: ${layer.id} shows no points.`);
  oneOf('voxelCenters', state.voxelCenters, voxelCentersChoices);
  for (const { colormap } of [state, ...(state.channels ?? [])])
    if (colormap !== undefined && !isColormap(colormap, colormaps))
      throw new Error(`colormap: there is no ${colormap}.`);
}

function oneOf(field: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value))
    throw new Error(`${field}: ${value} is not one of ${choices.join(', ')}.`);
}
