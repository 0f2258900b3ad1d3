import { describe, expect, it } from 'vitest';
import { AppError, type LevelArray } from '../../../core';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { LevelOpener } from './level-opener';

/** A source that answers what the test says, and notes what it was asked for. */
class SourceByHand extends FakeSource {
  readonly asked: number[] = [];
  outcome: () => Promise<LevelArray> = () => Promise.reject(new AppError('http', 'The server answered 500.'));

  override openLevel(level: number): Promise<LevelArray> {
    this.asked.push(level);
    return this.outcome();
  }
}

function setUp() {
  const source = new SourceByHand({ levels: 3 });
  const layer = new Layer('layer1', source, { age: 1 });
  const told: string[] = [];
  const opener = new LevelOpener({
    onChange: () => void told.push('change'),
    onError: (_, { code }) => void told.push(code),
  });
  return { source, layer, told, opener };
}

async function drain(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}

describe('a level that cannot be opened', () => {
  it('is told of once, and not asked for again by later plans', async () => {
    const { source, layer, told, opener } = setUp();
    for (let frame = 0; frame < 10; frame++) {
      opener.open(layer, 1);
      await drain();
    }
    expect(source.asked).toEqual([1]);
    expect(told).toEqual(['http', 'change']);
    expect(opener.failures()).toEqual(['http 1@image']);
  });

  it('is asked for again when someone says so', async () => {
    const { source, layer, opener } = setUp();
    opener.open(layer, 1);
    await drain();
    opener.forget();
    expect(opener.failures()).toEqual([]);
    opener.open(layer, 1);
    expect(source.asked).toEqual([1, 1]);
  });

  it('stays so when another dataset is forgotten', async () => {
    const { layer, opener } = setUp();
    opener.open(layer, 1);
    await drain();
    opener.forget('other');
    expect(opener.failures()).toHaveLength(1);
    opener.forget('image');
    expect(opener.failures()).toHaveLength(0);
  });

  it('is bad metadata where nobody said what is wrong', async () => {
    const { source, layer, opener } = setUp();
    source.outcome = () => Promise.reject(new Error('a bug'));
    opener.open(layer, 2);
    await drain();
    expect(opener.failures()).toEqual(['bad-metadata 2@image']);
  });

  it('is no failure where the opening was called off', async () => {
    const { source, layer, told, opener } = setUp();
    source.outcome = () => Promise.reject(new DOMException('', 'AbortError'));
    opener.open(layer, 1);
    await drain();
    expect([opener.failures(), told]).toEqual([[], ['change']]);
  });
});

it('a level that is on its way is asked for once', async () => {
  const { source, layer, opener } = setUp();
  source.outcome = () => new Promise(() => undefined);
  opener.open(layer, 1);
  opener.open(layer, 1);
  await drain();
  expect([source.asked, opener.pendingCount]).toEqual([[1], 1]);
});

it('what fails after its dataset was closed is told to nobody', async () => {
  const { layer, told, opener } = setUp();
  opener.open(layer, 1);
  opener.forget('image');
  await drain();
  expect([opener.failures(), told]).toEqual([[], ['change']]);
});
