import { foreign as t } from '../../../messages';
import type { ChannelState, LayerState } from '../../view-state';
import { listOf, numberOf, own, recordOf, textOf, type Json } from './json';
import { readShader } from './read-shader';
import { readSource } from './read-source';

/** A layer as far as it can be shown. */
export interface ReadLayer {
  readonly location: string;
  readonly isLabels: boolean;
  /** The channel that it shows, where it shows one alone. */
  readonly channel?: number;
  readonly look: Omit<Partial<LayerState>, 'id' | 'channels'> & { readonly visible: boolean };
  readonly channelLook: ChannelState;
  readonly leftOut: readonly string[];
}

/** What of a layer says how the panels around the picture stand, or has no counterpart that anyone would miss. */
const unneeded: ReadonlySet<string> = new Set([
  ...['type', 'name', 'source', 'visible', 'archived', 'tab', 'panels', 'pick', 'opacity', 'blend'],
  ...['shader', 'shaderControls', 'localDimensions', 'localPosition', 'segments', 'selectedAlpha'],
  ...['notSelectedAlpha', 'volumeRendering', 'codeVisible', 'toolBindings', 'hideSegmentZero', 'saturation'],
  ...['ignoreNullVisibleSet', 'crossSectionRenderScale', 'volumeRenderingDepthSamples', 'objectAlpha'],
  ...[
    'meshRenderScale',
    'meshSilhouetteRendering',
    'hoverHighlight',
    'segmentQuery',
    'linkedSegmentationGroup',
  ],
  ...[
    'linkedSegmentationColorGroup',
    'colorSeed',
    'baseSegmentColoring',
    'segmentDefaultColor',
    'histograms',
  ],
  ...['volumeRenderingGain', 'hiddenSegments', 'skeletonRendering', 'selectedSegments', 'annotationColor'],
]);
const kinds: Readonly<Record<string, string>> = {
  annotation: t.annotations,
  mesh: t.mesh,
  singleMesh: t.mesh,
};

/** Reads one layer, or says in words why none of it can be shown. */
export function readLayer(value: unknown, at: number): ReadLayer | string {
  const layer = recordOf(value) ?? {};
  const name = nameOf(layer, at);
  const kind = textOf(own(layer, 'type')) ?? '';
  if (Object.hasOwn(kinds, kind)) return t.ofLayer({ layer: name, part: kinds[kind] ?? '' });
  const { location, foreign, isTransformed, others } = readSource(own(layer, 'source'));
  if (location === undefined) return t.ofLayer({ layer: name, part: foreign ?? '' });
  const isLabels = kind.startsWith('segmentation');
  const { isMore, ...channelLook } = readShader(own(layer, 'shader'), own(layer, 'shaderControls'));
  const visible = own(layer, 'visible') !== false && own(layer, 'archived') !== true;
  const channel = channelOf(layer);
  const labels = isLabels ? readLabels(layer) : undefined;
  const leftOut = [
    ...(isMore && !isLabels ? [t.shader] : []),
    ...(isTransformed ? [t.transform] : []),
    ...others,
    ...(labels?.leftOut ?? []),
    ...Object.keys(layer)
      .filter((key) => !unneeded.has(key))
      .map((key) => t.layerSetting({ name: key.slice(0, 40) })),
  ];
  return {
    ...{ location, isLabels, channelLook: { visible, ...(isLabels ? {} : channelLook) } },
    ...(channel !== undefined && !isLabels && { channel }),
    look: { visible, ...lookOf(layer, isLabels), ...labels?.look },
    leftOut: leftOut.map((part) => t.ofLayer({ layer: name, part })),
  };
}

function nameOf(layer: Json, at: number): string {
  const name = textOf(own(layer, 'name'))?.trim().slice(0, 60);
  return name ? `“${name}”` : t.layer({ number: at + 1 });
}

function lookOf(layer: Json, isLabels: boolean): Partial<LayerState> {
  const opacity = numberOf(own(layer, isLabels ? 'selectedAlpha' : 'opacity'));
  const rendering = renderingOf(own(layer, 'volumeRendering'));
  const name = textOf(own(layer, 'name'))?.trim().slice(0, 1024);
  return {
    ...(name && { name }),
    opacity: Math.min(1, Math.max(0, opacity ?? (isLabels ? 0.5 : 1))),
    ...(own(layer, 'blend') === 'additive' && { blending: 'additive' }),
    ...(rendering !== undefined && !isLabels && { rendering }),
  };
}

function renderingOf(value: unknown): string | undefined {
  const mode = textOf(value) ?? textOf(own(recordOf(value), 'mode'));
  if (mode === 'max') return 'mip';
  if (mode === 'min') return 'minip';
  return mode === 'on' || value === true ? 'translucent' : undefined;
}

/** The channel of a layer whose channel axis stands still: the only local axis, whose name begins with c. */
function channelOf(layer: Json): number | undefined {
  const axes = Object.keys(recordOf(own(layer, 'localDimensions')) ?? {});
  const [position] = listOf(own(layer, 'localPosition')).map(numberOf);
  const isOne = axes.length === 1 && /^c(h|hannel)?['^]?$/i.test(axes[0] ?? '');
  if (!isOne || position === undefined || position < 0 || position > 4095) return undefined;
  return Math.floor(position);
}

/** One object that is chosen is chosen here too; a choice of several cannot be told. */
function readLabels(layer: Json): { look: Partial<LayerState>; leftOut: string[] } {
  const chosen = listOf(own(layer, 'segments'))
    .map((segment) => (typeof segment === 'number' ? String(segment) : (textOf(segment) ?? '')))
    .filter((segment) => /^\d{1,20}$/.test(segment));
  const [only] = chosen;
  if (chosen.length > 1) return { look: {}, leftOut: [t.objects({ count: chosen.length })] };
  if (only === undefined || only === '0') return { look: {}, leftOut: [] };
  const others = numberOf(own(layer, 'notSelectedAlpha')) ?? 0;
  return { look: { selectedLabel: only, ...(others === 0 && { showSelectedOnly: true }) }, leftOut: [] };
}
