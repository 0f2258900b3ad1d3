import type { ViewState } from '../../share';
import type { ViewChange, ViewPatch } from './history';
import { isContinuous, nameOf, type Subject } from './change-name';
import type { Snapshot } from './snapshot';

type LayerState = ViewState['layers'][number];
type Part = Record<string, unknown>;

/** What stands in a patch for a part of the view that is absent. */
const absent: Readonly<Record<string, unknown>> = {
  ...{ clip: {}, plane: null, measurements: [], grid: false, swipe: null },
  ...{ name: '', linkContrast: false, projection: 'none', thickness: {}, voxelCenters: 'declared' },
};

/** Both ways between two parts of the view, and what of it differs. */
interface Difference {
  readonly undo: Part;
  readonly redo: Part;
  readonly subjects: readonly Subject[];
}

/** Returns what leads from one view to the other and back; `undefined` when they are the same. */
export function viewChange(before: Snapshot, after: Snapshot): ViewChange | undefined {
  const parts = [topDifference(before.state, after.state), sourcesDifference(before, after)];
  const layers = layersDifference(before.state.layers, after.state.layers);
  const subjects = [...parts, layers].flatMap((part) => part.subjects);
  if (subjects.length === 0) return undefined;
  const { subject, name } = nameOf(subjects, [before, after]);
  const ways = { undo: {}, redo: {} };
  for (const { undo, redo } of [...parts, layers]) {
    Object.assign(ways.undo, undo);
    Object.assign(ways.redo, redo);
  }
  return {
    ...{ subject, name, isContinuous: subjects.every(isContinuous) },
    ...{ undo: ways.undo as ViewPatch, redo: ways.redo as ViewPatch },
    layers: [...missingIn(before, after), ...missingIn(after, before)],
  };
}

function missingIn({ layers }: Snapshot, other: Snapshot) {
  return layers.filter(({ id }) => !other.layers.some((layer) => layer.id === id));
}

function sourcesDifference(before: Snapshot, after: Snapshot): Difference {
  const closed = missingIn(before, after).map(({ id }) => ({ kind: 'close', layer: id }) as const);
  const opened = missingIn(after, before).map(({ id }) => ({ kind: 'open', layer: id }) as const);
  const subjects = [...closed, ...opened];
  if (subjects.length === 0) return { undo: {}, redo: {}, subjects };
  return { undo: wholeView(before.state), redo: wholeView(after.state), subjects };
}

/** All but the layers: the first one that opens places the camera, and the last one that closes forgets it. */
function wholeView({ layers, ...view }: ViewState): Part {
  const { sources, sourceKinds } = view;
  return layers.length > 0 ? view : { sources, ...(sourceKinds && { sourceKinds }) };
}

/** All but the sources and `layers`. Of positions, only the axes that differ: others may have been played on meanwhile. */
function topDifference(before: ViewState, after: ViewState): Difference {
  const { sources: _, sourceKinds: __, layers: ___, position, ...old } = before;
  const { sources: ____, sourceKinds: _____, layers: ______, position: next, ...now } = after;
  const { undo, redo, keys } = partsThatDiffer(old, now);
  // In 2D nobody sees how 3D is cut, and the way back into 3D must say it.
  if (before.mode !== after.mode) {
    const way = before.mode === '3d' ? { part: undo, view: before } : { part: redo, view: after };
    const { clip = absent['clip'], plane = absent['plane'] } = way.view;
    Object.assign(way.part, { clip, plane });
  }
  const steps = partsThatDiffer(position, next);
  if (steps.keys.length > 0) {
    undo['position'] = withoutNull(steps.undo);
    redo['position'] = withoutNull(steps.redo);
  }
  // An axis that is displayed has no slider: that the list of them differs is not by itself a step.
  const moved = steps.keys.filter((axis) => axis in position && axis in next);
  const isMeasured = old.measurements?.length !== now.measurements?.length;
  const nameOfKey = (key: string) => (key === 'measurements' && isMeasured ? 'measured' : key);
  const subjects: Subject[] = keys.map((key) => ({ kind: 'view', key: nameOfKey(key) }));
  return {
    undo,
    redo,
    subjects: [...subjects, ...moved.map((axis) => ({ kind: 'position', axis }) as const)],
  };
}

function layersDifference(before: readonly LayerState[], after: readonly LayerState[]): Difference {
  const [oldIds, newIds] = [before, after].map((layers) => layers.map(({ id }) => id));
  const common = (ids: readonly string[] = [], others: readonly string[] = []) =>
    ids.filter((id) => others.includes(id));
  const isReordered = common(oldIds, newIds).join() !== common(newIds, oldIds).join();
  const isSameSet = !isReordered && oldIds?.length === newIds?.length;
  const subjects: Subject[] = isReordered ? [{ kind: 'order' }] : [];
  const undo: Part[] = [];
  const redo: Part[] = [];
  for (const { id } of before) {
    const [old, now] = [before, after].map((layers) => layers.find((layer) => layer.id === id));
    const difference = old && now ? layerDifference(old, now) : { undo: { ...old }, redo: {}, subjects: [] };
    subjects.push(...difference.subjects);
    if (!isSameSet || difference.subjects.length > 0) undo.push({ ...difference.undo, id });
  }
  for (const now of after) {
    const old = before.find(({ id }) => id === now.id);
    const difference = old ? layerDifference(old, now) : { redo: { ...now }, subjects: [] };
    if (!isSameSet || difference.subjects.length > 0) redo.push({ ...difference.redo, id: now.id });
  }
  return {
    undo: undo.length > 0 ? { layers: undo } : {},
    redo: redo.length > 0 ? { layers: redo } : {},
    subjects,
  };
}

function layerDifference(before: LayerState, after: LayerState): Difference {
  const { id, channels: old = [], ...rest } = before;
  const { id: _, channels: now = [], ...next } = after;
  const { undo, redo, keys } = partsThatDiffer(rest, next);
  const subjects: Subject[] = keys.map((key) => ({ kind: 'layer', layer: id, key }));
  const channels = Array.from({ length: Math.min(old.length, now.length) }, (__, at) =>
    partsThatDiffer({ ...old[at] }, { ...now[at] }),
  );
  channels.forEach((channel, at) => {
    subjects.push(...channel.keys.map((key) => ({ kind: 'channel', layer: id, channel: at, key }) as const));
  });
  if (channels.some((channel) => channel.keys.length > 0)) {
    undo['channels'] = channels.map((channel) => withoutNull(channel.undo));
    redo['channels'] = channels.map((channel) => withoutNull(channel.redo));
  }
  return { undo, redo, subjects };
}

function partsThatDiffer(before: object, after: object): { undo: Part; redo: Part; keys: string[] } {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter(
    (key) => JSON.stringify(old.get(key)) !== JSON.stringify(now.get(key)),
  );
  const only = (values: ReadonlyMap<string, unknown>): Part =>
    Object.fromEntries(keys.map((key) => [key, values.get(key) ?? absent[key] ?? null]));
  return { undo: only(old), redo: only(now), keys };
}

function withoutNull(part: Part): Part {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));
}
