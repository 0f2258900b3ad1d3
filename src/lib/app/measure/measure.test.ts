import { describe, expect, it } from 'vitest';
import { displayAxes } from '../scene/display-axes';
import type { MeasurementState } from '../../share';
import { screenToWorld } from '../../view';
import { Layer } from '../scene/layers/layer';
import { Scene } from '../scene/scene';
import { FakeSource, makeImage } from '../session/image.fixture';
import { MeasureHand } from './measure-hand';
import { measureMarks, quantitiesOf } from './measure-marks';
import {
  isOnDisplay,
  measurementOf,
  placeBeside,
  placeOf,
  screenOf,
  withPlace,
  type Point,
} from './measured-places';
import { measurementsCsv } from './measurements-csv';

/** One volume in micrometres, seen in 2D with 2 pixels a unit, turned by a quarter of a turn. */
function makeScene(): Scene {
  const scene = new Scene();
  scene.add(
    new Layer('layer1', new FakeSource({ axes: 'zyx', shape: [9, 64, 64], unit: 'micrometer' }), { age: 1 }),
  );
  scene.camera = { ...scene.camera, width: 400, height: 200, zoom: 2, center: [32, 32], turn: Math.PI / 2 };
  return scene;
}

function makeHand(scene = makeScene(), hasHit = true) {
  const measured: MeasurementState[] = [];
  const hand = new MeasureHand({
    scene,
    placeAt: (point) => {
      if (!hasHit) return undefined;
      return scene.mode === '2d' ? screenToWorld(scene.camera, point) : [point[0], point[1], 5];
    },
    onMeasured: (measurement) => measured.push(measurement),
    onChange: () => undefined,
  });
  const press = (at: Point, shift = false) => {
    hand.grab(at, { shift });
    hand.release(at, { isStill: true });
  };
  const drag = (from: Point, to: Point, shift = false) => {
    const isTaken = hand.grab(from, { shift });
    if (isTaken) hand.drag(to);
    hand.release(to, { isStill: false });
    return isTaken;
  };
  return { scene, hand, measured, press, drag };
}

describe('the hand that measures', () => {
  it('draws with one drag in 2D, or with two presses', () => {
    const { hand, measured, press, drag } = makeHand();
    hand.kind = 'distance';
    expect(drag([200, 100], [200, 140])).toBe(true);
    press([200, 100]);
    expect(hand.count).toBe(1);
    press([200, 140]);
    expect(measured).toHaveLength(2);
    expect(measured[1]).toEqual(measured[0]);
    expect(measured[0]).toMatchObject({ kind: 'distance', axes: ['y', 'x'] });
  });

  it('measures 20 units for 40 pixels at a zoom of 2, however the view is turned', () => {
    const { scene, hand, measured, drag } = makeHand();
    hand.kind = 'distance';
    drag([200, 100], [224, 132]);
    const [line] = measured;
    expect(line && quantitiesOf(scene, line)[0]).toEqual({
      ...{ name: 'length', unit: 'micrometer', power: 1 },
      value: expect.closeTo(20, 12) as number,
    });
  });

  it('leaves a drag with Shift, and every drag in 3D, to the camera', () => {
    const { scene, hand, measured, press, drag } = makeHand();
    hand.kind = 'box';
    expect(drag([10, 10], [90, 90], true)).toBe(false);
    scene.setMode('3d');
    expect(drag([10, 10], [90, 90])).toBe(false);
    expect(measured).toEqual([]);
    press([1, 2]);
    press([3, 4]);
    expect(measured).toEqual([
      {
        kind: 'box',
        axes: ['z', 'y', 'x'],
        points: [
          [5, 2, 1],
          [5, 4, 3],
        ],
      },
    ]);
  });

  it('takes three presses for an angle', () => {
    const { hand, measured, press } = makeHand();
    hand.kind = 'angle';
    for (const at of [
      [10, 0],
      [0, 0],
      [0, 10],
    ] as const)
      press(at);
    expect(measured).toHaveLength(1);
    expect(hand.count).toBe(0);
  });

  it('says when nothing was met, and sets no point there', () => {
    const { hand, press } = makeHand(makeScene(), false);
    hand.kind = 'distance';
    press([1, 1]);
    expect([hand.hasMissed, hand.count]).toEqual([true, 0]);
  });

  it('begins anew when other axes are displayed, when a second finger comes, and when it is let go', () => {
    const { scene, hand, measured, press } = makeHand();
    hand.kind = 'distance';
    press([1, 1]);
    displayAxes(scene, ['z', 'x']);
    expect(hand.count).toBe(0);
    press([2, 2]);
    hand.cancel();
    expect(hand.count).toBe(0);
    hand.grab([5, 5], { shift: false });
    hand.giveUp();
    hand.release([50, 50], { isStill: false });
    expect([hand.count, measured.length]).toEqual([0, 0]);
  });

  it('shows what is being drawn up to the pointer', () => {
    const { hand, press } = makeHand();
    expect(hand.preview([9, 9])).toBeUndefined();
    hand.kind = 'distance';
    expect(hand.preview([9, 9])).toBeUndefined();
    press([1, 1]);
    expect(hand.preview([9, 9])?.points).toHaveLength(2);
    expect(hand.preview(undefined)).toBeUndefined();
  });
});

describe('a measurement', () => {
  it('is shown while its axes are displayed, also the other way about', () => {
    const scene = makeScene();
    const line = measurementOf(scene, 'distance', [
      [1, 2],
      [3, 4],
    ]);
    expect(isOnDisplay(scene, line)).toBe(true);
    displayAxes(scene, ['x', 'y']);
    expect(isOnDisplay(scene, line)).toBe(true);
    expect(placeOf(scene, line, 0)).toEqual([2, 1]);
    displayAxes(scene, ['z', 'x']);
    expect(isOnDisplay(scene, line)).toBe(false);
    expect(measureMarks(scene, [line])).toEqual([]);
    scene.setMode('3d');
    expect(isOnDisplay(scene, line)).toBe(false);
  });

  it('counts in seconds along an axis of time that is stretched on the screen', () => {
    const scene = new Scene();
    const image = { axes: 'tyx', shape: [11, 40, 80] };
    const axes = makeImage(image).axes.map((axis) => ({
      ...axis,
      unit: axis.name === 't' ? 'second' : 'micrometer',
    }));
    scene.add(new Layer('layer1', new FakeSource({ ...image, overrides: { axes } }), { age: 1 }));
    displayAxes(scene, ['t', 'x']);
    const factor = 60;
    Object.defineProperty(scene, 'stretch', { value: new Map([['t', factor]]) });
    const line = measurementOf(scene, 'distance', [
      [1, 2 * factor],
      [1, 5 * factor],
    ]);
    expect(line.points).toEqual([
      [2, 1],
      [5, 1],
    ]);
    expect(placeOf(scene, line, 1)).toEqual([1, 5 * factor]);
    expect(withPlace(scene, line, { at: 0, place: [1, 3 * factor] }).points[0]).toEqual([3, 1]);
  });

  it.each(['2d', '3d'] as const)('has a point that goes as far as it is pushed, in %s', (mode) => {
    const scene = makeScene();
    scene.setMode(mode);
    scene.space.pose = { ...scene.space.pose, rotation: [0, Math.sin(0.3), 0, Math.cos(0.3)] };
    const places =
      mode === '2d'
        ? [
            [1, 2],
            [3, 4],
          ]
        : [
            [1, 2, 3],
            [3, 4, 5],
          ];
    const line = measurementOf(scene, 'distance', places);
    const from = screenOf(scene, placeOf(scene, line, 1)) ?? [NaN, NaN];
    const place = placeBeside(scene, placeOf(scene, line, 1), [from[0] + 10, from[1] - 1]);
    const moved = withPlace(scene, line, { at: 1, place });
    const to = screenOf(scene, placeOf(scene, moved, 1)) ?? [NaN, NaN];
    expect(to[0] - from[0]).toBeCloseTo(10, 9);
    expect(to[1] - from[1]).toBeCloseTo(-1, 9);
    expect(moved.points[0]).toEqual(line.points[0]);
  });

  it('goes with the units of the world when the layer that gave them is closed', () => {
    const scene = makeScene();
    const nanometers = new FakeSource({ id: 'other', axes: 'yx', unit: 'nanometer' });
    scene.add(new Layer('layer2', nanometers, { age: 2 }));
    scene.measurements = [
      measurementOf(scene, 'distance', [
        [0, 0],
        [3, 4],
      ]),
    ];
    const [first] = scene.layers;
    if (first) scene.remove(first);
    const [line] = scene.measurements;
    expect(line?.points[1]?.map(Math.round)).toEqual([4000, 3000]);
    expect(scene.units.get('x')).toBe('nanometer');
  });

  it('is drawn as a rectangle along the axes of the world, with its label below', () => {
    const scene = makeScene();
    scene.camera = { ...scene.camera, turn: 0 };
    const [mark] = measureMarks(scene, [
      measurementOf(scene, 'box', [
        [22, 22],
        [42, 32],
      ]),
    ]);
    expect(mark?.lines).toEqual([
      [
        [180, 80],
        [220, 80],
        [220, 100],
        [180, 100],
        [180, 80],
      ],
    ]);
    expect(mark?.label).toEqual({ text: '20 µm × 10 µm · 200 µm²', at: [200, 114] });
  });

  it('has twelve edges as a box in 3D, and three sizes', () => {
    const scene = makeScene();
    scene.setMode('3d');
    const [mark] = measureMarks(scene, [
      measurementOf(scene, 'box', [
        [1, 1, 1],
        [5, 4, 3],
      ]),
    ]);
    expect(mark?.lines).toHaveLength(12);
    expect(mark?.label.text).toBe('4 µm × 3 µm × 2 µm · 24 µm³');
  });
});

it('a table has a row for each measurement, all digits, and no formula of a stranger', () => {
  const scene = makeScene();
  const measurements = [
    measurementOf(scene, 'distance', [
      [0, 0],
      [1 / 3, 0],
    ]),
    {
      ...measurementOf(scene, 'box', [
        [0, 0],
        [3, 4],
      ]),
      axes: ['=x', 'y'],
    },
  ];
  const rows = measurements.map((measurement) => ({
    measurement,
    quantities: quantitiesOf(scene, measurement),
    axes: measurement.axes.map((axis) => ({ axis, unit: 'micrometer' })),
  }));
  expect(measurementsCsv(rows).split('\r\n').slice(0, 2)).toEqual([
    'number,kind,length,angle,width,height,depth,area,volume,unit,points',
    '1,distance,0.3333333333333333,,,,,,,µm,y=0 x=0; y=0 x=0.3333333333333333',
  ]);
  expect(measurementsCsv(rows)).toContain(`,µm,'=x=0 y=0; =x=`);
});
