import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewState } from '../../view-state';
import { encodeView } from '../../view-fragment';
import { parseViewPatch } from '../../view-patch';
import { placeView, type OpenWorld } from './place-view';
import { readNeuroglancer } from './read-neuroglancer';

const em = 'zarr://https://data.example/em.zarr';
const dimensions = { x: [4e-9, 'm'], y: [4e-9, 'm'], z: [4e-8, 'm'], t: [1, 's'] };

function layersOf(...layers: object[]) {
  return readNeuroglancer({ layers, layout: 'xy' });
}
const looks = (...layers: object[]) => layersOf(...layers).link.view.layers;

describe('the layers of a Neuroglancer state', () => {
  it('are sources with their looks, bottom first', () => {
    const { link, leftOut } = layersOf(
      { type: 'image', source: em, name: 'em', opacity: 0.7, blend: 'additive', visible: false },
      { type: 'segmentation', source: 'https://data.example/cells.zarr/|zarr3:0', name: 'cells' },
    );
    expect(leftOut).toEqual([]);
    expect(link).toEqual({
      sources: ['https://data.example/em.zarr', 'https://data.example/cells.zarr/0'],
      withheld: [],
      failures: [],
      view: {
        sourceKinds: ['auto', 'labels'],
        layers: [
          { id: 'layer1', name: 'em', visible: false, opacity: 0.7, blending: 'additive' },
          { id: 'layer2', name: 'cells', visible: true, opacity: 0.5 },
        ],
      },
    });
  });

  it.each([
    [em, 'https://data.example/em.zarr'],
    [{ url: em }, 'https://data.example/em.zarr'],
    [[{ url: 'precomputed://gs://b/mesh' }, { url: em, transform: {} }], 'https://data.example/em.zarr'],
    ['gs://bucket/a|zarr:', 'gs://bucket/a'],
    ['zarr2://s3://bucket/a/', 's3://bucket/a/'],
    ['https://data.example/auto.zarr', 'https://data.example/auto.zarr'],
    ['https://h/a.zip|zip:x|zarr3:', 'https://h/a.zip|zip:x|zarr3:'],
    ['https://h/a.zip|zip:x', 'https://h/a.zip|zip:x'],
    ['s3://bucket/a.h5|hdf5:g/b', 's3://bucket/a.h5|hdf5:g/b'],
  ])('may have the source %j', (source, location) => {
    expect(layersOf({ source }).link.sources).toEqual([location]);
  });

  it.each([
    [{ source: 'precomputed://gs://b/em' }, '“a”: precomputed data'],
    [{ source: 'n5://https://h/a.n5' }, '“a”: N5 data'],
    [{ source: 'https://h/a.zip|zip:x|n5:' }, '“a”: N5 data'],
    [{ source: 'https://h/a.tar|tar:x|zarr:' }, '“a”: a source of the kind tar'],
    [{ source: 'zarr://middleauth+https://h/a' }, '“a”: a source of the kind zarr'],
    [{ type: 'annotation', source: 'local://annotations' }, '“a”: annotations'],
    [{ type: 'mesh', source: 'vtk://https://h/a.vtk' }, '“a”: a mesh'],
    [{}, '“a”: a source of another kind'],
    [{ source: 7 }, '“a”: a source of another kind'],
    [
      { source: em, shader: 'void main() { emitRGB(colormapJet(toNormalized(getDataValue()))); }' },
      '“a”: its shader, except for a colour and a range',
    ],
    [{ source: { url: em, transform: { matrix: [[1, 0, 0, 5]] } } }, '“a”: its transform'],
    [{ source: [em, 'precomputed://gs://b/mesh'] }, '“a”: precomputed data'],
    [{ type: 'segmentation', source: em, segments: ['1', '2', '!3'] }, '“a”: a choice of 2 objects'],
    [{ type: 'segmentation', source: em, segmentColors: { 1: '#f00' } }, '“a”: its setting segmentColors'],
  ])('leave %j out, and say so', (layer, words) => {
    expect(layersOf({ name: 'a', ...layer }).leftOut).toEqual([words]);
  });

  it.each([
    [{ shaderControls: { normalized: { range: [10, 200] } } }, { contrast: [10, 200] }],
    [{ shaderControls: { normalized: { range: [200, 10], window: [0, 255] } } }, { contrast: [200, 10] }],
    [{ shaderControls: { normalized: { range: [1] }, brightness: 0.5 } }, {}],
    [{ shaderControls: { color: '#FF8800' } }, { colormap: '#ff8800' }],
    [{ shaderControls: { tint: '#0f0' } }, { colormap: '#00ff00' }],
    [
      {
        shader:
          '#uicontrol invlerp contrast(range=[0, 4095], window=[0, 65535])\n#uicontrol vec3 color color(default="cyan")\nvoid main() {\n  // the picture\n  emitRGB(color * contrast());\n}\n',
      },
      { contrast: [0, 4095], colormap: '#00ffff' },
    ],
    [{ shader: 'void main() { emitGrayscale(toNormalized(getDataValue(0))); }' }, {}],
    [{ shader: '#uicontrol vec3 c color(default="constructor")\n' }, {}],
  ])('have the contrast and colour of %j', (layer, look) => {
    const read = layersOf({ source: em, ...layer });
    expect(read.link.view.layers).toEqual([{ id: 'layer1', visible: true, opacity: 1, ...look }]);
    expect(read.leftOut).toEqual([]);
  });

  it.each([
    ['on', 'translucent'],
    ['max', 'mip'],
    ['min', 'minip'],
    [{ mode: 'max' }, 'mip'],
    [true, 'translucent'],
    ['off', undefined],
  ])('render volumes as %j says', (volumeRendering, rendering) => {
    expect(looks({ source: em, volumeRendering })?.[0]?.rendering).toBe(rendering);
  });

  it('choose the one object that is chosen', () => {
    const layer = { type: 'segmentation', source: em, segments: ['18446744073709551615', '!2'] };
    expect(looks(layer)?.[0]).toMatchObject({
      selectedLabel: '18446744073709551615',
      showSelectedOnly: true,
    });
    const faint = looks({ ...layer, notSelectedAlpha: 0.2 })?.[0];
    expect([faint?.selectedLabel, faint?.showSelectedOnly]).toEqual(['18446744073709551615', undefined]);
  });

  it('are channels of one image where each shows one', () => {
    const channel = (at: number, color: string, rest: object = {}) => ({
      ...{
        type: 'image',
        source: em,
        name: `c${String(at)}`,
        localPosition: [at],
        localDimensions: { "c'": [1, ''] },
      },
      ...{ shaderControls: { color, normalized: { range: [0, 100 * at] } }, blend: 'additive' },
      ...rest,
    });
    const { link } = layersOf(channel(2, '#00ff00'), channel(0, '#ff0000', { visible: false }));
    expect(link.sources).toEqual(['https://data.example/em.zarr']);
    expect(link.view.layers).toEqual([
      {
        ...{ id: 'layer1', visible: true, opacity: 1, blending: 'additive' },
        channels: [
          { visible: false, colormap: '#ff0000' },
          { visible: false },
          { visible: true, colormap: '#00ff00', contrast: [0, 200] },
        ],
      },
    ]);
  });
});

describe('the camera of a Neuroglancer state', () => {
  const viewOf = (state: object) => {
    const { link, leftOut } = readNeuroglancer({ dimensions, ...state });
    const { layers: _, ...view } = link.view;
    return { view, leftOut };
  };

  it.each([
    ['xy', { mode: '2d', axes: ['y', 'x'] }],
    ['xz', { mode: '2d', axes: ['z', 'x'] }],
    ['yz', { mode: '2d', axes: ['y', 'z'] }],
    ['3d', { mode: '3d', axes: ['z', 'y', 'x'] }],
    [
      { type: 'xy', showSlices: false },
      { mode: '2d', axes: ['y', 'x'] },
    ],
  ])('shows the layout %j', (layout, view) => {
    expect(viewOf({ layout })).toEqual({ view, leftOut: [] });
  });

  it.each([
    '4panel',
    '4panel-alt',
    'xy-3d',
    undefined,
    { type: 'row', children: [{ layout: 'xy' }, { layout: '3d' }] },
  ])('shows the slice of %j', (layout) => {
    const isRow = typeof layout === 'object';
    expect(viewOf({ layout })).toEqual({
      view: { mode: '2d', axes: ['y', 'x'] },
      leftOut: isRow ? [] : ['the other panels of its layout'],
    });
  });

  it('shows the axes that it displays', () => {
    expect(viewOf({ layout: 'xy', displayDimensions: ['t', 'z', 'x'] }).view.axes).toEqual(['z', 't']);
  });

  it('turns the other way round', () => {
    expect(viewOf({ layout: '3d', projectionOrientation: [0, 2, 0, 2] }).view.rotation).toEqual([
      ...[0, -Math.SQRT1_2, 0].map((value) => expect.closeTo(value) as unknown),
      expect.closeTo(Math.SQRT1_2),
    ]);
    expect(viewOf({ layout: 'xy', crossSectionOrientation: [0, 0, 1, 1] }).view.rotation?.[2]).toBeCloseTo(
      -Math.SQRT1_2,
    );
    expect(viewOf({ layout: 'xy', crossSectionOrientation: [1, 0, 0, 1] }).leftOut).toEqual([
      'the tilt of the slice',
    ]);
  });

  it('says which settings it does not know, and none of the window', () => {
    expect(viewOf({ layout: 'xy', title: 'a', selectedLayer: {}, novelty: 1 }).leftOut).toEqual([
      'the setting novelty',
    ]);
  });
});

const micro: OpenWorld = {
  axis: (name) => {
    const scale = { x: 0.004, y: 0.004, z: 0.04, t: 2 }[name];
    return scale === undefined
      ? undefined
      : { scale, translation: 0, unit: name === 't' ? 'second' : 'micrometer' };
  },
  unitFactor: (from, to) =>
    new Map([
      ['m micrometer', 1e6],
      ['s second', 1],
    ]).get(`${from} ${to}`),
  heightPx: 500,
};
const plain: OpenWorld = { ...micro, axis: () => ({ scale: 1, translation: 0 }) };

describe('the place of a Neuroglancer state', () => {
  const placeOf = (state: object, world: OpenWorld, mode: '2d' | '3d' = '2d') =>
    placeView(readNeuroglancer({ dimensions, ...state }).place, mode, world);

  it('is in the units of the data', () => {
    const { center, position, zoom } = placeOf(
      { position: [1000, 500, 7, 3], crossSectionScale: 2.5 },
      micro,
    );
    expect(center).toEqual({ x: expect.closeTo(4), y: expect.closeTo(2), z: expect.closeTo(0.28), t: 3 });
    expect(position).toEqual({ x: 1000, y: 500, z: 7, t: 2 });
    expect(zoom).toBeCloseTo(1 / (2.5 * 0.004));
  });

  it('starts where the voxel starts in arrays without units', () => {
    const bare = { dimensions: { x: [1, ''], y: [1, ''], z: [1, ''] }, position: [10.5, 20.5, 3.5] };
    expect(placeOf({ ...bare, crossSectionScale: 0.5 }, plain)).toEqual({
      center: { x: 10, y: 20, z: 3 },
      position: { x: 10, y: 20, z: 3 },
      zoom: 2,
    });
  });

  it('counts voxels where the data have no units', () => {
    expect(placeOf({ position: [10.5, 20.5, 3.5] }, plain).center).toEqual({ x: 10, y: 20, z: 3 });
  });

  it('zooms volumes by the height of the picture', () => {
    expect(placeOf({ projectionScale: 1000 }, micro, '3d').zoom).toBeCloseTo(500 / (1000 * 0.004));
  });

  it('is nowhere where it says nothing, or the data have no such axis', () => {
    expect(placeOf({}, micro)).toEqual({});
    expect(
      placeOf({ position: [1, 2, 3], crossSectionScale: 1 }, { ...micro, axis: () => undefined }),
    ).toEqual({});
  });
});

describe('whatever it is handed', () => {
  const key = fc.constantFrom(
    ...[
      'layers',
      'source',
      'url',
      'type',
      'dimensions',
      'position',
      'layout',
      'children',
      'shader',
      'visible',
    ],
    ...[
      'shaderControls',
      'segments',
      'localDimensions',
      'localPosition',
      'name',
      'x',
      '__proto__',
      'transform',
    ],
    ...[
      'crossSectionScale',
      'projectionOrientation',
      'displayDimensions',
      'opacity',
      'volumeRendering',
      "c'",
    ],
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        em,
        'xy',
        '3d',
        'image',
        'segmentation',
        '4panel',
        '#ff0000',
        '18446744073709551615',
        'x',
      ),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5 }),
    ),
  }));

  it('gives a view that a link can carry', () => {
    const whole: ViewState = {
      ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: {}, zoom: 1, rotation: [0, 0, 0, 1] },
      ...{ perspective: 0, position: {}, layers: [] },
    };
    const state = fc.record({ layers: fc.array(json), dimensions: json, position: json, layout: json });
    fc.assert(
      fc.property(fc.oneof(json, state), (value) => {
        const { link, place, leftOut } = readNeuroglancer(value);
        expect(() => parseViewPatch(link.view)).not.toThrow();
        expect(() => encodeView({ ...whole, ...(link.view as Partial<ViewState>) })).not.toThrow();
        expect(() => parseViewPatch(placeView(place, link.view.mode, micro))).not.toThrow();
        expect(leftOut.length).toBeLessThan(50);
        expect(Object.hasOwn(Object.prototype, 'visible')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a hundred layers of more', () => {
    const layers = Array.from({ length: 150 }, (_, at) => ({ source: `zarr://https://h/${String(at)}` }));
    const { link, leftOut } = readNeuroglancer({ layers, layout: 'xy' });
    expect([link.sources.length, leftOut]).toEqual([100, ['50 more layers']]);
  });
});
