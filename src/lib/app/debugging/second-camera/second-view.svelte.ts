import { listenToPointers } from '../../input/pointer-input';
import type { Session } from '../../session/session';
import { keepEqual } from '../../viewer/keep-equal';
import type { ChunkNotes } from '../cells/scene-cells';
import { drawWires } from './draw-wires';
import { sceneWires } from './scene-wires';
import { SecondCamera } from './second-camera';
import type { SecondCameraViewer, SecondFraming, SecondPicture } from './second-camera-model';
import type { Wires } from './wires';

/** While the page is busy it is drawn no later than this. */
const LATEST_MS = 400;
/** Browsers without idle time wait so long. */
const PAUSE_MS = 60;

export interface SecondViewOptions {
  readonly session: Session;
  readonly notes: () => ChunkNotes;
  readonly reducedMotion: () => boolean;
}

/** Shows the plan from outside on a canvas: anew when the plan or the main camera has changed, as soon as the page has time. */
export class SecondView implements SecondCameraViewer {
  picture = $state.raw<SecondPicture | undefined>();
  framing = $state<SecondFraming>('all');
  readonly #options: SecondViewOptions;
  readonly #camera = new SecondCamera(() => this.#redraw());
  #canvas: HTMLCanvasElement | undefined;
  #isSeen = false;
  #wires: Wires | undefined;
  /** What the wires were made of. */
  #of: readonly unknown[] = [];
  #isAsked = false;
  #frame = 0;

  constructor(options: SecondViewOptions) {
    this.#options = options;
  }

  mount(canvas: HTMLCanvasElement): () => void {
    this.#canvas = canvas;
    const { reducedMotion } = this.#options;
    const nothing = () => undefined;
    const stopListening = listenToPointers(canvas, {
      commands: {
        ...{ hand: this.#camera, reducedMotion },
        ...{ step: nothing, hover: nothing, click: nothing, menu: nothing },
      },
      requestFrame: requestAnimationFrame,
    });
    const resized = new ResizeObserver(() => this.#redraw());
    resized.observe(canvas);
    const seen = new IntersectionObserver(([entry]) => {
      this.#isSeen = entry?.isIntersecting ?? false;
      this.follow();
    });
    seen.observe(canvas);
    return () => {
      stopListening();
      resized.disconnect();
      seen.disconnect();
      cancelAnimationFrame(this.#frame);
      this.#canvas = undefined;
      this.#isSeen = false;
    };
  }

  turn(right: number, down: number): void {
    this.#camera.turnBySteps(right, down);
  }

  pan(right: number, down: number): void {
    this.#camera.panBySteps(right, down);
  }

  zoom(factor: number): void {
    this.#camera.zoom(factor);
  }

  frame(framing: SecondFraming): void {
    this.framing = framing;
    this.#camera.recenter();
    this.follow();
  }

  reset(): void {
    this.#camera.reset();
  }

  /** Once in each frame of the picture: looks whether there is something new to draw, and draws it in idle time. */
  follow(): void {
    if (!this.#isSeen || this.#isAsked || !this.#hasChanged()) return;
    this.#isAsked = true;
    const draw = () => {
      this.#isAsked = false;
      if (!this.#canvas) return;
      this.#of = this.#sources();
      this.#wires = sceneWires(this.#options.session, this.#options.notes(), this.framing);
      this.#draw();
    };
    if (typeof requestIdleCallback === 'function') requestIdleCallback(draw, { timeout: LATEST_MS });
    else setTimeout(draw, PAUSE_MS);
  }

  #hasChanged(): boolean {
    const now = this.#sources();
    return now.length !== this.#of.length || now.some((part, at) => part !== this.#of[at]);
  }

  #sources(): readonly unknown[] {
    const { scene, engine, store } = this.#options.session;
    return [
      ...[engine.renderer?.drawnLayers, scene.mode, scene.camera, scene.space.pose, scene.stretch],
      ...scene.layers.flatMap(({ look, frame }) => [look.visible, frame.plan, frame.bricks]),
      ...[store.version, this.#options.notes().flags, this.framing],
    ];
  }

  #redraw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const [canvas, wires] = [this.#canvas, this.#wires];
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !wires) return;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight, pixelRatio: devicePixelRatio };
    if (size.width === 0 || size.height === 0) return;
    canvas.width = Math.round(size.width * devicePixelRatio);
    canvas.height = Math.round(size.height * devicePixelRatio);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const framed = this.framing === 'all' ? wires.bounds : wires.view;
    this.#camera.see(framed, { isFlat: wires.kind === 'tile', size });
    const picture = drawWires(context, wires, {
      camera: this.#camera.camera,
      style: getComputedStyle(canvas),
    });
    this.picture = keepEqual(this.picture, picture);
  }
}
