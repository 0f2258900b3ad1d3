import type { PartialViewState, ViewState } from '../share';
import { AppError } from '../core';
import { colormapNames } from '../render';
import { capturePng } from './capture';
import { layerInfo, type LayerInfo } from './layer-info';
import type { Session } from './session';
import { nextAnimationFrame, settle } from './settle';
import { collectStats, type Stats } from './stats';
import type { ValueAt } from './value-at';
import { applyViewState, viewState } from './view-state';

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
}

interface OpenOptions {
  readonly as?: 'image' | 'labels' | 'points';
  readonly name?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** Makes the scripting interface of a session. `ready` resolves once what the link names has been opened or has failed. */
export function makeScripting(session: Session, ready: Promise<void>): Exascope {
  const { scene, engine } = session;
  return {
    version: __APP_VERSION__,
    ready,
    open: (location, options = {}) => openLayers(session, location, options),
    close: (id) => {
      session.close(findLayer(session, id));
    },
    layers: () => scene.layers.map((layer) => layerInfo(layer, scene.datasetOf(layer))),
    getState: () => viewState(scene),
    setState: (patch) => setState(session, patch),
    configure: (options) => {
      configure(session, options);
    },
    settled: ({ timeoutMs = DEFAULT_TIMEOUT_MS } = {}) =>
      settle({
        pending: () => pendingReasons(session),
        failures: () => session.failures(),
        nextFrame: nextAnimationFrame,
        now: () => performance.now(),
        timeoutMs,
      }),
    valueAt: (x, y) => session.valueAt(x, y),
    stats: () => collectStats(session),
    resetStats: () => {
      session.resetStats();
    },
    capture: ({ scale = 1, overlays = false } = {}) =>
      capturePng(engine, { scale, overlay: overlays ? session.host.overlay : undefined }),
  };
}

function pendingReasons({ isOpening, engine, scene }: Session): string[] {
  if (isOpening) return ['metadata'];
  return scene.layers.length === 0 ? [] : engine.pending();
}

async function openLayers(session: Session, location: string, options: OpenOptions): Promise<LayerInfo[]> {
  const { as = 'image', name } = options;
  if (as !== 'image')
    throw new AppError('unsupported', `Opening as ${as} is not available: this version shows images.`, {
      feature: as,
    });
  const layers = await session.open(location, name);
  return layers.map((layer) => layerInfo(layer, session.scene.datasetOf(layer)));
}

function findLayer({ scene }: Session, id: string) {
  const layer = scene.layers.find((candidate) => candidate.id === id);
  if (!layer) throw new Error(`There is no layer ${id}.`);
  return layer;
}

async function setState(session: Session, patch: PartialViewState): Promise<void> {
  const { scene, engine } = session;
  if (patch.sources) await openSources(session, patch.sources);
  applyViewState(scene, patch, { colormaps: colormapNames, isLenient: false });
  engine.changed();
  await nextAnimationFrame();
}

/** Closes what `sources` does not name and opens what is missing, in that order. */
async function openSources(session: Session, sources: readonly string[]): Promise<void> {
  const { scene } = session;
  for (const layer of scene.layers)
    if (!sources.includes(layer.source.dataset.location)) session.close(layer);
  const open = scene.locations();
  for (const location of sources) if (!open.includes(location)) await session.open(location);
}

function configure(
  session: Session,
  { memoryLimitBytes, quality }: { memoryLimitBytes?: number; quality?: number },
): void {
  if (quality !== undefined) {
    if (!(quality > 0.05 && quality <= 4))
      throw new Error(`quality must be between 0.05 and 4, not ${String(quality)}.`);
    session.engine.bias = 1 / quality;
  }
  if (memoryLimitBytes !== undefined) session.setMemoryLimit(memoryLimitBytes);
  session.engine.changed();
}
