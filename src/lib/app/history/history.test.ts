import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, emptyHistory, redone, undone, withChange, withLast, type ViewChange } from './history';

const limits = { maxChanges: 5, maxBytes: 2000 };

function changeOf(number: number, padding = 0): ViewChange {
  const name = String(number) + 'x'.repeat(padding);
  return {
    ...{ subject: 'zoom', name, isContinuous: true, layers: [] },
    ...{ undo: { zoom: number + 1 }, redo: { zoom: number + 2 } },
  };
}

describe('a history', () => {
  it('gives changes back in the order last first, and again in the order first first', () => {
    let history = [1, 2, 3].reduce((h, n) => withChange(h, changeOf(n), limits), emptyHistory);
    history = undone(undone(history));
    expect(history.past.map(({ name }) => name)).toEqual(['1']);
    expect(redone(history).past.map(({ name }) => name)).toEqual(['1', '2']);
  });

  it('forgets what was undone once something new is done', () => {
    let history = [1, 2].reduce((h, n) => withChange(h, changeOf(n), limits), emptyHistory);
    history = withChange(undone(history), changeOf(3), limits);
    expect(history.past.map(({ name }) => name)).toEqual(['1', '3']);
    expect(redone(history)).toEqual(history);
  });

  it('lets a change go on, and come to nothing', () => {
    const history = [1, 2].reduce((h, n) => withChange(h, changeOf(n), limits), emptyHistory);
    expect(withLast(history, changeOf(9), limits).past.map(({ name }) => name)).toEqual(['1', '9']);
    expect(withLast(history, undefined, limits).past.map(({ name }) => name)).toEqual(['1']);
  });

  it('never exceeds its limits, and keeps the latest without a gap, whatever is done', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('add' as const), padding: fc.nat(1200) }),
        fc.constant({ do: 'undo' as const, padding: 0 }),
        fc.constant({ do: 'redo' as const, padding: 0 }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let history = emptyHistory;
        all.forEach((step, number) => {
          const before = history;
          if (step.do === 'undo') history = undone(history);
          else if (step.do === 'redo') history = redone(history);
          else history = withChange(history, changeOf(number, step.padding), limits);
          const kept = [...history.past, ...history.future];
          expect(kept.length).toBeLessThanOrEqual(limits.maxChanges);
          expect(kept.reduce((sum, change) => sum + bytesOf(change), 0)).toBeLessThanOrEqual(limits.maxBytes);
          if (step.do !== 'add') return;
          const chain = [...before.past, changeOf(number, step.padding)];
          expect(history.past).toEqual(chain.slice(chain.length - history.past.length));
        });
      }),
    );
  });
});
