import { Glide, Speed } from './glide';
import type { Point, PointerCommands } from './hand';
import { middleOf, Pinch } from './pinch';
import { isBarrel, isEraser, Palms, type PointerSample } from './pointer-sample';
import { TapOfTwo, Taps } from './taps';

/** What travels less than this from where it went down has not moved, and what is pressed so long asks for the menu. */
const SLOP_PX: Readonly<Record<string, number>> = { touch: 10, pen: 6, mouse: 4 };
const LONG_PRESS_MS = 500;
/** A finger that drags this far after a double tap zooms twofold. */
const ZOOM_DRAG_PX = 100;

export interface GesturesOptions {
  readonly commands: PointerCommands;
  /** Runs something later; returns what calls it off. */
  readonly later: (ms: number, run: () => void) => () => void;
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
}

/**
 * What the pointers that are down do. `pressed`: one that has not moved yet. `zooming`: one that drags after a double tap.
 * `spent`: what was asked for has been done, until all are lifted.
 */
type Doing = 'nothing' | 'pressed' | 'dragging' | 'zooming' | 'pinching' | 'spent';

interface Contact {
  readonly type: string;
  at: Point;
}

/** Makes gestures of pointers. What a finger does that comes, goes or is taken away never moves the picture by itself. */
export class Gestures {
  readonly #options: GesturesOptions;
  /** Those that are down, the oldest first; the first two pinch. */
  readonly #contacts = new Map<number, Contact>();
  readonly #palms = new Palms();
  readonly #taps = new Taps();
  readonly #tapOfTwo = new TapOfTwo();
  readonly #speed = new Speed();
  readonly #glide: Glide;
  #doing: Doing = 'nothing';
  #pinch = new Pinch();
  /** Where the pointer went down that is pressed or drags. */
  #anchor: Point = [0, 0];
  #isSecondTap = false;
  /** What is pressed is what is left of several, or has stopped a glide: it is no tap. */
  #isNoTap = false;
  #isRest = false;
  #dropLongPress: () => void = () => undefined;

  constructor(options: GesturesOptions) {
    this.#options = options;
    const { requestFrame, commands } = options;
    this.#glide = new Glide({ requestFrame, step: (from, to) => commands.hand.glide(from, to) });
  }

  /** Something else is done: the picture stands still at once. */
  halt(): boolean {
    return this.#glide.halt();
  }

  down(sample: PointerSample): void {
    const hasHalted = this.halt();
    if (sample.type === 'mouse' && sample.button !== 0) return;
    if (isEraser(sample) || this.#palms.has(sample)) return;
    this.#palms.note(sample);
    if (sample.type === 'pen') this.#dropTouches();
    if (isBarrel(sample)) {
      this.#openMenu(sample.at);
      return;
    }
    this.#contacts.set(sample.id, { type: sample.type, at: sample.at });
    if (this.#doing === 'spent') return;
    if (this.#contacts.size === 1) this.#press(sample, hasHalted);
    else this.#takeHold(sample.ms);
  }

  move(sample: PointerSample): void {
    if (isEraser(sample)) return;
    this.#palms.note(sample);
    const contact = this.#contacts.get(sample.id);
    if (sample.type !== 'touch' || (contact && this.#contacts.size === 1))
      this.#options.commands.hover(sample.at);
    if (!contact) return;
    const before = contact.at;
    const pair = this.#pair();
    contact.at = sample.at;
    if (this.#doing === 'pinching') this.#pinchFrom(pair);
    else if (this.#doing === 'pressed') this.#leaveSlop(sample);
    else this.#follow(before, sample);
  }

  up(sample: PointerSample): void {
    const pair = this.#pair();
    if (!this.#contacts.delete(sample.id)) return;
    if (this.#contacts.size > 0) {
      this.#lose(pair);
      return;
    }
    const doing = this.#end();
    if (doing === 'pressed') this.#tap(sample);
    else if (doing === 'dragging') this.#letGo(sample);
    else if (doing === 'zooming') this.#options.commands.hand.release(sample.at, { isStill: false });
  }

  /** The browser takes a pointer away. */
  cancel(id: number): void {
    const pair = this.#pair();
    if (!this.#contacts.delete(id)) return;
    this.#tapOfTwo.drop();
    this.#options.commands.hand.giveUp();
    if (this.#contacts.size > 0) this.#lose(pair);
    else this.#end();
  }

  #press({ at, ms, shift, type }: PointerSample, hasHalted: boolean): void {
    const { hand, hover } = this.#options.commands;
    this.#doing = 'pressed';
    this.#anchor = at;
    this.#isRest = false;
    this.#isNoTap = hasHalted;
    this.#isSecondTap = type === 'touch' && !hand.takesPresses && this.#taps.isSecond(at, ms);
    this.#speed.clear();
    this.#speed.note(at, ms);
    hand.grab(at, { shift });
    if (type === 'touch') hover(at);
    if (type !== 'mouse') this.#awaitLongPress(at);
  }

  /** Browsers tell of moves with frames: a page that is late learns of them only then, and it was no long press. */
  #awaitLongPress(at: Point): void {
    let isDropped = false;
    const { later, requestFrame } = this.#options;
    const callOff = later(LONG_PRESS_MS, () => {
      requestFrame(() => {
        if (!isDropped) this.#openMenu(at);
      });
    });
    this.#dropLongPress = () => {
      isDropped = true;
      callOff();
    };
  }

  /** Two fingers or more: the first two move the picture. */
  #takeHold(ms: number): void {
    const { hand } = this.#options.commands;
    const pair = this.#pair();
    if (!pair) return;
    this.#dropLongPress();
    if (this.#doing === 'pinching') this.#tapOfTwo.drop();
    else {
      hand.giveUp();
      if (this.#doing === 'pressed' && !this.#isNoTap) this.#tapOfTwo.begin(pair, ms);
      this.#pinch = new Pinch();
    }
    this.#doing = 'pinching';
    hand.hold(middleOf(pair));
  }

  /** One of several is gone; the others go on from where they are. */
  #lose(before: readonly [Point, Point] | undefined): void {
    if (this.#doing !== 'pinching') return;
    const { hand } = this.#options.commands;
    const pair = this.#pair();
    if (pair) {
      hand.hold(middleOf(pair));
      return;
    }
    if (before) hand.loosen(middleOf(before));
    const [rest] = this.#contacts.values();
    this.#doing = 'pressed';
    this.#isNoTap = this.#isRest = true;
    this.#isSecondTap = false;
    this.#anchor = rest?.at ?? this.#anchor;
    this.#speed.clear();
    hand.grab(this.#anchor, { shift: false, isRest: true });
  }

  #pinchFrom(from: readonly [Point, Point] | undefined): void {
    const to = this.#pair();
    if (!from || !to) return;
    this.#tapOfTwo.follow(to, SLOP_PX['touch'] ?? 0);
    this.#options.commands.hand.pinch(middleOf(from), middleOf(to), this.#pinch.of(from, to));
  }

  /** What has moved far enough drags. All of its way counts, but for the last of two fingers, which is seldom meant. */
  #leaveSlop(sample: PointerSample): void {
    if (distance(sample.at, this.#anchor) < (SLOP_PX[sample.type] ?? 0)) return;
    this.#dropLongPress();
    this.#tapOfTwo.drop();
    this.#doing = this.#isSecondTap ? 'zooming' : 'dragging';
    this.#follow(this.#isRest ? sample.at : this.#anchor, sample);
  }

  #follow(from: Point, { at, ms, shift }: PointerSample): void {
    const { hand } = this.#options.commands;
    this.#speed.note(at, ms);
    if (this.#doing === 'dragging') hand.drag(from, at, { shift });
    else if (this.#doing === 'zooming') hand.zoom(2 ** ((at[1] - from[1]) / ZOOM_DRAG_PX), this.#anchor);
  }

  #tap({ at, ms, type }: PointerSample): void {
    const { hand, click } = this.#options.commands;
    const middle = this.#tapOfTwo.end(ms);
    hand.release(at, { isStill: !this.#isRest });
    if (middle) hand.zoom(0.5, middle);
    if (this.#isNoTap || hand.takesPresses) return;
    click(at);
    if (type !== 'touch') return;
    if (this.#isSecondTap) {
      this.#taps.clear();
      hand.zoom(2, at);
    } else this.#taps.note(at, ms);
  }

  #letGo({ at, ms, type }: PointerSample): void {
    const { hand, reducedMotion } = this.#options.commands;
    const speed = this.#speed.flick(ms);
    const glides = type === 'touch' && hand.movesPicture && !reducedMotion();
    hand.release(at, { isStill: false });
    if (glides && speed) this.#glide.start(at, speed);
  }

  #openMenu(at: Point): void {
    const { hand, hover, menu } = this.#options.commands;
    this.#dropLongPress();
    hand.giveUp();
    this.#taps.clear();
    this.#doing = this.#contacts.size > 0 ? 'spent' : 'nothing';
    hover(at);
    menu(at);
  }

  /** They are those of the hand that holds the pen. */
  #dropTouches(): void {
    for (const [id, { type }] of [...this.#contacts]) if (type === 'touch') this.cancel(id);
  }

  /** Returns what was done until now. */
  #end(): Doing {
    const doing = this.#doing;
    this.#dropLongPress();
    this.#doing = 'nothing';
    return doing;
  }

  #pair(): readonly [Point, Point] | undefined {
    const [first, second] = this.#contacts.values();
    return first && second && [first.at, second.at];
  }
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}
