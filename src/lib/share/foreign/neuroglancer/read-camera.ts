import { foreign as t } from '../../../messages';
import type { PartialViewState } from '../../view-state';
import { listOf, numberOf, own, positiveOf, recordOf, rotationOf, textOf, type Json } from './json';

/** A place in Neuroglancer's own coordinates. What it is in those of the data is known once these are open. */
export interface ForeignPlace {
  /** In order. `unit` is '' where lengths have none; `at` counts steps of `scale` units. */
  readonly axes: readonly {
    readonly name: string;
    readonly scale: number;
    readonly unit: string;
    readonly at?: number;
  }[];
  /** Names of the axes on the screen: across, down, and into it. */
  readonly shown: readonly string[];
  /** Steps of the shortest displayed axis that one CSS pixel spans in 2D. */
  readonly stepsPerPx?: number;
  /** And that the height of the picture spans in 3D. */
  readonly stepsPerHeight?: number;
}

export interface ReadCamera {
  readonly place: ForeignPlace;
  readonly view: PartialViewState;
  readonly leftOut: readonly string[];
}

const maxAxes = 32;

/** Reads from where a Neuroglancer state looks, and at what. */
export function readCamera(state: Json): ReadCamera {
  const axes = readAxes(state);
  const names = listOf(own(state, 'displayDimensions')).flatMap((name) => textOf(name) ?? []);
  const known = (names.length > 0 ? names : axes.map(({ name }) => name)).slice(0, 3);
  const shown = known.filter((name) => axes.some((axis) => axis.name === name));
  const layout = layoutOf(own(state, 'layout'));
  const turned = readTurn(state, layout);
  const stepsPerPx = positiveOf(own(state, 'crossSectionScale'));
  const stepsPerHeight = positiveOf(own(state, 'projectionScale'));
  return {
    place: {
      ...{ axes, shown },
      ...(stepsPerPx !== undefined && { stepsPerPx }),
      ...(stepsPerHeight !== undefined && { stepsPerHeight }),
    },
    view: { ...displayedOf(layout, shown), ...turned.view },
    leftOut: [...turned.leftOut, ...panelsOf(layout)],
  };
}

/** Those that end in ' or ^ belong to a layer or to channels, and stand nowhere. */
function readAxes(state: Json): ForeignPlace['axes'] {
  const position = listOf(own(state, 'position')).map(numberOf);
  const entries = Object.entries(recordOf(own(state, 'dimensions')) ?? {}).slice(0, maxAxes);
  return entries.flatMap(([name, value], index) => {
    const [scale, unit] = listOf(value);
    const at = position[index];
    if (/['^]$/.test(name) || name === '__proto__' || name.length > 1024) return [];
    return [
      {
        ...{ name, scale: positiveOf(scale) ?? 1, unit: textOf(unit) ?? '' },
        ...(at !== undefined && { at }),
      },
    ];
  });
}

/** The name of a layout, and of the first of several side by side. */
function layoutOf(value: unknown, depth = 0): string {
  const record = recordOf(value);
  if (!record) return textOf(value) ?? '4panel';
  const [first] = listOf(own(record, 'children'));
  const type = textOf(own(record, 'type')) ?? '4panel';
  if (first === undefined || depth > 8) return type === 'viewer' ? layoutOf(own(record, 'layout'), 9) : type;
  return layoutOf(own(recordOf(first), 'layout') ?? first, depth + 1);
}

function displayedOf(layout: string, [across, down, depth]: readonly string[]): PartialViewState {
  if (across === undefined || down === undefined) return {};
  if (layout === '3d' && depth !== undefined) return { mode: '3d', axes: [depth, down, across] };
  if (layout.startsWith('xz') && depth !== undefined) return { mode: '2d', axes: [depth, across] };
  if (layout.startsWith('yz') && depth !== undefined) return { mode: '2d', axes: [down, depth] };
  return { mode: '2d', axes: [down, across] };
}

/** Neuroglancer turns from the view to the world, and this program from the world to the view. */
function readTurn(state: Json, layout: string): { view: PartialViewState; leftOut: string[] } {
  const isVolume = layout === '3d';
  const turn = rotationOf(own(state, isVolume ? 'projectionOrientation' : 'crossSectionOrientation'));
  if (!turn) return { view: {}, leftOut: [] };
  const [x, y, z, w] = turn;
  const rotation: [number, number, number, number] = [-x || 0, -y || 0, -z || 0, w];
  if (isVolume) return { view: { rotation }, leftOut: [] };
  const isFlat = Math.hypot(x, y) < 1e-6 && !/^[xy]z/.test(layout);
  return isFlat
    ? { view: { rotation: [0, 0, rotation[2], w] }, leftOut: [] }
    : { view: {}, leftOut: [t.tilt] };
}

function panelsOf(layout: string): string[] {
  if (/^(xy|xz|yz|3d)$/.test(layout)) return [];
  return [t.panels];
}
