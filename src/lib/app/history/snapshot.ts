import type { ViewState } from '../../share';
import type { OpenLayer } from './history';

/** The view at one moment. */
export interface Snapshot {
  readonly state: ViewState;
  /** Bottom first, as `state.layers`. */
  readonly layers: readonly OpenLayer[];
  /** Names of channels by layer id, for the words of a change. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
}

/** What changes of its own accord at this moment. */
export interface Automatic {
  /** The first picture is still being fitted into its place. */
  readonly camera: boolean;
  /** Axes that play. */
  readonly playing: readonly string[];
}

type LayerState = ViewState['layers'][number];

/**
 * Returns `before` with what nobody set taken from `after`: steps of play, the first fit, a contrast that data decided,
 * layers that came of a source that was open already.
 */
export function withAutomatic(before: Snapshot, after: Snapshot, automatic: Automatic): Snapshot {
  const { camera, playing } = automatic;
  const state = { ...before.state };
  const { center, zoom, rotation } = after.state;
  if (camera) Object.assign(state, { center, zoom, rotation });
  state.position = { ...state.position };
  for (const axis of playing) {
    const index = after.state.position[axis];
    if (index !== undefined) state.position[axis] = index;
  }
  state.layers = state.layers.map((layer) => withDecided(layer, after.state.layers));
  const isSame = JSON.stringify(state.sources) === JSON.stringify(after.state.sources);
  return isSame ? withAdded({ ...before, state }, after) : { ...before, state };
}

function withDecided(before: LayerState, others: readonly LayerState[]): LayerState {
  const after = others.find(({ id }) => id === before.id);
  if (!after) return before;
  const layer = { ...before };
  if (!layer.contrast && after.contrast) layer.contrast = after.contrast;
  if (layer.channels)
    layer.channels = layer.channels.map((channel, at) => {
      const decided = after.channels?.[at]?.contrast;
      return channel.contrast || !decided ? channel : { ...channel, contrast: decided };
    });
  return layer;
}

/** Layers that are new stand where they stand now among those that were there. */
function withAdded(before: Snapshot, after: Snapshot): Snapshot {
  const known = new Set(before.state.layers.map(({ id }) => id));
  const layers = [...before.state.layers];
  after.state.layers.forEach((layer, at) => {
    if (!known.has(layer.id)) layers.splice(at, 0, layer);
  });
  const added = after.layers.filter(({ id }) => !known.has(id));
  return {
    ...before,
    state: { ...before.state, layers },
    layers: [...before.layers, ...added],
    channels: { ...after.channels, ...before.channels },
  };
}
