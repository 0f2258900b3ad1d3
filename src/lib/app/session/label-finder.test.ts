import { describe, expect, it } from 'vitest';
import { AppError, isAbort, progressiveTuning, type LabelList } from '../../core';
import { applyViewState, viewState } from '../scene/state/view-state';
import { Layer } from '../scene/layers/layer';
import { Scene } from '../scene/scene';
import { FakeSource } from './image.fixture';
import { LabelFinder, type SharedLayer } from './label-finder';
import { Opening } from './opening';
import { Sources } from './sources';

/** A session of fakes: what is read comes at once, and time passes when the test says so. */
class World {
  readonly scene = new Scene();
  isSettled = true;
  /** What the group beside each image lists. */
  lists: Record<string, readonly string[] | Error> = {};
  /** Locations that cannot be opened. */
  broken: string[] = [];
  readonly asked: string[] = [];
  readonly aborted: string[] = [];
  readonly errors: unknown[] = [];
  /** Reads go on once it resolves. */
  gate: Promise<void> = Promise.resolve();
  #timers: (() => void)[] = [];
  readonly opening = new Opening({
    scene: this.scene,
    sources: new Sources(1, () => progressiveTuning),
    pool: { open: (location, _, options) => this.#read(location, options?.signal), close: () => undefined },
    pageUrl: 'https://page.test/',
    onChange: () => undefined,
    onUnused: () => undefined,
  });
  readonly finder = new LabelFinder({
    ...{ scene: this.scene, slots: this.opening.slots, isSettled: () => this.isSettled },
    find: (image, signal) => this.#find(image, signal),
    open: (image, options) => this.opening.openBeside(image, options),
    locationOf: ({ source }, path) => `${source.dataset.location}/${path}`,
    later: (_, run) => void this.#timers.push(run),
    applyState: (state) => applyViewState(this.scene, { layers: [state] }, []),
    onFound: () => undefined,
    onError: (error) => void this.errors.push(error),
  });

  /** Opens images and lets label images be found. */
  async show(...locations: string[]): Promise<void> {
    for (const location of locations) await this.opening.open({ location });
    await this.quiet();
  }

  /** A frame, and then the time in which nothing happens. */
  async quiet(): Promise<void> {
    this.finder.afterFrame();
    for (const run of this.#timers.splice(0)) run();
    await turn();
    this.finder.afterFrame();
  }

  get layers(): string[] {
    return this.scene.layers.map(({ id, look }) => `${id}${look.visible ? '' : ' off'}`);
  }

  layer(id: string): Layer {
    const layer = this.scene.layers.find((each) => each.id === id);
    if (!layer) throw new Error(`There is no layer ${id}.`);
    return layer;
  }

  /** The view as a link has it. */
  link(): SharedLayer[] {
    const { slots } = this.opening;
    return viewState(this.scene, slots.locations, slots.linkIds()).layers;
  }

  async #find({ source }: Layer, signal: AbortSignal): Promise<LabelList> {
    const { location } = source.dataset;
    this.asked.push(location);
    signal.addEventListener('abort', () => this.aborted.push(location));
    await this.gate;
    const list = this.lists[location] ?? [];
    if (list instanceof Error) throw list;
    return { format: 3, names: list };
  }

  async #read(location: string, signal?: AbortSignal): Promise<FakeSource[]> {
    this.asked.push(location);
    await this.gate;
    if (signal?.aborted) throw new DOMException('Aborted.', 'AbortError');
    if (this.broken.includes(location)) throw new AppError('not-found', 'There is nothing.');
    const labels = location.includes('labels') ? { colors: [], properties: [] } : undefined;
    return [
      new FakeSource({
        id: `${location}~${this.asked.length}`,
        location,
        overrides: { ...(labels && { labels }) },
      }),
    ];
  }
}

async function turn(): Promise<void> {
  for (let i = 0; i < 100; i++) await Promise.resolve();
}

describe('label images beside an image', () => {
  it('are offered once the picture stands: above the image, switched off, in their order', async () => {
    const world = new World();
    world.lists = { a: ['nuclei', 'cells/all'] };
    world.isSettled = false;
    await world.show('a', 'b');
    expect(world.asked).toEqual(['a', 'b']);
    world.isSettled = true;
    await world.quiet();
    expect(world.layers).toEqual(['layer1', 'layer1/nuclei off', 'layer1/cells/all off', 'layer2']);
    expect(world.scene.layers.map(({ name }) => name)).toEqual(['a~1', 'nuclei', 'cells/all', 'b~2']);
    expect(world.asked).toEqual(['a', 'b', 'a', 'b', 'a/labels/nuclei', 'a/labels/cells/all']);
  });

  it('that were closed come back when they are asked for, switched off too', async () => {
    const world = new World();
    world.lists = { a: ['nuclei', 'cells'] };
    await world.show('a');
    const before = viewState(world.scene, ['a']).layers;
    world.opening.close(world.layer('layer1/nuclei'));
    await world.quiet();
    expect(world.layers).toEqual(['layer1', 'layer1/cells off']);
    await world.finder.bringBack(before);
    expect(world.layers).toEqual(['layer1', 'layer1/nuclei off', 'layer1/cells off']);
  });

  it('are not looked for while the picture moves again', async () => {
    const world = new World();
    await world.opening.open({ location: 'a' });
    world.finder.afterFrame();
    world.isSettled = false;
    await world.quiet();
    expect(world.asked).toEqual(['a']);
  });

  it('are looked for once, and offered for the first of two layers of one image', async () => {
    const world = new World();
    world.lists = { a: ['nuclei'] };
    await world.show('a', 'a');
    await world.quiet();
    await world.quiet();
    expect(world.asked).toEqual(['a', 'a', 'a/labels/nuclei']);
    expect(world.layers).toEqual(['layer1', 'layer1/nuclei off', 'layer2']);
    world.opening.close(world.layer('layer1'));
    await world.quiet();
    expect(world.layers).toEqual(['layer2', 'layer2/nuclei off']);
  });

  it('are not looked for beside labels and generated images', async () => {
    const world = new World();
    const { slots } = world.opening;
    await world.show('labels');
    const slot = slots.claim({ location: 'gen:ramp' });
    const source = new FakeSource({ id: 'gen', overrides: { generated: true } });
    slot.layers = [new Layer('layer2', source, { age: 2 })];
    world.scene.add(slot.layers[0] as Layer);
    await world.quiet();
    expect(world.asked).toEqual(['labels']);
  });

  it('that cannot be opened leave the others', async () => {
    const world = new World();
    world.lists = { a: ['x', 'y'] };
    world.broken = ['a/labels/x'];
    await world.show('a');
    expect([world.layers, world.errors]).toEqual([['layer1', 'layer1/y off'], []]);
  });

  it('that cannot be looked for are none, and nothing is said', async () => {
    const world = new World();
    world.lists = { a: new AppError('offline', 'There is no network.') };
    await world.show('a');
    await world.quiet();
    expect([world.layers, world.errors, world.asked]).toEqual([['layer1'], [], ['a', 'a']]);
  });

  it('are closed with the image, and one that is closed by hand is not offered again', async () => {
    const world = new World();
    world.lists = { a: ['x', 'y'] };
    await world.show('a', 'b');
    world.opening.close(world.layer('layer1/x'));
    await world.quiet();
    expect(world.layers).toEqual(['layer1', 'layer1/y off', 'layer2']);
    world.opening.close(world.layer('layer1'));
    expect([world.layers, world.opening.slots.locations]).toEqual([['layer2'], ['b']]);
    world.opening.closeAll();
    expect(world.layers).toEqual([]);
  });

  it('are not added to an image that was closed while they were read, and are read no further', async () => {
    const world = new World();
    let open = (): void => undefined;
    world.lists = { a: ['x', 'y'] };
    await world.opening.open({ location: 'a' });
    world.gate = new Promise((resolve) => (open = resolve));
    await world.quiet();
    world.opening.close(world.layer('layer1'));
    world.finder.afterFrame();
    expect(world.aborted).toEqual(['a']);
    open();
    await turn();
    expect([world.layers, world.asked]).toEqual([[], ['a', 'a']]);
  });

  it('do not hold up what waits for the view', async () => {
    const world = new World();
    world.lists = { a: ['x'] };
    await world.opening.open({ location: 'a' });
    world.gate = new Promise(() => undefined);
    await world.quiet();
    expect([world.asked.length, world.opening.isPending]).toEqual([2, false]);
  });
});

it('a label image is duplicated as a source of its own, as labels', async () => {
  const world = new World();
  world.lists = { a: ['x'] };
  await world.show('a');
  const copy = await world.opening.duplicate(world.layer('layer1/x'));
  expect(world.scene.layers.map(({ name }) => name)).toEqual(['a~1', 'x', 'x copy']);
  expect([copy?.source.dataset.location, world.opening.slots.kinds]).toEqual([
    'a/labels/x',
    { sourceKinds: ['auto', 'labels'] },
  ]);
});

describe('a link', () => {
  it('shows again what it was made with, whether label images are found by then or not', async () => {
    const world = new World();
    world.lists = { b: ['x', 'y'] };
    await world.show('a', 'b');
    world.layer('layer2/y').patch({ visible: true, opacity: 0.25 });
    world.layer('layer2/x').patch({ opacity: 0.5 });
    world.scene.move(world.layer('layer2/y'), 0);
    world.opening.close(world.layer('layer1'));
    const link = world.link();
    expect(link.map(({ id }) => id)).toEqual(['layer1/y', 'layer1', 'layer1/x']);

    const fresh = new World();
    fresh.lists = { b: ['x', 'y'] };
    await fresh.opening.open({ location: 'b' });
    await fresh.finder.follow(link);
    expect(fresh.layers, 'what is shown is there at once').toEqual(['layer1/y', 'layer1']);
    await fresh.quiet();
    expect(fresh.link(), 'and the rest when it is found').toEqual(link);

    const late = new World();
    late.lists = { b: ['x', 'y'] };
    await late.show('b');
    applyViewState(late.scene, { layers: link }, []);
    await late.finder.follow(link);
    expect(late.link(), 'or where all is there').toEqual(link);
  });

  it('switches off what it does not name', async () => {
    const world = new World();
    world.lists = { a: ['x'] };
    await world.show('a');
    world.layer('layer1/x').patch({ visible: true });
    await world.finder.follow([{ id: 'layer1' }]);
    expect(world.layers).toEqual(['layer1', 'layer1/x off']);
  });

  it('that shows what is no longer there is followed as far as it goes', async () => {
    const world = new World();
    world.broken = ['a/labels/x'];
    await world.opening.open({ location: 'a' });
    await world.finder.follow([
      { id: 'layer1/x', visible: true },
      { id: 'layer7/x', visible: true },
    ]);
    expect([world.layers, world.errors, world.asked]).toEqual([['layer1'], [], ['a', 'a/labels/x']]);
  });

  it('says when what it shows cannot be opened', async () => {
    const world = new World();
    await world.opening.open({ location: 'a' });
    world.gate = Promise.reject(new AppError('network', 'No answer.'));
    await world.finder.follow([{ id: 'layer1/x', visible: true }]);
    expect(world.errors).toEqual([expect.objectContaining({ code: 'network' })]);
  });
});

describe('what a source is opened as', () => {
  it('is part of the view, and tells apart two openings of one location', async () => {
    const world = new World();
    await world.opening.open({ location: 'a' });
    expect(world.opening.slots.kinds).toEqual({});
    await world.opening.open({ location: 'a', as: 'labels' });
    await world.opening.open({ location: 'a', as: 'labels' });
    expect(world.asked).toEqual(['a', 'a']);
    const { locations, kinds } = world.opening.slots;
    expect([locations, kinds]).toEqual([['a', 'a', 'a'], { sourceKinds: ['auto', 'labels', 'labels'] }]);
  });

  it('holds when a link that waits is opened, and for sources that stay', async () => {
    const world = new World();
    const specs = [{ location: 'a', as: 'image' as const }, { location: 'b' }];
    expect(world.opening.reserve(specs)).toEqual(['a', 'b']);
    await world.opening.open({ location: 'a' });
    await world.opening.open({ location: 'b' });
    const { slots } = world.opening;
    expect(slots.kinds).toEqual({ sourceKinds: ['image', 'auto'] });
    expect(world.opening.reserve(specs)).toEqual([]);
    expect(slots.specs(['b', 'c', 'a'])).toEqual([
      { location: 'b', as: undefined },
      { location: 'c', as: undefined },
      { location: 'a', as: 'image' },
    ]);
    await world.opening.replace(slots.specs(['a'], ['labels']));
    expect([slots.kinds, world.asked]).toEqual([{ sourceKinds: ['labels'] }, ['a', 'b', 'a']]);
  });

  it('that is closed while it is read is let go', async () => {
    const world = new World();
    const opening = world.opening.open({ location: 'a', as: 'labels' });
    world.opening.closeAll();
    expect(await opening.catch(isAbort)).toBe(true);
    expect(world.opening.slots.kinds).toEqual({});
  });
});
