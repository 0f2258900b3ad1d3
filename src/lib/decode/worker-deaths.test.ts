import { describe, expect, it } from 'vitest';
import { read, World } from './pool-world.fixture';

describe('a decode pool', () => {
  it('replaces a worker whose lock is released, and redoes its work', async () => {
    const world = new World({ workerCount: 1 });
    const source = await world.open();
    let hasDied = false;
    world.isPoison = (request) => request.type === 'read' && !hasDied && (hasDied = true);
    const chunks = await Promise.all([read(source, [0, 0]), read(source, [0, 1])]);
    expect(chunks.map((chunk) => chunk?.data[0])).toEqual([1, 5]);
    expect(world.workers).toHaveLength(2);
  });

  it('replaces a worker that reports an error', async () => {
    const world = new World({ workerCount: 1 });
    const source = await world.open();
    const reading = read(source, [0, 0]);
    world.workers[0]?.fail();
    expect((await reading)?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
  });

  it('replaces a worker that says that it is spent, and suspects nothing of what it had', async () => {
    const world = new World({ workerCount: 1, hang: '/0/c/0/1' });
    const source = await world.open();
    const hanging = read(source, [0, 1]).catch((error: unknown) => error);
    world.said = (reply) => {
      if (!('chunk' in reply)) return reply;
      world.said = (same) => same;
      const error = { code: 'corrupt-chunk', message: 'Crashed.', detail: {} } as const;
      return { id: reply.id, traffic: reply.traffic, error, isSpent: true };
    };
    await expect(read(source, [0, 0])).rejects.toMatchObject({ code: 'corrupt-chunk' });
    expect((await read(source, [0, 0]))?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
    expect(world.workers[1]?.asked.filter(({ type }) => type === 'read')).toHaveLength(2);
    world.pool.stop();
    void hanging;
  });

  it.each([1, 2, 3])(
    'gives up a chunk that kills two workers, and no other, with %i workers',
    async (workerCount) => {
      const world = new World({ workerCount });
      const source = await world.open();
      world.isPoison = (request) => request.type === 'read' && request.index.join() === '0,1';
      const outcomes = await Promise.allSettled([
        ...[read(source, [0, 0]), read(source, [0, 1]), read(source, [0, 0]), read(source, [1, 1])],
        ...[read(source, [0, 0]), read(source, [0, 0]), read(source, [0, 0])],
      ]);
      const failed = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as Error] : [],
      );
      expect(failed).toHaveLength(1);
      expect(failed[0]).toMatchObject({ code: 'worker-crashed' });
      expect((await read(source, [0, 0]))?.data[0]).toBe(1);
    },
  );

  it('takes a minute of silence for death where there are no locks', async () => {
    const world = new World({ workerCount: 1, hasLocks: false });
    const source = await world.open();
    world.workers[0]?.die();
    const reading = read(source, [0, 0]);
    for (let i = 0; i < 12; i++) world.tick();
    expect(world.workers).toHaveLength(1);
    world.tick();
    expect((await reading)?.data[0]).toBe(1);
    expect(world.workers).toHaveLength(2);
  });
});
