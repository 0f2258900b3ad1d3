import type { HeldChunk } from '../../../chunks';
import { axisIndex, type ChunkKey, type LinePlaces } from '../../../core';
import { planOf } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';
import type { Session } from '../../session/session';
import type { BufferModel } from '../dimensions-model';
import { BufferWatch, type BufferedAxis } from './buffer-watch';
import { KeptPlaces } from './kept-places';

/** Finds out what is here along the axes of a session. */
export function makeBufferWatch(
  session: Session,
  onBuffer: (axis: string, buffer: BufferModel | undefined) => void,
): BufferWatch {
  const { scene, store, keeping } = session;
  const effects = {
    now: () => performance.now(),
    later: (ms: number, run: () => void) => void setTimeout(run, ms),
  };
  const places = new KeptPlaces({
    ...effects,
    ask: async ({ dataset, axis, wanted }) => {
      await keeping.started;
      const answer = await keeping.client.ask({ type: 'kept-places', dataset, axis, wanted });
      return answer as readonly LinePlaces[];
    },
    version: () => keeping.keptVersion,
    onChange: () => watch.look(),
  });
  const watch = new BufferWatch({
    ...{ ...effects, onBuffer },
    axis: (name) => bufferedAxis(scene, name),
    held: (dataset) => keysOf(store.held(dataset)),
    kept: ({ id }, axis, wanted) => {
      const layer = scene.layers.find((each) => each.id === id);
      const dataset = layer && keeping.idOf(layer);
      return dataset === undefined ? undefined : places.of({ layer: id, dataset, axis, wanted });
    },
    basis: () => [store.version + places.version, ...scene.layers.map(wantOf)],
  });
  return watch;
}

/** An axis that has a slider, and the layers on the screen that have it; `undefined` when nothing has. */
export function bufferedAxis(scene: Scene, axis: string): BufferedAxis | undefined {
  const owner = scene.positionOwner(axis);
  if (!owner) return undefined;
  const layers = scene.layers.flatMap((layer) => {
    const want = wantOf(layer);
    const dataset = scene.datasetOf(layer);
    return want && axisIndex(dataset.axes, axis) !== undefined ? [{ id: layer.id, dataset, want }] : [];
  });
  return { steps: { count: owner.count, transform: owner.transform }, layers };
}

function* keysOf(held: Iterable<HeldChunk>): Generator<ChunkKey> {
  for (const { key } of held) yield key;
}

function wantOf({ look, frame }: Scene['layers'][number]) {
  return look.visible ? planOf(frame)?.want : undefined;
}
