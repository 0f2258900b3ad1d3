import type { Scene } from '../../scene/scene';
import type { LoadEntry, LoadWay } from '../loads/load-entry';
import type { LoadModel, TimelineState, WayTotal } from './timeline-model';

const ways: readonly LoadWay[] = ['network', 'disk', 'generated', 'memory', 'made'];

export const emptyTimeline: TimelineState = { loads: [], spanMs: 0, ways: [], dropped: 0 };

export interface TimelineOptions {
  readonly dropped: number;
  /** Name of the layer that shows a dataset. */
  readonly layerOf: (dataset: string) => string | undefined;
}

/** Returns what tells the name of the layer that shows a dataset, or one that is made of it. */
export function layerNames(scene: Scene): TimelineOptions['layerOf'] {
  const names = scene.layers.flatMap((layer) => [
    [scene.storedOf(layer).id, layer.name] as const,
    [scene.datasetOf(layer).id, layer.name] as const,
  ]);
  const byId = new Map(names);
  return (dataset) => byId.get(dataset);
}

/** Returns the loads with their times counted from the first wish. */
export function timeline(
  entries: readonly LoadEntry[],
  { dropped, layerOf }: TimelineOptions,
): TimelineState {
  const firstMs = entries.reduce((first, { wantedMs }) => Math.min(first, wantedMs), Infinity);
  const loads = entries.map((entry) => toModel(entry, firstMs, layerOf(entry.key.dataset)));
  const spanMs = loads.reduce((span, { startedMs, endedMs = startedMs }) => Math.max(span, endedMs), 0);
  return { loads, spanMs, dropped, ways: ways.flatMap((way) => totalOf(loads, way) ?? []) };
}

function toModel(entry: LoadEntry, firstMs: number, layer: string | undefined): LoadModel {
  const { key, wantedMs, startedMs, endedMs, ...rest } = entry;
  return {
    ...rest,
    ...(layer !== undefined && { layer }),
    ...{ level: key.level, index: key.index },
    ...{ wantedMs: wantedMs - firstMs, startedMs: startedMs - firstMs },
    ...(endedMs !== undefined && { endedMs: endedMs - firstMs }),
  };
}

function totalOf(loads: readonly LoadModel[], way: LoadWay): WayTotal | undefined {
  const its = loads.filter((load) => load.way === way);
  if (its.length === 0) return undefined;
  const durations = its
    .map(({ startedMs, endedMs = startedMs }) => endedMs - startedMs)
    .sort((a, b) => a - b);
  const encodedBytes = its.reduce((sum, load) => sum + load.encodedBytes, 0);
  return { way, loads: its.length, encodedBytes, medianMs: durations[Math.floor(its.length / 2)] ?? 0 };
}

/** Returns the loads that brought something, or the word that there is nothing, by `untilMs`, in the order in which they did. */
export function arrived<Load extends Pick<LoadEntry, 'endedMs' | 'outcome' | 'number'>>(
  loads: readonly Load[],
  untilMs = Infinity,
): Load[] {
  const isThere = ({ endedMs = Infinity, outcome }: Load) =>
    endedMs <= untilMs && (outcome === 'ok' || outcome === 'empty');
  const endOf = ({ endedMs = Infinity }: Load) => endedMs;
  return loads.filter(isThere).sort((a, b) => endOf(a) - endOf(b) || a.number - b.number);
}

/** Returns the loads as a file that others may read: numbers and words, no names and no addresses. */
export function timelineJson({ loads, spanMs, dropped }: TimelineState): string {
  const layers = [...new Set(loads.map(({ layer }) => layer))];
  const anonymous = loads.map(({ layer, ...load }) => ({ layer: layers.indexOf(layer), ...load }));
  return JSON.stringify({ format: 'exascope-loads', version: 1, spanMs, dropped, loads: anonymous }, null, 1);
}
