import { describe, expect, it } from 'vitest';
import { AppError, isAbort, progressiveTuning, type ChunkSource } from '../../core';
import { FakeSource } from './image.fixture';
import { Opening } from './opening';
import { Scene } from '../scene/scene';
import type { SourceSpec } from '../scene/state/source-slots';
import { Sources } from './sources';

interface Reading {
  readonly location: string;
  readonly succeed: (images?: number) => void;
  readonly fail: () => void;
}

/** An opening whose readings the test ends by hand: `ab` has two images. What the pool and the cache are told is noted. */
class World {
  readonly scene = new Scene();
  readonly readings: Reading[] = [];
  readonly closed: string[] = [];
  readonly unused: string[] = [];
  readonly opening = new Opening({
    scene: this.scene,
    sources: new Sources(1, () => progressiveTuning),
    pool: {
      open: (location) => this.#read(location),
      close: (id) => void this.closed.push(id),
    },
    pageUrl: 'https://page.test/',
    onChange: () => undefined,
    onUnused: (id) => void this.unused.push(id),
  });

  get ids(): string[] {
    return this.scene.layers.map(({ id }) => id);
  }

  get locations(): string[] {
    return this.opening.slots.locations;
  }

  /** Id by the name of the image that the layer shows. */
  get shown(): Record<string, string> {
    return Object.fromEntries(this.scene.layers.map(({ id, source }) => [id, source.dataset.id]));
  }

  /** Opens locations one after the other. */
  async open(...locations: string[]): Promise<void> {
    for (const location of locations) await this.finish(this.opening.open({ location }));
  }

  /** Lets all that is read, and is read next, succeed. */
  async finish<T>(promise: Promise<T>): Promise<T> {
    const isDone = promise.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([isDone, turn()]))) for (const reading of this.readings) reading.succeed();
    return promise;
  }

  layer(id: string) {
    const layer = this.scene.layers.find((each) => each.id === id);
    if (!layer) throw new Error(`There is no layer ${id}.`);
    return layer;
  }

  #read(location: string): Promise<ChunkSource[]> {
    const opening = this.readings.filter((each) => each.location === location).length + 1;
    return new Promise((resolve, reject) => {
      const source = (image: string) => new FakeSource({ id: `${image}~${opening}`, location });
      this.readings.push({
        location,
        succeed: () => resolve([...location].map(source)),
        fail: () => reject(new AppError('http', 'The server answered 500.')),
      });
    });
  }
}

/** Sources at these locations, as what their metadata say. */
function at(...locations: string[]): SourceSpec[] {
  return locations.map((location) => ({ location }));
}

async function turn(): Promise<false> {
  for (let i = 0; i < 4; i++) await Promise.resolve();
  return false;
}

describe('a location', () => {
  it('is read anew once its layers are closed, and shares nothing with what was open before', async () => {
    const world = new World();
    await world.open('a');
    world.opening.close(world.layer('layer1'));
    expect([world.closed, world.unused]).toEqual([['a~1'], ['a~1']]);
    await world.open('a');
    expect(world.shown).toEqual({ layer1: 'a~2' });
  });

  it('is read once for two layers, and let go with the last of them', async () => {
    const world = new World();
    await world.open('a', 'a');
    expect(world.shown).toEqual({ layer1: 'a~1', layer2: 'a~1' });
    world.opening.close(world.layer('layer1'));
    expect(world.closed).toEqual([]);
    world.opening.close(world.layer('layer2'));
    expect(world.closed).toEqual(['a~1']);
  });

  it('has a place for each time that it is opened, also at once', async () => {
    const world = new World();
    await world.finish(
      Promise.all([world.opening.open({ location: 'a' }), world.opening.open({ location: 'a' })]),
    );
    expect(world.ids).toEqual(['layer1', 'layer2']);
    expect(world.locations).toEqual(['a', 'a']);
  });

  it('that fails is named no more, unless a link names it', async () => {
    const world = new World();
    world.opening.reserve(at('a', 'b'));
    for (const location of ['a', 'x']) {
      const opening = world.opening.open({ location });
      world.readings.at(-1)?.fail();
      await expect(opening).rejects.toMatchObject({ code: 'http' });
    }
    await world.open('b');
    expect(world.locations).toEqual(['a', 'b']);
    expect(world.shown).toEqual({ layer2: 'b~1' });
  });

  it('opens while another is closed', async () => {
    const world = new World();
    await world.open('a');
    const opening = world.opening.open({ location: 'b' });
    world.opening.close(world.layer('layer1'));
    await world.finish(opening);
    expect(world.locations).toEqual(['b']);
    expect(world.opening.slots.linkIds().get(world.ids[0] ?? '')).toBe('layer1');
  });

  it('that is read when all is closed comes to nothing, and is let go', async () => {
    const world = new World();
    const opening = world.opening.open({ location: 'a' });
    world.opening.closeAll();
    expect(await world.finish(opening).catch(isAbort)).toBe(true);
    expect([world.ids, world.locations, world.closed]).toEqual([[], [], ['a~1']]);
  });

  it('is pending while it is read, and no longer', async () => {
    const world = new World();
    const opening = world.opening.open({ location: 'a' });
    expect(world.opening.isPending).toBe(true);
    await world.finish(opening);
    expect(world.opening.isPending).toBe(false);
  });
});

describe('the sources of a link', () => {
  it('keep their places, so that one which was closed leaves the address', async () => {
    const world = new World();
    world.opening.reserve(at('a', 'b'));
    await world.open('a', 'b');
    world.opening.close(world.layer('layer1'));
    expect(world.locations).toEqual(['b']);
    expect([...world.opening.slots.linkIds()]).toEqual([['layer2', 'layer1']]);
  });

  it('are called by their order and by their image', async () => {
    const world = new World();
    await world.open('ab', 'c');
    expect(world.ids).toEqual(['layer1', 'layer1.2', 'layer2']);
  });

  it('stay open where the next link names them too', async () => {
    const world = new World();
    await world.open('a', 'b');
    expect(world.opening.reserve(at('c', 'b'))).toEqual(['c']);
    expect(world.closed).toEqual(['a~1']);
    await world.open('c');
    expect(world.locations).toEqual(['c', 'b']);
    expect(world.shown).toEqual({ layer1: 'c~1', layer2: 'b~1' });
  });
});

describe('replacing the sources', () => {
  it('closes what is not named and opens what is not open', async () => {
    const world = new World();
    await world.open('a', 'b');
    await world.finish(world.opening.replace(at('c', 'b')));
    expect(world.locations).toEqual(['c', 'b']);
    expect(world.shown).toEqual({ layer2: 'b~1', layer1: 'c~1' });
    expect(world.closed).toEqual(['a~1']);
  });

  it('calls layers by the order of the new sources', async () => {
    const world = new World();
    await world.open('a');
    await world.finish(world.opening.replace(at('b', 'c')));
    expect(world.ids).toEqual(['layer1', 'layer2']);
  });

  it('leaves everything as it was where one cannot be opened', async () => {
    const world = new World();
    await world.open('a');
    const replacing = world.opening.replace(at('b', 'c'));
    world.readings[1]?.succeed();
    await turn();
    await turn();
    world.readings[2]?.fail();
    await expect(replacing).rejects.toMatchObject({ code: 'http' });
    expect([world.shown, world.locations, world.closed]).toEqual([{ layer1: 'a~1' }, ['a'], ['b~1']]);
  });

  it('leaves everything as it was where a check of what would be fails', async () => {
    const world = new World();
    await world.open('a');
    const check = (next: Scene) => {
      throw new Error(`No: ${next.layers.map(({ id, source }) => `${id} ${source.dataset.id}`).join()}`);
    };
    await expect(world.finish(world.opening.replace(at('b', 'a'), { check }))).rejects.toThrow(
      'No: layer1 a~1,layer2 b~1',
    );
    expect([world.shown, world.locations, world.closed]).toEqual([{ layer1: 'a~1' }, ['a'], ['b~1']]);
  });

  it('gives way to sources that come after it', async () => {
    const world = new World();
    const first = world.opening.replace(at('a'));
    const second = world.opening.replace(at('b'));
    world.readings[1]?.succeed();
    await second;
    world.readings[0]?.succeed();
    expect(await first.catch(isAbort)).toBe(true);
    expect([world.shown, world.closed]).toEqual([{ layer1: 'b~1' }, ['a~1']]);
  });

  it('places the camera anew when nothing of before is left', async () => {
    const world = new World();
    await world.open('a');
    world.scene.mustFit = false;
    await world.finish(world.opening.replace(at('a', 'b')));
    expect(world.scene.mustFit).toBe(false);
    await world.finish(world.opening.replace(at('c')));
    expect(world.scene.mustFit).toBe(true);
  });
});
