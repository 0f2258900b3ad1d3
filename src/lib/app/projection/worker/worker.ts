import type { Accumulator } from './accumulate';
import { answer } from './answer';
import type { ProjectionQuestion } from './messages';

const jobs = new Map<number, Accumulator>();

addEventListener('message', ({ data }: MessageEvent<ProjectionQuestion>) => {
  const told = answer(jobs, data);
  postMessage(told, { transfer: told.values ? [told.values.buffer as ArrayBuffer] : [] });
});
