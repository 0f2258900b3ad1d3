import { describe, expect, test } from 'vitest';
import * as zarr from 'zarrita';
import { generatorStore, generatorValue } from './generator-store';

const decoder = new TextDecoder();

async function readDocument(location: string, key: string) {
  const bytes = await generatorStore(location).get(key);
  return bytes && JSON.parse(decoder.decode(bytes));
}

describe('a generator store', () => {
  test('opens with zarrita alone and reads values from a chunk', async () => {
    const store = generatorStore('gen:ramp?levels=3&tile=16&factor=3&times=2');
    const group = await zarr.open.v3(zarr.root(store), { kind: 'group' });
    const level = await zarr.open.v3(group.resolve('1'), { kind: 'array' });
    const values = await zarr.get(level, [1, 5, null]);
    expect(level.shape).toEqual([2, 144, 144]);
    expect(level.dtype).toBe('uint32');
    expect(Array.from(values.data as Uint32Array)).toEqual(
      Array.from({ length: 144 }, (_, i) => 1000 + i * 3 + 1),
    );
  });

  test('describes axes, scales and translations as OME-Zarr 0.5', async () => {
    const document = await readDocument(
      'gen:ramp?levels=2&tile=8&factor=4&space=3&channels=2&times=3',
      '/zarr.json',
    );
    expect(document.attributes.ome.version).toBe('0.5');
    const [{ axes, datasets }] = document.attributes.ome.multiscales;
    expect(axes).toEqual([
      { name: 't', type: 'time' },
      { name: 'c', type: 'channel' },
      { name: 'z', type: 'space' },
      { name: 'y', type: 'space' },
      { name: 'x', type: 'space' },
    ]);
    expect(datasets[1]).toEqual({
      path: '1',
      coordinateTransformations: [
        { type: 'scale', scale: [1, 1, 4, 4, 4] },
        { type: 'translation', translation: [0, 0, 1.5, 1.5, 1.5] },
      ],
    });
  });

  test.each([
    ['pyramid=sample', [1.5, 1.5]],
    ['pyramid=decimate', [0, 0]],
  ])('writes the true offset for %s', async (query, expected) => {
    const document = await readDocument(`gen:ramp?levels=3&factor=4&tile=8&${query}`, '/zarr.json');
    expect(
      document.attributes.ome.multiscales[0].datasets[1].coordinateTransformations[1].translation,
    ).toEqual(expected);
  });

  test('leaves translations out when told so', async () => {
    const document = await readDocument('gen:ramp?levels=2&tile=8&translation=none', '/zarr.json');
    const [{ datasets }] = document.attributes.ome.multiscales;
    expect(
      datasets.map((d: { coordinateTransformations: unknown[] }) => d.coordinateTransformations.length),
    ).toEqual([1, 1]);
  });

  test('puts the omero window of a fractal at its iterations', async () => {
    const document = await readDocument('gen:mandelbrot?iterations=1000&dtype=uint16', '/zarr.json');
    expect(document.attributes.ome.omero.channels[0].window).toEqual({
      min: 0,
      max: 1000,
      start: 0,
      end: 1000,
    });
  });

  test('makes level 0 of the large Mandelbrot 134,217,728 wide and its coarsest two tiles', async () => {
    const finest = await readDocument('gen:mandelbrot?levels=18&tile=512', '/0/zarr.json');
    const coarsest = await readDocument('gen:mandelbrot?levels=18&tile=512', '/17/zarr.json');
    expect(finest.shape).toEqual([134217728, 134217728]);
    expect(coarsest.shape).toEqual([1024, 1024]);
  });

  test('rounds the shapes of coarser levels up', async () => {
    const document = await readDocument('gen:ramp?shape=1000,777&tile=64&levels=3&factor=3', '/2/zarr.json');
    expect(document.shape).toEqual([112, 87]);
  });

  test('fills what sticks out of a level with the fill value', async () => {
    const bytes = await generatorStore('gen:ramp?shape=3,3&tile=4&levels=1&dtype=uint8').get('/0/c/0/0');
    expect(Array.from(bytes ?? [])).toEqual([0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2, 0, 0, 0, 0, 0]);
  });

  test.each([
    '/0/c/0',
    '/0/c/0/4',
    '/0/c/0/0/0',
    '/0/c/00/0',
    '/3/c/0/0',
    '/3/zarr.json',
    '/.zattrs',
    '/0/c/-1/0',
    '/',
  ])('has nothing at %s', async (key) => {
    expect(await generatorStore('gen:ramp?levels=1&tile=4&factor=4').get(key)).toBeUndefined();
  });

  test('refuses to start once aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(generatorStore('gen:ramp').get('/0/c/0/0', { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test('stops in the midst of a chunk when aborted by a message', async () => {
    const controller = new AbortController();
    const location = 'gen:mandelbrot?levels=1&tile=4096&iterations=60000&dtype=uint16&shape=4096,4096';
    const reading = generatorStore(location).get('/0/c/0/0', { signal: controller.signal });
    setTimeout(() => controller.abort(), 0);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('holds in its chunks what generatorValue says', async () => {
    const location =
      'gen:checkerboard?shape=50,70,90&tile=16&levels=3&cell=5&factor=2&dtype=float32&channels=2';
    const bytes = await generatorStore(location).get('/1/c/1/1/0/2');
    const values = new Float32Array(bytes?.buffer ?? new ArrayBuffer(0));
    for (const [z, y, x] of [
      [0, 0, 0],
      [3, 7, 12],
      [8, 15, 11],
    ] as const) {
      const inChunk = values[(z * 16 + y) * 16 + x];
      expect(inChunk).toBe(generatorValue(location, 1, [1, 16 + z, y, 32 + x]));
    }
  });
});

describe('a location that cannot be made', () => {
  test.each([
    ['gen:sponge', 'checkerboard, ramp, mandelbrot, julia, mandelbulb'],
    ['gen:mandelbulb?order=1', 'from 2 to 32'],
    ['gen:mandelbulb?c=0,0', 'order'],
    ['gen:mandelbulb?pyramid=mean', 'one of sample'],
    ['gen:', 'checkerboard'],
    ['ramp', 'checkerboard'],
    ['gen:ramp?cell=3', 'axis'],
    ['gen:ramp?levels=0', 'from 1 to 40'],
    ['gen:ramp?levels=2.5', 'whole number'],
    ['gen:ramp?levels=2&levels=3', 'twice'],
    ['gen:ramp?axis=z', 'one of y, x'],
    ['gen:ramp?shape=10', 'spatial axes'],
    ['gen:ramp?shape=10,-3', 'positive'],
    ['gen:ramp?shape=10,10,10&space=2', 'spatial axes'],
    ['gen:ramp?tile=4096&space=3', 'MiB'],
    ['gen:ramp?levels=40&factor=16', '2^53'],
    ['gen:ramp?dtype=complex64', 'uint8'],
    ['gen:julia?c=1', 'two numbers'],
    ['gen:julia?pyramid=mean', 'one of sample'],
    ['gen:checkerboard?low=NaN', 'a number'],
  ])('%s is refused with %s', (location, expected) => {
    expect(() => generatorStore(location)).toThrow(
      expect.objectContaining({ code: 'bad-location', message: expect.stringContaining(expected) }),
    );
  });
});
