/** What fingers, mice, pens and wheels ask for. Points are CSS pixels from the canvas' top left. */
export interface PointerCommands {
  pan(deltaX: number, deltaY: number): void;
  zoom(factor: number, at: readonly [number, number]): void;
  /** Steps the current slider. */
  step(delta: number): void;
  /** The pointer is here; `undefined` when it left. */
  hover(at: readonly [number, number] | undefined): void;
}

/** Zoom per unit of wheel travel: a notch of 100 is a factor of 1.2. */
const WHEEL_ZOOM = Math.log(1.2) / 100;
/** Browsers deliver a trackpad pinch as ctrl-wheel with small deltas. */
const PINCH_ZOOM = 0.01;
/** Pixels that one line of `deltaMode` 1 stands for. */
const LINE_PX = 33;
const PAGE_PX = 400;
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;

/** Listens on the canvas: drag pans, two fingers pan and zoom, the wheel zooms about the pointer. Returns what stops it. */
export function listenToPointers(canvas: HTMLElement, commands: PointerCommands): () => void {
  const pointers = new Map<number, readonly [number, number]>();
  const controller = new AbortController();
  const options = { signal: controller.signal };
  const local = (event: MouseEvent): readonly [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const doubleTap = makeDoubleTap(commands);
  let travelled = 0;
  let wheelSteps = 0;

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 && event.pointerType === 'mouse') return;
      canvas.setPointerCapture(event.pointerId);
      if (pointers.size === 0) travelled = 0;
      pointers.set(event.pointerId, local(event));
    },
    options,
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const at = local(event);
      if (event.pointerType !== 'touch' || pointers.size === 1) commands.hover(at);
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      pointers.set(event.pointerId, at);
      travelled += Math.hypot(at[0] - before[0], at[1] - before[1]);
      moveWith({ before, at, other: others[0] }, commands);
    },
    options,
  );
  const release = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === 'pointerup' && event.pointerType === 'touch' && pointers.size === 0 && travelled < 10)
      doubleTap(local(event), event.timeStamp);
  };
  canvas.addEventListener('pointerup', release, options);
  canvas.addEventListener('pointercancel', release, options);
  canvas.addEventListener('pointerleave', () => commands.hover(undefined), options);
  canvas.addEventListener(
    'dblclick',
    (event) => commands.zoom(event.altKey ? 0.5 : 2, local(event)),
    options,
  );
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const travel = wheelTravel(event);
      if (event.shiftKey) {
        wheelSteps += travel / 100;
        const whole = Math.trunc(wheelSteps);
        wheelSteps -= whole;
        if (whole !== 0) commands.step(whole);
      } else commands.zoom(Math.exp(-travel * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM)), local(event));
    },
    { ...options, passive: false },
  );
  return () => controller.abort();
}

/** A second pointer that holds still is the other end of a pinch: both share the pan, and their distance is the zoom. */
function moveWith(
  move: {
    before: readonly [number, number];
    at: readonly [number, number];
    other: readonly [number, number] | undefined;
  },
  commands: PointerCommands,
): void {
  const { before, at, other } = move;
  if (!other) {
    commands.pan(at[0] - before[0], at[1] - before[1]);
    return;
  }
  commands.pan((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
  const from = Math.hypot(before[0] - other[0], before[1] - other[1]);
  const to = Math.hypot(at[0] - other[0], at[1] - other[1]);
  if (from > 0 && to > 0) commands.zoom(to / from, [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2]);
}

function wheelTravel(event: WheelEvent): number {
  // Shift turns a vertical wheel into a horizontal one on most systems.
  const delta = event.deltaY !== 0 ? event.deltaY : event.deltaX;
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return delta * LINE_PX;
  return event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? delta * PAGE_PX : delta;
}

/** A mouse has `dblclick`; a canvas that takes touches itself (touch-action: none) does not get one from fingers. */
function makeDoubleTap(commands: PointerCommands) {
  let last: { at: readonly [number, number]; ms: number } | undefined;
  return (at: readonly [number, number], ms: number): void => {
    const isSecond =
      last &&
      ms - last.ms < DOUBLE_TAP_MS &&
      Math.hypot(at[0] - last.at[0], at[1] - last.at[1]) < DOUBLE_TAP_PX;
    last = isSecond ? undefined : { at, ms };
    if (isSecond) commands.zoom(2, at);
  };
}
