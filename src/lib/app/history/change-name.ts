import { history as t } from '../../messages';
import type { Snapshot } from './snapshot';

/** One thing that differs between two views. */
export type Subject =
  | { readonly kind: 'close' | 'open'; readonly layer: string }
  | { readonly kind: 'order' }
  | { readonly kind: 'view'; readonly key: string }
  | { readonly kind: 'position'; readonly axis: string }
  | { readonly kind: 'layer'; readonly layer: string; readonly key: string }
  | { readonly kind: 'channel'; readonly layer: string; readonly channel: number; readonly key: string };

/** What a change of a part of the view is called; of several the first in this order stands for all. */
const viewWords: Readonly<Record<string, string>> = {
  mode: t.switchOfMode,
  axes: t.choiceOfAxes,
  measured: t.measurement,
  measurements: t.moveOfAMeasurement,
  grid: t.gridOfLayers,
  swipe: t.comparison,
  thickness: t.thicknessOfSlices,
  clip: t.clipBox,
  plane: t.slicePlane,
  perspective: t.projection,
  rotation: t.turn,
  zoom: t.zoom,
  center: t.pan,
};
const lookWords: Readonly<Record<string, string>> = {
  visible: t.visibility,
  rendering: t.renderingMode,
  isoThreshold: t.threshold,
  voxelCenters: t.voxelCentres,
  level: t.levelLock,
  name: t.name,
  linkContrast: t.linkedContrast,
  projection: t.projection,
  contour: t.widthOfBorders,
  selectedLabel: t.selectedLabel,
  showSelectedOnly: t.labelsShown,
  seed: t.colours,
  opacity: t.opacity,
  blending: t.blending,
  interpolation: t.interpolation,
  attenuation: t.attenuation,
  size: t.pointSize,
  contrast: t.contrast,
  gamma: t.gamma,
  colormap: t.colormap,
};
/** What comes in small steps while a hand moves. */
const continuousKeys = new Set([
  ...['center', 'zoom', 'rotation', 'perspective', 'thickness', 'clip', 'plane', 'swipe', 'measurements'],
  ...['opacity', 'contrast', 'gamma', 'isoThreshold', 'attenuation', 'size', 'contour'],
]);

export function isContinuous(subject: Subject): boolean {
  if (subject.kind === 'position') return true;
  return 'key' in subject && continuousKeys.has(subject.key);
}

/** Names a change by the most telling of what differs, and says what the next change must share to go on with it. */
export function nameOf(
  subjects: readonly Subject[],
  sides: readonly Snapshot[],
): { readonly subject: string; readonly name: string } {
  const ranked = [...subjects].sort((a, b) => rankOf(a) - rankOf(b));
  const [first] = ranked;
  if (!first) throw new Error('A change has a subject.');
  const names = [
    ...new Set(ranked.filter((other) => isAlike(first, other)).map((one) => wordsFor(one, sides))),
  ];
  const [name = ''] = names;
  const all = names.length > 1 ? t.nameAndMore({ name, count: names.length - 1 }) : name;
  return { subject: subjectOf(first), name: all };
}

/** Pan, zoom and turn go on with one another: a pinch does all of them. */
function subjectOf(subject: Subject): string {
  return isCamera(subject) ? 'camera' : JSON.stringify(subject);
}

function isCamera(subject: Subject): boolean {
  return subject.kind === 'view' && ['rotation', 'zoom', 'center'].includes(subject.key);
}

function rankOf(subject: Subject): number {
  if (subject.kind === 'view') {
    const at = Object.keys(viewWords).indexOf(subject.key);
    if (at < 0) return 20;
    return at < 2 ? 10 + at : 40 + at;
  }
  return { close: 0, open: 1, order: 15, layer: 30, channel: 31, position: 45.5 }[subject.kind];
}

function isAlike(a: Subject, b: Subject): boolean {
  if (a.kind === 'view' || b.kind === 'view') return a === b;
  const keyOf = (subject: Subject) => ('key' in subject ? subject.key : '');
  const isLook = (subject: Subject) => subject.kind === 'layer' || subject.kind === 'channel';
  return (a.kind === b.kind || (isLook(a) && isLook(b))) && keyOf(a) === keyOf(b);
}

function wordsFor(subject: Subject, sides: readonly Snapshot[]): string {
  const layer = (id: string) =>
    sides.flatMap(({ layers }) => layers).find((one) => one.id === id)?.name ?? id;
  switch (subject.kind) {
    case 'close':
      return t.closing({ layer: layer(subject.layer) });
    case 'open':
      return t.opening({ layer: layer(subject.layer) });
    case 'order':
      return t.orderOfLayers;
    case 'view':
      return viewWords[subject.key] ?? subject.key;
    case 'position':
      return t.positionOn({ axis: subject.axis });
    case 'layer':
      return t.lookOf({ look: lookWords[subject.key] ?? subject.key, name: layer(subject.layer) });
    case 'channel': {
      const names = sides.flatMap(({ channels }) => channels[subject.layer]?.[subject.channel] ?? []);
      const name = names[0] ?? t.channel({ number: subject.channel });
      return t.lookOf({ look: lookWords[subject.key] ?? subject.key, name });
    }
  }
}
