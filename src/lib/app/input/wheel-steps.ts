import { wheelTravel } from './wheel-travel';

/** Travel of one notch of most wheels. */
const NOTCH_PX = 100;

/** Makes whole steps of what a wheel travels: a notch is one, and what a trackpad sends in small parts adds up. */
export class WheelSteps {
  #rest = 0;

  /** Returns the steps that are due, downwards and to the right on. */
  of(event: WheelEvent): number {
    this.#rest += wheelTravel(event) / NOTCH_PX;
    const whole = Math.trunc(this.#rest);
    this.#rest -= whole;
    return whole;
  }
}
