import { expect, it } from 'vitest';
import { loadedOnce } from './loaded-once';

it('makes it once, and tries again after a failure', async () => {
  let calls = 0;
  const load = loadedOnce(() => {
    calls++;
    return calls === 1 ? Promise.reject(new Error('offline')) : Promise.resolve({ calls });
  });
  await expect(load()).rejects.toThrow('offline');
  const made = await load();
  expect(await load()).toBe(made);
  expect(calls).toBe(2);
});
