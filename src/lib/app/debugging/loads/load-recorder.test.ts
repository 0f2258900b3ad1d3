import { expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import type { LoadListener } from './load-listener';
import { LoadRecorder } from './load-recorder';

it('writes one log for all who look, as long as one of them does', () => {
  const session: { loads: LoadListener | undefined; store: { stateOf: () => ChunkState } } = {
    loads: undefined,
    store: { stateOf: () => 'idle' },
  };
  const recorder = new LoadRecorder(session as unknown as ConstructorParameters<typeof LoadRecorder>[0]);
  expect(session.loads).toBeUndefined();
  const [stopFirst, stopSecond] = [recorder.use(), recorder.use()];
  stopFirst();
  stopFirst();
  expect(session.loads).toBe(recorder.log);
  stopSecond();
  expect(session.loads).toBeUndefined();
});
