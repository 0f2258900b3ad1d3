import { expect, it } from 'vitest';
import { EngineLost } from './engine-calls';
import type { Hdf5Attempt } from './engine-calls';
import { WorkerEngine } from './worker-engine';
import type { EngineMessage, EngineReply, EngineWorker } from './worker-engine';

const attempt = (call: number): Hdf5Attempt => ({
  token: String(call),
  file: { id: '1', sizeBytes: 8 },
  call: { kind: 'describe', path: '/' },
  bytes: [],
});

/** Workers that the test answers for, and a clock that it turns. */
class World {
  readonly workers: { asked: EngineMessage[]; answer: (reply: EngineReply) => void; isEnded: boolean }[] = [];
  readonly #timers = new Set<() => void>();
  readonly engine = new WorkerEngine({
    createWorker: () => this.#worker(),
    later: (_, run) => {
      this.#timers.add(run);
      return () => this.#timers.delete(run);
    },
  });

  pass(): void {
    for (const run of [...this.#timers]) {
      this.#timers.delete(run);
      run();
    }
  }

  #worker(): EngineWorker {
    const listeners: ((event: { readonly data: EngineReply }) => void)[] = [];
    const worker = {
      asked: [] as EngineMessage[],
      answer: (data: EngineReply) => listeners.forEach((listener) => listener({ data })),
      isEnded: false,
    };
    this.workers.push(worker);
    return {
      postMessage: (message) => void worker.asked.push(message),
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === 'message') listeners.push(listener as (event: { readonly data: EngineReply }) => void);
      },
      terminate: () => void (worker.isEnded = true),
    };
  }
}

it('starts no worker before it is asked something', async () => {
  const { engine, workers } = new World();
  engine.drop('1');
  engine.close('1');
  expect(workers).toHaveLength(0);
  const asked = engine.attempt(attempt(1));
  workers[0]?.answer({ id: 1, heldBytes: 5, outcome: { kind: 'value', value: 7 } });
  expect(await asked).toEqual({ kind: 'value', value: 7 });
});

it('ends a worker that goes round in circles, and only what it was working on fails', async () => {
  const world = new World();
  const [first, second] = [world.engine.attempt(attempt(1)), world.engine.attempt(attempt(2))];
  const lost = second.catch((error: unknown) => error);
  world.pass();
  expect(await first).toMatchObject({ kind: 'crashed' });
  expect(await lost).toBeInstanceOf(EngineLost);
  expect(world.workers[0]?.isEnded).toBe(true);
  const third = world.engine.attempt(attempt(3));
  world.workers[1]?.answer({ id: 3, heldBytes: 5, outcome: { kind: 'value', value: 1 } });
  expect(await third).toMatchObject({ kind: 'value' });
});

it('has no further use for a worker whose library fell over', async () => {
  const world = new World();
  const asked = world.engine.attempt(attempt(1));
  world.workers[0]?.answer({ id: 1, heldBytes: 5, outcome: { kind: 'crashed', reason: 'unreachable' } });
  expect(await asked).toMatchObject({ kind: 'crashed', reason: 'unreachable' });
  expect(world.workers[0]?.isEnded).toBe(true);
});

it('leaves a worker that has answered alone, however long nothing is asked', async () => {
  const world = new World();
  const asked = world.engine.attempt(attempt(1));
  world.workers[0]?.answer({ id: 1, heldBytes: 5, outcome: { kind: 'missing', parts: [] } });
  await asked;
  world.pass();
  expect(world.workers[0]?.isEnded).toBe(false);
});

it('knows what its library held when it answered last, and nothing of one that has ended', async () => {
  const { engine, workers } = new World();
  expect(engine.heldBytes).toBe(0);
  const asked = engine.attempt(attempt(1));
  workers[0]?.answer({ id: 1, heldBytes: 700, outcome: { kind: 'value', value: 7 } });
  await asked;
  expect(engine.heldBytes).toBe(700);
  const fatal = engine.attempt(attempt(2));
  workers[0]?.answer({ id: 2, heldBytes: 900, outcome: { kind: 'crashed', reason: 'unreachable' } });
  await fatal;
  expect(engine.heldBytes).toBe(0);
});
