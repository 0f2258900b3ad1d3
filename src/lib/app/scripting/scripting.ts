import { AppError } from '../../core';
import { colormapNames } from '../../render';
import { parseViewPatch, type PartialViewState, type ViewState } from '../../share';
import { nextFrame } from '../session/animation-frame';
import { collectStats, type Stats } from '../frame/stats';
import { knownNames } from './known-names';
import { makeLibraryEffects } from '../library/library-effects';
import { makeScriptedLibrary, type ScriptedLibrary } from './library-scripting';
import { layerInfo, type LayerInfo } from '../scene/layers/layer-info';
import type { Scene } from '../scene/scene';
import type { ValueAt } from '../scene/read/value-at';
import { applyViewState, checkViewState, viewState } from '../scene/state/view-state';
import { besideId } from '../scene/state/source-slots';
import type { SharedLayer } from '../session/label-finder';
import type { Session } from '../session/session';
import { settleSession } from '../session/settle-session';

/** The scripting interface, `window.exascope`: public, stable, documented in docs/scripting.md. */
export interface Exascope {
  readonly version: string;
  readonly ready: Promise<void>;
  open(location: string, options?: OpenOptions): Promise<LayerInfo[]>;
  close(id: string): void;
  layers(): LayerInfo[];
  getState(): ViewState;
  setState(patch: PartialViewState): Promise<void>;
  configure(options: { memoryLimitBytes?: number; quality?: number }): void;
  settled(options?: { timeoutMs?: number }): Promise<{ ms: number; failures: string[] }>;
  valueAt(x: number, y: number): ValueAt[];
  stats(): Stats;
  resetStats(): void;
  capture(options?: { scale?: number; overlays?: boolean }): Promise<Blob>;
  readonly library: ScriptedLibrary;
}

interface OpenOptions {
  readonly as?: 'image' | 'labels' | 'points';
  readonly name?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** Makes the scripting interface of a session. `ready` resolves once what the link names has been opened or has failed. */
export function makeScripting(session: Session, ready: Promise<void>): Exascope {
  const { scene } = session;
  const { slots } = session.opening;
  return {
    version: __APP_VERSION__,
    ready,
    open: (location, options) => openLayers(session, location, options),
    close: (id) => {
      session.close(findLayer(session, id));
    },
    layers: () => scene.layers.map((layer) => layerInfo(layer, layer.dataset(scene.units))),
    getState: () => ({ ...viewState(scene, slots.locations), ...slots.kinds }),
    setState: (patch) => setState(session, patch),
    configure: (options) => {
      configure(session, options);
    },
    settled: (options) => settled(session, options),
    valueAt: (x, y) => session.valueAt(x, y),
    stats: () => collectStats(session),
    resetStats: () => {
      session.resetStats();
    },
    capture: (options) => capture(session, options),
    library: makeScriptedLibrary({ ...sessionParts(session), library: makeLibraryEffects(session) }),
  };
}

function sessionParts({ scene, keeping, downloads }: Session) {
  return { scene, keeping, downloads };
}

async function settled(session: Session, options: { timeoutMs?: number } | undefined) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = knownNames('settled', options, ['timeoutMs']);
  return settleSession(session, { timeoutMs });
}

async function capture(
  session: Session,
  options: { scale?: number; overlays?: boolean } | undefined,
): Promise<Blob> {
  const { scale = 1, overlays = false } = knownNames('capture', options, ['scale', 'overlays']);
  const { capturePng } = await import('../frame/capture/capture');
  if (!overlays) return capturePng(session, { scale });
  const { allMarks, drawPictureMarks } = await import('../export/picture/picture-marks');
  return capturePng(session, { scale, draw: await drawPictureMarks(session, allMarks) });
}

async function openLayers(
  session: Session,
  location: string,
  options: OpenOptions | undefined,
): Promise<LayerInfo[]> {
  const { as, name } = knownNames('open', options, ['as', 'name']);
  if (as !== undefined && as !== 'image' && as !== 'labels' && as !== 'points')
    throw new AppError('unsupported', `There is no opening as ${String(as)}: image, labels and points.`, {
      feature: String(as),
    });
  const layers = await session.open({ location, name, as });
  return layers.map((layer) => layerInfo(layer, layer.dataset(session.scene.units)));
}

function findLayer({ scene }: Session, id: string) {
  const layer = scene.layers.find((candidate) => candidate.id === id);
  if (!layer) throw new Error(`There is no layer ${id}.`);
  return layer;
}

/** Checks before it changes: what is wrong rejects, and everything stays. With new sources, the rest is checked against those. */
async function setState(session: Session, value: unknown): Promise<void> {
  const patch = parseViewPatch(value);
  const { scene, engine, opening, labels } = session;
  const { sources, sourceKinds, layers = [] } = patch;
  const check = (next: Scene): void => {
    checkViewState(next, { ...patch, ...(patch.layers && { layers: foundIn(next, layers) }) }, colormapNames);
  };
  if (sources || sourceKinds)
    await opening.replace(opening.slots.specs(sources ?? opening.slots.locations, sourceKinds), { check });
  else check(scene);
  await labels.show(layers);
  applyViewState(scene, patch, colormapNames);
  session.fitIfNew();
  engine.changed();
  await nextFrame();
}

/** Label images beside an image may not have been found yet: what is said of them holds once they are. */
function foundIn(next: Scene, states: readonly SharedLayer[]): SharedLayer[] {
  return states.filter(({ id }) => {
    const isThere = next.layers.some((layer) => layer.id === id);
    return isThere || !next.layers.some((layer) => id.startsWith(besideId(layer.id, '')));
  });
}

/** Checks both before it sets one. */
function configure(session: Session, options: { memoryLimitBytes?: number; quality?: number }): void {
  const { memoryLimitBytes, quality } = knownNames('configure', options, ['memoryLimitBytes', 'quality']);
  if (quality !== undefined && !(quality >= 0.1 && quality <= 4))
    throw new Error(`quality must be between 0.1 and 4, not ${String(quality)}.`);
  if (memoryLimitBytes !== undefined) session.setMemoryLimit(memoryLimitBytes);
  if (quality !== undefined) session.engine.bias = 1 / quality;
  session.engine.changed();
}
