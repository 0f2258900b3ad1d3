import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { screenToWorld } from '../../view';
import { Scene } from '../scene/scene';
import { CameraMover } from './camera-mover';
import { Gestures } from './gestures';
import type { Point, PointerCommands } from './hand';

/** Gestures over a scene of its own, with a clock that the test drives. */
function makeGestures({ isMotionReduced = false, takesPresses = false } = {}) {
  const scene = new Scene();
  scene.camera = { center: [50, 60], zoom: 2, turn: 0, width: 400, height: 800, pixelRatio: 1 };
  const done: string[] = [];
  let frame: ((nowMs: number) => void) | undefined;
  let timers: { ms: number; run: () => void }[] = [];
  let nowMs = 0;
  const hand = new CameraMover({ scene, hitAt: () => undefined, onMove: () => undefined });
  if (takesPresses)
    hand.tool = {
      ...{ isActive: true, grab: () => true, drag: () => done.push('tool drag') },
      ...{ release: () => done.push('tool release'), giveUp: () => done.push('tool gives up') },
    };
  const commands: PointerCommands = {
    hand,
    step: () => undefined,
    hover: (at) => done.push(`hover ${String(at)}`),
    click: (at) => done.push(`click ${String(at)}`),
    menu: (at) => done.push(`menu ${String(at)}`),
    reducedMotion: () => isMotionReduced,
  };
  const gestures = new Gestures({
    commands,
    requestFrame: (callback) => (frame = callback),
    later: (ms, run) => {
      const timer = { ms: nowMs + ms, run };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
  });
  const sample = (id: number, at: Point, more = {}) => ({
    ...{ id, at, ms: nowMs, type: 'touch', shift: false, button: 0, buttons: 1 },
    ...more,
  });
  return {
    ...{ scene, done, gestures, hand },
    down: (id: number, at: Point, more = {}) => gestures.down(sample(id, at, more)),
    move: (id: number, at: Point, more = {}) => gestures.move(sample(id, at, more)),
    up: (id: number, at: Point, more = {}) => gestures.up(sample(id, at, more)),
    cancel: (id: number) => gestures.cancel(id),
    /** Time passes. */
    pass: (ms: number) => {
      nowMs += ms;
      const due = timers.filter((timer) => timer.ms <= nowMs);
      timers = timers.filter((timer) => timer.ms > nowMs);
      for (const { run } of due) run();
    },
    /** Returns whether an animation frame was asked for. */
    frame: () => {
      const run = frame;
      frame = undefined;
      run?.(nowMs);
      return run !== undefined;
    },
    worldAt: (at: Point) => screenToWorld(scene.camera, at),
    said: (what: string) => done.filter((one) => one.startsWith(what)),
  };
}

type Driven = ReturnType<typeof makeGestures>;

function expectNear(actual: Point, expected: Point): void {
  expect(actual[0]).toBeCloseTo(expected[0], 6);
  expect(actual[1]).toBeCloseTo(expected[1], 6);
}

function tap(driven: Driven, at: Point): void {
  driven.down(1, at);
  driven.pass(40);
  driven.up(1, at);
  driven.pass(60);
}

function flick(driven: Driven): void {
  driven.down(1, [200, 400]);
  for (const x of [180, 160, 140]) {
    driven.pass(16);
    driven.move(1, [x, 400]);
  }
  driven.up(1, [140, 400]);
}

const points = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 800 }));

describe('fingers', () => {
  test('what one finger has grabbed stays under it, wherever it goes', () => {
    fc.assert(
      fc.property(points, fc.array(points, { minLength: 1 }), (start, way) => {
        const driven = makeGestures();
        const grabbed = driven.worldAt(start);
        driven.down(1, start);
        for (const at of way) driven.move(1, at);
        const last = way.at(-1) ?? start;
        const hasMoved = way.some((at) => Math.hypot(at[0] - start[0], at[1] - start[1]) >= 10);
        expectNear(driven.worldAt(hasMoved ? last : start), grabbed);
      }),
    );
  });

  test('what lies between two fingers stays between them, whatever they do', () => {
    const apart = points.map(([x, y]): [Point, Point] => [
      [x, y],
      [x + 50, y + 70],
    ]);
    const moves = fc.array(fc.tuple(fc.constantFrom(1, 2), points), { maxLength: 20 });
    fc.assert(
      fc.property(apart, moves, ([first, second], way) => {
        const driven = makeGestures();
        const at = new Map([
          [1, first],
          [2, second],
        ]);
        const middle = (): Point => {
          const [a = first, b = second] = [at.get(1), at.get(2)];
          return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
        };
        driven.down(1, first);
        driven.down(2, second);
        const held = driven.worldAt(middle());
        for (const [id, to] of way) {
          at.set(id, to);
          driven.move(id, to);
        }
        const { zoom } = driven.scene.camera;
        const found = driven.worldAt(middle());
        expect(Math.hypot(found[0] - held[0], found[1] - held[1]) * zoom).toBeLessThan(1e-3);
      }),
    );
  });

  test('two fingers that part twofold and turn by a quarter zoom twofold and turn', () => {
    const driven = makeGestures();
    driven.down(1, [200, 400]);
    driven.down(2, [300, 400]);
    for (let step = 1; step <= 30; step++) {
      const angle = (step / 30) * (Math.PI / 2);
      const length = 100 * (1 + step / 30);
      driven.move(2, [200 + length * Math.cos(angle), 400 + length * Math.sin(angle)]);
    }
    expect(driven.scene.camera.zoom).toBeCloseTo(4, 6);
    expect(driven.scene.camera.turn).toBeGreaterThan(1.3);
    expect(driven.scene.camera.turn).toBeLessThan(Math.PI / 2);
  });

  test('a little turn is none, and one that ends nearly upright ends upright', () => {
    const driven = makeGestures();
    driven.down(1, [200, 400]);
    driven.down(2, [300, 400]);
    driven.move(2, [300, 412]);
    expect(driven.scene.camera.turn).toBe(0);
    driven.move(2, [300, 440]);
    driven.move(2, [300, 470]);
    expect(driven.scene.camera.turn).not.toBe(0);
    driven.move(2, [300, 445]);
    driven.up(2, [300, 445]);
    expect(driven.scene.camera.turn).toBe(0);
  });

  test('a finger that comes, is lifted, replaced or taken away never moves the picture', () => {
    const act = fc.tuple(fc.constantFrom('down', 'up', 'cancel', 'move'), fc.nat(3), points);
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const driven = makeGestures();
        const at = new Map<number, Point>();
        for (const [what, id, to] of acts) {
          driven.pass(400);
          const { center, zoom, turn } = driven.scene.camera;
          if (what === 'move') {
            if (at.has(id)) at.set(id, to);
            driven.move(id, to);
            continue;
          }
          const held = at.get(id);
          if (what === 'down' && !held) driven.down(id, to);
          if (what === 'up' && held) driven.up(id, held);
          if (what === 'cancel') driven.cancel(id);
          if (what === 'down' && !held) at.set(id, to);
          else if (what !== 'down') at.delete(id);
          // A turn that is made upright is the one thing that lifting does, about what was between the fingers.
          if (driven.scene.camera.turn === turn) expect(driven.scene.camera.center).toEqual(center);
          else expect(driven.scene.camera.turn).toBe(0);
          expect(driven.scene.camera.zoom).toBe(zoom);
        }
      }),
    );
  });

  test('the last of two fingers must move before it pans, from where it is then', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100]);
    driven.down(2, [200, 100]);
    driven.move(2, [220, 100]);
    driven.up(2, [220, 100]);
    const { center } = driven.scene.camera;
    driven.move(1, [105, 100]);
    driven.move(1, [120, 100]);
    expect(driven.scene.camera.center).toEqual(center);
    driven.move(1, [130, 100]);
    expect(driven.scene.camera.center[0]).toBeCloseTo(center[0] - 10 / driven.scene.camera.zoom);
  });
});

describe('taps and presses', () => {
  test('two taps zoom twofold about the second', () => {
    const driven = makeGestures();
    const held = driven.worldAt([120, 300]);
    tap(driven, [122, 300]);
    expect(driven.scene.camera.zoom).toBe(2);
    tap(driven, [120, 300]);
    expect(driven.scene.camera.zoom).toBe(4);
    expectNear(driven.worldAt([120, 300]), held);
    tap(driven, [120, 300]);
    expect(driven.scene.camera.zoom).toBe(4);
  });

  test('taps that are far apart in time or place are no double tap', () => {
    const driven = makeGestures();
    tap(driven, [100, 100]);
    driven.pass(400);
    tap(driven, [100, 100]);
    tap(driven, [200, 100]);
    expect(driven.scene.camera.zoom).toBe(2);
    expect(driven.said('click')).toHaveLength(3);
  });

  test('a drag after a double tap zooms about where it began', () => {
    const driven = makeGestures();
    const held = driven.worldAt([100, 100]);
    tap(driven, [100, 100]);
    driven.down(1, [100, 100]);
    for (const y of [120, 160, 200]) driven.move(1, [100, y]);
    driven.up(1, [100, 200]);
    expect(driven.scene.camera.zoom).toBeCloseTo(4);
    expectNear(driven.worldAt([100, 100]), held);
  });

  test('a quick pinch of many small moves is no tap of two fingers', () => {
    const driven = makeGestures();
    driven.down(1, [180, 400]);
    driven.down(2, [220, 400]);
    for (let step = 1; step <= 20; step++) {
      driven.pass(5);
      driven.move(1, [180 - step, 400]);
      driven.move(2, [220 + step, 400]);
    }
    driven.up(1, [160, 400]);
    driven.up(2, [240, 400]);
    expect(driven.scene.camera.zoom).toBeCloseTo(4, 6);
  });

  test('a tap of two fingers zooms out, a slow one does not', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100]);
    driven.down(2, [200, 100]);
    driven.pass(50);
    driven.up(2, [200, 100]);
    driven.up(1, [100, 100]);
    expect(driven.scene.camera.zoom).toBe(1);
    driven.down(1, [100, 100]);
    driven.down(2, [200, 100]);
    driven.pass(500);
    driven.up(2, [200, 100]);
    driven.up(1, [100, 100]);
    expect(driven.scene.camera.zoom).toBe(1);
    expect(driven.said('click')).toEqual([]);
  });

  test('a long press shows the value and the menu, once, and does nothing more', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100]);
    driven.pass(499);
    expect(driven.said('menu')).toEqual([]);
    driven.pass(1);
    driven.frame();
    expect(driven.said('menu')).toEqual(['menu 100,100']);
    expect(driven.said('hover').at(-1)).toBe('hover 100,100');
    const { camera } = driven.scene;
    driven.move(1, [200, 200]);
    driven.down(2, [300, 300]);
    driven.up(1, [200, 200]);
    driven.up(2, [300, 300]);
    driven.pass(1000);
    driven.frame();
    expect(driven.scene.camera).toBe(camera);
    expect(driven.said('click')).toEqual([]);
    expect(driven.said('menu')).toHaveLength(1);
  });

  test('a finger that has moved, and a mouse, ask for no menu by waiting', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100]);
    driven.move(1, [120, 100]);
    driven.pass(1000);
    driven.up(1, [120, 100]);
    driven.down(2, [100, 100], { type: 'mouse' });
    driven.pass(1000);
    driven.frame();
    expect(driven.said('menu')).toEqual([]);
  });

  test('a page that is late learns of a move before it takes a press for a long one', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100]);
    driven.pass(900);
    driven.move(1, [150, 100]);
    driven.frame();
    expect(driven.said('menu')).toEqual([]);
    expect(driven.scene.camera.center[0]).toBe(25);
  });

  test('a tool that takes presses gets them all, and gives up for a second finger', () => {
    const driven = makeGestures({ takesPresses: true });
    tap(driven, [100, 100]);
    tap(driven, [100, 100]);
    expect(driven.said('tool release')).toHaveLength(2);
    expect(driven.scene.camera.zoom).toBe(2);
    driven.down(1, [100, 100]);
    driven.down(2, [200, 100]);
    expect(driven.said('tool gives up')).toHaveLength(1);
  });
});

describe('a glide', () => {
  test('goes on after a flick, slower and slower, and ends', () => {
    const driven = makeGestures();
    flick(driven);
    const steps: number[] = [];
    driven.frame();
    for (let count = 0; count < 400; count++) {
      const before = driven.scene.camera.center[0];
      driven.pass(16);
      if (!driven.frame()) break;
      steps.push(driven.scene.camera.center[0] - before);
    }
    expect(steps.length).toBeGreaterThan(20);
    expect(steps.length).toBeLessThan(200);
    expect(steps.every((step, n) => step > 0 && step < (steps[n - 1] ?? Infinity))).toBe(true);
  });

  test('is none after a rest, after a slow drag, and with reduced motion', () => {
    const rested = makeGestures();
    rested.down(1, [200, 400]);
    rested.pass(16);
    rested.move(1, [100, 400]);
    rested.pass(200);
    rested.up(1, [100, 400]);
    expect(rested.frame()).toBe(false);
    const reduced = makeGestures({ isMotionReduced: true });
    flick(reduced);
    expect(reduced.frame()).toBe(false);
  });

  test('stops at once when a finger comes, which is no tap', () => {
    const driven = makeGestures();
    flick(driven);
    driven.frame();
    driven.pass(16);
    driven.frame();
    const { camera } = driven.scene;
    driven.down(1, [100, 100]);
    driven.pass(16);
    driven.frame();
    driven.up(1, [100, 100]);
    expect(driven.scene.camera).toBe(camera);
    expect(driven.said('click')).toEqual([]);
  });

  test('stops when told to, and when something else moves the picture', () => {
    const told = makeGestures();
    flick(told);
    told.frame();
    expect(told.gestures.halt()).toBe(true);
    const { camera } = told.scene;
    told.pass(16);
    told.frame();
    expect(told.scene.camera).toBe(camera);
    const moved = makeGestures();
    flick(moved);
    moved.frame();
    const home = { ...moved.scene.camera, center: [0, 0] as [number, number] };
    moved.scene.camera = home;
    moved.pass(16);
    moved.frame();
    expect(moved.scene.camera).toBe(home);
    expect(moved.frame()).toBe(false);
  });
});

describe('a pen', () => {
  const pen = { type: 'pen' };

  test('shows the value as it hovers, pans as it drags, and does not glide', () => {
    const driven = makeGestures();
    driven.move(1, [100, 100], { ...pen, buttons: 0 });
    expect(driven.done).toEqual(['hover 100,100']);
    const grabbed = driven.worldAt([100, 100]);
    driven.down(1, [100, 100], pen);
    driven.pass(16);
    driven.move(1, [180, 100], pen);
    expectNear(driven.worldAt([180, 100]), grabbed);
    driven.up(1, [180, 100], pen);
    expect(driven.frame()).toBe(false);
  });

  test('opens the menu by the button on its side, and does nothing with its eraser', () => {
    const driven = makeGestures();
    driven.down(1, [100, 100], { ...pen, button: 5, buttons: 32 });
    driven.move(1, [200, 100], { ...pen, button: -1, buttons: 32 });
    driven.up(1, [200, 100], { ...pen, button: 5, buttons: 0 });
    expect(driven.done).toEqual([]);
    driven.down(1, [100, 100], { ...pen, button: 2, buttons: 2 });
    driven.up(1, [100, 100], { ...pen, button: 2, buttons: 0 });
    expect(driven.said('menu')).toEqual(['menu 100,100']);
    expect(driven.said('click')).toEqual([]);
  });

  test('is beside a palm, which does nothing, before it and after it', () => {
    const driven = makeGestures();
    driven.down(7, [300, 600]);
    driven.down(1, [100, 100], pen);
    const grabbed = driven.worldAt([100, 100]);
    driven.down(8, [350, 700]);
    driven.move(7, [310, 700]);
    driven.move(8, [390, 700]);
    driven.move(1, [150, 120], pen);
    expectNear(driven.worldAt([150, 120]), grabbed);
    expect(driven.scene.camera.zoom).toBe(2);
  });
});
