import * as v from 'valibot';
import { sourceKinds, type SourceKind } from './view-state';
import { measurementsFromWire, measurementsToWire, measurementsWire } from './measurements';
import type { ChannelState, LayerState, PartialViewState } from './view-state';

const maxLayers = 1024;
const maxChannels = 4096;
const maxAxes = 32;

export const finite = v.pipe(v.number(), v.finite());
/** 0–1. */
export const fraction = v.pipe(finite, v.minValue(0), v.maxValue(1));
export const positive = v.pipe(finite, v.gtValue(0));
export const text = v.pipe(v.string(), v.maxLength(1024));
const flag = v.picklist([0, 1]);
export const range = v.strictTuple([finite, finite]);
export const axisNames = v.pipe(
  v.array(text),
  v.maxLength(maxAxes),
  v.check((names) => areDistinct(names), 'an axis is named twice'),
);
/** Not valibot's record, which drops axes of some names (`constructor`) without a word. */
export const byAxis = v.custom<Record<string, number>>(isByAxis, 'not a number for each axis');

/** The finest level used. */
export const layerLevel = v.union([
  v.literal('auto'),
  v.pipe(finite, v.integer('not a whole number'), v.minValue(0)),
]);

/** World ranges by axis. */
export const rangeByAxis = v.custom<Record<string, [number, number]>>(
  isRangeByAxis,
  'not a range for each axis',
);
/** How far slices reach to both sides, by axis. */
export const reachByAxis = v.custom<Record<string, [number, number]>>(
  (value) => areByAxis(value, (one) => v.is(reach, one)),
  'not two distances from 0 up for each axis',
);
export const nonNegative = v.pipe(finite, v.minValue(0));

/** Of labels. */
export const contour = v.pipe(nonNegative, v.maxValue(1024));
export const seed = v.pipe(nonNegative, v.integer('not a whole number'), v.maxValue(2 ** 32 - 1));

const reach = v.strictTuple([nonNegative, nonNegative]);

const plane = v.strictObject({ p: byAxis, n: byAxis, a: flag });

const channel = v.strictObject({
  v: flag,
  k: v.exactOptional(text),
  w: v.exactOptional(range),
  g: v.exactOptional(positive),
});

const layer = v.strictObject({
  i: text,
  v: v.exactOptional(flag),
  o: v.exactOptional(fraction),
  b: v.exactOptional(text),
  k: v.exactOptional(text),
  w: v.exactOptional(range),
  g: v.exactOptional(positive),
  e: v.exactOptional(layerLevel),
  d: v.exactOptional(text),
  n: v.exactOptional(text),
  s: v.exactOptional(finite),
  x: v.exactOptional(nonNegative),
  u: v.exactOptional(text),
  t: v.exactOptional(text),
  y: v.exactOptional(flag),
  C: v.exactOptional(contour),
  L: v.exactOptional(text),
  O: v.exactOptional(flag),
  S: v.exactOptional(seed),
  P: v.exactOptional(text),
  D: v.exactOptional(positive),
  h: v.exactOptional(v.pipe(v.array(channel), v.maxLength(maxChannels))),
});

const view = v.strictObject({
  o: v.exactOptional(v.pipe(v.string(), v.regex(/^[ailp]{1,100}$/, 'not a letter for each source'))),
  m: v.exactOptional(v.picklist(['2d', '3d'])),
  a: v.exactOptional(axisNames),
  c: v.exactOptional(byAxis),
  z: v.exactOptional(positive),
  r: v.exactOptional(v.strictTuple([finite, finite, finite, finite])),
  f: v.exactOptional(v.pipe(finite, v.minValue(0), v.ltValue(180))),
  p: v.exactOptional(byAxis),
  b: v.exactOptional(rangeByAxis),
  h: v.exactOptional(reachByAxis),
  s: v.exactOptional(plane),
  g: v.exactOptional(flag),
  w: v.exactOptional(v.strictObject({ l: text, r: text, p: fraction })),
  d: v.exactOptional(measurementsWire),
  l: v.exactOptional(
    v.pipe(
      v.array(layer),
      v.maxLength(maxLayers),
      v.check((layers) => areDistinct(layers.map(({ i }) => i)), 'a layer is named twice'),
    ),
  ),
});

/** The view as format v1 writes it. No key is ever renamed: a link opens for ever. Once this program has been released, a new key needs a new version. */
export const wireSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'not an object'),
  view,
);

export type Wire = v.InferOutput<typeof wireSchema>;

/** What each key of the wire is called in the state. */
const viewNames = {
  m: 'mode',
  a: 'axes',
  c: 'center',
  z: 'zoom',
  r: 'rotation',
  f: 'perspective',
  p: 'position',
  b: 'clip',
  h: 'thickness',
} as const;
const layerNames = {
  i: 'id',
  o: 'opacity',
  b: 'blending',
  k: 'colormap',
  w: 'contrast',
  g: 'gamma',
  e: 'level',
  d: 'rendering',
  n: 'interpolation',
  s: 'isoThreshold',
  x: 'attenuation',
  u: 'voxelCenters',
  t: 'name',
  C: 'contour',
  L: 'selectedLabel',
  S: 'seed',
  P: 'projection',
  D: 'size',
} as const;
const channelNames = { k: 'colormap', w: 'contrast', g: 'gamma' } as const;

/** Writes a view, without its sources. What `view` lacks the result lacks; nothing is checked yet. */
export function toWire(view: PartialViewState): unknown {
  const { plane, swipe } = view;
  return {
    ...shorten(view, viewNames),
    o: view.sourceKinds?.map(([letter]) => letter).join('') || undefined,
    s: plane ? { p: plane.position, n: plane.normal, a: Number(plane.alone) } : undefined,
    g: flagOf(view.grid),
    w: swipe ? { l: swipe.left, r: swipe.right, p: swipe.at } : undefined,
    d: view.measurements && measurementsToWire(view.measurements),
    l: view.layers?.map(layerToWire),
  };
}

/** The inverse of {@link toWire}. */
export function fromWire(wire: Wire): PartialViewState {
  const state: PartialViewState = lengthen(wire, viewNames);
  if (wire.o) state.sourceKinds = [...wire.o].map(kindOf);
  if (wire.s) state.plane = { position: wire.s.p, normal: wire.s.n, alone: wire.s.a === 1 };
  if (wire.g !== undefined) state.grid = wire.g === 1;
  if (wire.w) state.swipe = { left: wire.w.l, right: wire.w.r, at: wire.w.p };
  if (wire.d) state.measurements = measurementsFromWire(wire.d);
  if (wire.l) state.layers = wire.l.map(layerFromWire);
  return state;
}

/** The kind that a letter begins. */
function kindOf(letter: string): SourceKind {
  return sourceKinds.find((kind) => kind.startsWith(letter)) ?? 'auto';
}

function layerToWire(state: Partial<LayerState>): unknown {
  return {
    ...shorten(state, layerNames),
    v: flagOf(state.visible),
    y: flagOf(state.linkContrast),
    O: flagOf(state.showSelectedOnly),
    h: state.channels?.map((one) => ({ ...shorten(one, channelNames), v: Number(one.visible) })),
  };
}

function layerFromWire(wire: v.InferOutput<typeof layer>): Partial<LayerState> & Pick<LayerState, 'id'> {
  const state: Partial<LayerState> & Pick<LayerState, 'id'> = { id: wire.i, ...lengthen(wire, layerNames) };
  if (wire.v !== undefined) state.visible = wire.v === 1;
  if (wire.y !== undefined) state.linkContrast = wire.y === 1;
  if (wire.O !== undefined) state.showSelectedOnly = wire.O === 1;
  if (wire.h) state.channels = wire.h.map(channelFromWire);
  return state;
}

function flagOf(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function channelFromWire(wire: v.InferOutput<typeof channel>): ChannelState {
  return { visible: wire.v === 1, ...lengthen(wire, channelNames) };
}

function shorten(state: object, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(state));
  return Object.fromEntries(Object.entries(names).map(([short, name]) => [short, values.get(name)]));
}

type Lengthened<T, Names> = {
  [Short in keyof Names & keyof T as Names[Short] & string]?: Exclude<T[Short], undefined>;
};

function lengthen<T extends object, Names extends Readonly<Record<string, string>>>(
  wire: T,
  names: Names,
): Lengthened<T, Names> {
  const values = new Map<string, unknown>(Object.entries(wire));
  const present = Object.entries(names).filter(([short]) => values.get(short) !== undefined);
  return Object.fromEntries(present.map(([short, name]) => [name, values.get(short)])) as Lengthened<
    T,
    Names
  >;
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function isByAxis(value: unknown): boolean {
  return areByAxis(value, Number.isFinite);
}

function isRangeByAxis(value: unknown): boolean {
  return areByAxis(value, (one) => v.is(range, one) && one[0] <= one[1]);
}

function areByAxis(value: unknown, isRight: (one: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= maxAxes && entries.every(([name, one]) => name !== '__proto__' && isRight(one));
}
