import { accumulate, finish, makeAccumulator, type Accumulator } from './accumulate';
import type { ProjectionAnswer, ProjectionQuestion } from './messages';

/** Answers one question; `jobs` holds what is being gathered, by job. */
export function answer(jobs: Map<number, Accumulator>, question: ProjectionQuestion): ProjectionAnswer {
  const { id, job } = question;
  if ('begin' in question) {
    const { mode, dtype, length } = question.begin;
    jobs.set(job, makeAccumulator(mode, dtype, length));
    return { id };
  }
  const gathered = jobs.get(job);
  if ('slab' in question) {
    if (gathered) accumulate(gathered, question.slab);
    return { id };
  }
  jobs.delete(job);
  if (!('finish' in question) || !gathered) return { id };
  return { id, values: finish(gathered, question.finish.dtype, question.finish.ratio) };
}
