import type { BufferModel } from '../../app';
import { dimensions as t } from '../../messages';

/** Returns what is here along an axis: '12 of 50 steps loaded, 3 more coarsely, 30 kept on this device'. */
export function bufferText({ count, sharpSteps, coarseSteps, keptSteps }: BufferModel): string {
  const loaded = t.stepsLoaded({ steps: sharpSteps, count });
  const coarse = coarseSteps > 0 ? [t.moreCoarsely({ steps: coarseSteps })] : [];
  const kept = keptSteps > 0 ? [t.keptOnThisDevice({ steps: keptSteps })] : [];
  return [loaded, ...coarse, ...kept].join(', ');
}
