import { foreign as t } from '../../../messages';
import type { Link } from '../../link';
import type { LayerState, PartialViewState } from '../../view-state';
import { listOf, own, recordOf, type Json } from './json';
import { readCamera, type ForeignPlace } from './read-camera';
import { readLayer, type ReadLayer } from './read-layer';

/** A view of another viewer as far as it can be shown here, and what of it cannot. */
export interface ForeignView {
  readonly link: Link;
  readonly place: ForeignPlace;
  /** A few words each, such as '“em”: precomputed data'. */
  readonly leftOut: readonly string[];
}

const maxLayers = 100;
const maxLeftOut = 40;
/** What of a state says how the window around the picture stands, or what the computer may spend. */
const unneeded: ReadonlySet<string> = new Set([
  ...['layers', 'dimensions', 'position', 'layout', 'displayDimensions', 'crossSectionScale', 'title'],
  ...[
    'crossSectionOrientation',
    'projectionOrientation',
    'projectionScale',
    'selectedLayer',
    'showAxisLines',
  ],
  ...[
    'showScaleBar',
    'showSlices',
    'showDefaultAnnotations',
    'gpuMemoryLimit',
    'systemMemoryLimit',
    'helpPanel',
  ],
  ...[
    'concurrentDownloads',
    'prefetch',
    'statistics',
    'settingsPanel',
    'layerListPanel',
    'selection',
    'sideBar',
  ],
  ...[
    'toolBindings',
    'toolPalettes',
    'partialViewport',
    'hideCrossSectionBackground3D',
    'enableAdaptiveDownsampling',
  ],
  ...['projectionDepth', 'crossSectionDepth', 'velocity', 'panels', 'wireFrame', 'layerListPanelState'],
  ...[
    'relativeDisplayScales',
    'crossSectionBackgroundColor',
    'projectionBackgroundColor',
    'enableLayerColorWidget',
  ],
]);

/** Maps what Neuroglancer keeps its view in. Never throws for what it finds there. */
export function readNeuroglancer(value: unknown): ForeignView {
  const state = recordOf(value) ?? {};
  const layers = listOf(own(state, 'layers'));
  const read = layers.slice(0, maxLayers).map(readLayer);
  const shown = read.filter((one) => typeof one !== 'string');
  const { place, view, leftOut } = readCamera(state);
  const groups = groupBySource(shown);
  const kinds = groups.map(([first]) => (first?.isLabels ? ('labels' as const) : ('auto' as const)));
  const whole: PartialViewState = {
    ...view,
    ...(kinds.includes('labels') && { sourceKinds: kinds }),
    layers: groups.map(layerOf),
  };
  const sources = groups.flatMap(([first]) => first?.location ?? []);
  return {
    link: { sources, withheld: [], view: whole, failures: [] },
    place,
    leftOut: shortened([
      ...read.flatMap((one) => (typeof one === 'string' ? [one] : one.leftOut)),
      ...(layers.length > maxLayers ? [t.moreLayers({ count: layers.length - maxLayers })] : []),
      ...leftOut,
      ...settingsOf(state),
    ]),
  };
}

/** Layers of single channels of one image are one layer here. */
function groupBySource(layers: readonly ReadLayer[]): ReadLayer[][] {
  const groups: ReadLayer[][] = [];
  for (const layer of layers) {
    const other = groups.find(([first]) => first?.channel !== undefined && first.location === layer.location);
    if (other && layer.channel !== undefined) other.push(layer);
    else groups.push([layer]);
  }
  return groups;
}

function layerOf(group: readonly ReadLayer[], at: number): Partial<LayerState> & Pick<LayerState, 'id'> {
  const [first] = group;
  const id = `layer${String(at + 1)}`;
  if (first?.channel === undefined) {
    const { visible: _, ...look } = first?.channelLook ?? { visible: true };
    return { id, ...first?.look, ...look };
  }
  const { name, ...look } = first.look;
  const count = Math.max(...group.map(({ channel = 0 }) => channel)) + 1;
  const channels = Array.from({ length: count }, (_, index) => {
    return group.find(({ channel }) => channel === index)?.channelLook ?? { visible: false };
  });
  const visible = group.some((one) => one.look.visible);
  return { id, ...look, ...(group.length === 1 && name !== undefined && { name }), visible, channels };
}

function settingsOf(state: Json): string[] {
  return Object.keys(state)
    .filter((key) => !unneeded.has(key))
    .map((key) => t.setting({ name: key.slice(0, 40) }));
}

function shortened(all: readonly string[]): string[] {
  if (all.length <= maxLeftOut) return [...all];
  return [...all.slice(0, maxLeftOut), t.more({ count: all.length - maxLeftOut })];
}
