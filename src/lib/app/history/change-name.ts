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
  mode: 'switch between 2D and 3D',
  axes: 'choice of axes',
  measured: 'measurement',
  measurements: 'move of a measurement',
  grid: 'grid of layers',
  swipe: 'comparison',
  thickness: 'thickness of slices',
  clip: 'clip box',
  plane: 'slice plane',
  perspective: 'projection',
  rotation: 'turn',
  zoom: 'zoom',
  center: 'pan',
};
const lookWords: Readonly<Record<string, string>> = {
  visible: 'visibility',
  rendering: 'rendering mode',
  isoThreshold: 'threshold',
  voxelCenters: 'voxel centres',
  level: 'level lock',
  name: 'name',
  linkContrast: 'linked contrast',
  projection: 'projection',
  contour: 'width of borders',
  selectedLabel: 'selected label',
  showSelectedOnly: 'labels shown',
  seed: 'colours',
};
/** What comes in small steps while a hand moves. */
const continuousKeys = new Set([
  ...['center', 'zoom', 'rotation', 'perspective', 'thickness', 'clip', 'plane', 'swipe', 'measurements'],
  ...['opacity', 'contrast', 'gamma', 'isoThreshold', 'attenuation', 'contour'],
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
  const more = names.length > 1 ? ` and ${String(names.length - 1)} more` : '';
  return { subject: subjectOf(first), name: name + more };
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
      return `closing ${layer(subject.layer)}`;
    case 'open':
      return `opening ${layer(subject.layer)}`;
    case 'order':
      return 'order of layers';
    case 'view':
      return viewWords[subject.key] ?? subject.key;
    case 'position':
      return `position on ${subject.axis}`;
    case 'layer':
      return `${lookWords[subject.key] ?? subject.key} of ${layer(subject.layer)}`;
    case 'channel': {
      const names = sides.flatMap(({ channels }) => channels[subject.layer]?.[subject.channel] ?? []);
      return `${lookWords[subject.key] ?? subject.key} of ${names[0] ?? `channel ${String(subject.channel)}`}`;
    }
  }
}
