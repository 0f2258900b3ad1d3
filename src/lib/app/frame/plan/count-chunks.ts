import type { ChunkStore } from '../../../chunks';
import { planOf } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';

/** How often the chunks of a plan are counted while some are to come. */
const COUNT_EVERY_MS = 100;

/** Notes of each layer how many chunks of its plan are here. While chunks come, not at each frame: there may be thousands. */
export function countChunks({ layers }: Pick<Scene, 'layers'>, store: ChunkStore, nowMs: number): void {
  for (const { frame } of layers) {
    const want = planOf(frame)?.want ?? [];
    const { counted } = frame;
    if (counted?.want === want) {
      if (counted.version === store.version) continue;
      if (nowMs - counted.nowMs < COUNT_EVERY_MS && !store.isIdle()) continue;
    }
    frame.counted = { want, version: store.version, nowMs };
    const states = want.map(({ key }) => store.stateOf(key));
    frame.loaded = states.filter((state) => state === 'ready' || state === 'empty').length;
    frame.failed = states.filter((state) => state === 'failed').length;
  }
}
