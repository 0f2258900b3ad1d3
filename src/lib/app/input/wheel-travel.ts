/** Pixels that one line of `deltaMode` 1 stands for. */
const LINE_PX = 33;
const PAGE_PX = 400;

/** How far a wheel went, in CSS pixels, downwards. */
export function wheelTravel(event: WheelEvent): number {
  // Shift turns a vertical wheel into a horizontal one on most systems.
  const delta = event.deltaY !== 0 ? event.deltaY : event.deltaX;
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return delta * LINE_PX;
  return event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? delta * PAGE_PX : delta;
}
