import { beforeAll, afterAll, expect, it, vi } from 'vitest';
import { WheelSteps } from './wheel-steps';

beforeAll(() => vi.stubGlobal('WheelEvent', { DOM_DELTA_LINE: 1, DOM_DELTA_PAGE: 2 }));
afterAll(() => vi.unstubAllGlobals());

const turn = (deltaY: number, deltaX = 0) => ({ deltaY, deltaX, deltaMode: 0 }) as WheelEvent;

it('steps once a notch, down and right on, and adds up what comes in parts', () => {
  const steps = new WheelSteps();
  expect(steps.of(turn(100))).toBe(1);
  expect(steps.of(turn(-240))).toBe(-2);
  expect(steps.of(turn(0, 60))).toBe(0);
  expect(steps.of(turn(0, 80))).toBe(1);
});
