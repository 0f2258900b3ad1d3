import type { ViewState } from '../../share';

/**
 * What makes a step of its own in the browser's history: what is open, in which mode, and along which axes. Those are acts that
 * someone wants to take back with one press. Everything else, such as moving about, changes the step that is there.
 */
export function stepOf(state: ViewState | undefined): string {
  return state ? JSON.stringify([state.sources, state.mode, state.axes]) : '';
}
