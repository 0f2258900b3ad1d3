/** A page that is hidden has no animation frames: then a timer stands in, so that what was begun comes to its end. */
const HIDDEN_FRAME_MS = 100;

/** Calls back with the next animation frame, or after 100 ms in a page that has none. */
export function requestFrame(callback: (nowMs: number) => void): void {
  let isDone = false;
  const once = (nowMs: number) => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback(nowMs);
  };
  const timer = setTimeout(() => {
    once(performance.now());
  }, HIDDEN_FRAME_MS);
  const frame = requestAnimationFrame(once);
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestFrame(() => {
      resolve();
    });
  });
}
