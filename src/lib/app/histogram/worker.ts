import { binValues } from './bin-values';
import type { DistributionAnswer, DistributionQuestion } from './messages';
import { quantiles } from './quantiles';

addEventListener('message', ({ data }: MessageEvent<DistributionQuestion>) => {
  const { id, parts, range, isWhole, shares } = data;
  const histogram = binValues(parts, range, { isWhole });
  const found = shares.length > 0 ? quantiles(parts, shares) : undefined;
  const answer: DistributionAnswer = { id, histogram, ...(found && { quantiles: found }) };
  postMessage(answer);
});
