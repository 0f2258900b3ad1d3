import type { HeldChunk } from '../../chunks';
import type { Session } from '../session/session';
import { isOfflineMiss } from '../session/offline-miss';
import { planOf, type Layer } from '../scene/layers/layer';
import { layerShares, type LayerShare } from './layer-bytes';
import type { LayerMemoryModel, MemoryState, TierModel } from './memory-model';
import { hitRates, type Rates } from './rates';
import { whyBlurry } from './why-blurry';

const tierNames = ['gpu', 'chunks', 'inFlight'] as const;

/** Returns where memory, network and detail stand now. */
export function readMemory(session: Session, rates: Rates): MemoryState {
  const { budget, scene, engine, traffic, cacheUse } = session;
  const shares = sharesOf(session);
  return {
    limitBytes: budget.limitBytes,
    usedBytes: budget.bytes,
    peakBytes: budget.peakBytes,
    tiers: tiersOf(budget),
    layers: scene.layers.flatMap((layer, at) => {
      const share = shares[at];
      return share ? [layerMemory(session, layer, share)] : [];
    }),
    traffic: { ...rates.note(performance.now(), traffic), ...hitRates(traffic, cacheUse.memoryHits) },
    evicted: cacheUse.evicted,
    quality: 1 / engine.bias,
  };
}

/** Readers of files are of no interest where nothing needs them. */
function tiersOf(budget: Session['budget']): TierModel[] {
  const { readers } = budget;
  return [
    ...tierNames.map((tier) => ({ tier, ...budget.tier(tier) })),
    ...(readers.bytes > 0 ? [{ tier: 'readers' as const, ...readers }] : []),
  ];
}

function sharesOf({ scene, store, engine }: Session): LayerShare[] {
  const datasets = new Map(
    scene.layers.flatMap((layer) =>
      [scene.storedOf(layer), scene.datasetOf(layer)].map((each) => [each.id, each] as const),
    ),
  );
  const layers = scene.layers.map((layer) => ({
    name: layer.name,
    datasets: [...new Set([scene.storedOf(layer).id, scene.datasetOf(layer).id])],
  }));
  return layerShares(layers, (id) => {
    const dataset = datasets.get(id);
    return {
      gpu: (dataset && engine.renderer?.bytesOf(dataset)) ?? 0,
      chunks: bytesHeld(store.held(id)),
    };
  });
}

function layerMemory(session: Session, layer: Layer, share: LayerShare): LayerMemoryModel {
  const { engine } = session;
  const { renderer } = engine;
  const plan = planOf(layer.frame);
  const drawn = Object.keys(renderer?.drawnByLevel(layer.id) ?? {}).map(Number);
  const missed = missedOffline(session, plan?.want ?? []);
  return {
    ...{ id: layer.id, name: layer.name, visible: layer.look.visible },
    ...share,
    targetLevel: plan?.level ?? 0,
    ...(drawn.length > 0 && { shownLevel: Math.max(...drawn) }),
    reasons: plan
      ? whyBlurry({
          ...{ wanted: plan.want.length, loaded: layer.frame.loaded, missedOffline: missed },
          failed: Math.max(0, layer.frame.failed - missed),
          awaitedLevels: plan.open.filter((level) => !engine.levels.hasFailed(layer, level)),
          failedLevels: layer.frame.unopened ?? [],
          limitedBy: plan.limitedBy,
          quality: 1 / (engine.bias * engine.thrift),
          voxelPx: plan.voxelPx,
        })
      : [],
  };
}

/** Chunks of a view that are neither on this device nor in reach. */
function missedOffline({ store }: Session, want: readonly { readonly key: HeldChunk['key'] }[]): number {
  return want.filter(({ key }) => store.stateOf(key) === 'failed' && isOfflineMiss(store.errorOf(key)))
    .length;
}

function bytesHeld(held: Iterable<HeldChunk>): number {
  let bytes = 0;
  for (const chunk of held) bytes += chunk.bytes;
  return bytes;
}
