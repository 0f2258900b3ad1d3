import type { BufferModel } from '../../app';
import { wholeText } from '../text/numbers';

/** Returns what is here along an axis: '12 of 50 steps loaded, 3 more coarsely, 30 kept on this device'. */
export function bufferText({ count, sharpSteps, coarseSteps, keptSteps }: BufferModel): string {
  const loaded = `${wholeText(sharpSteps)} of ${wholeText(count)} steps loaded`;
  const coarse = coarseSteps > 0 ? [`${wholeText(coarseSteps)} more coarsely`] : [];
  const kept = keptSteps > 0 ? [`${wholeText(keptSteps)} kept on this device`] : [];
  return [loaded, ...coarse, ...kept].join(', ');
}
