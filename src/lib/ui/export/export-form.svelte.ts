import type { PictureMarks, RecordingChoice, RecordingMotion, Viewer } from '../../app';

export type ExportTab = 'picture' | 'recording' | 'array';

/** A slider whose recording would have more frames takes larger steps at first. */
const FRAMES_AT_FIRST = 120;

/** What is chosen in the export panel. */
export class ExportForm {
  tab: ExportTab = $state('picture');
  scale = $state(2);
  marks: PictureMarks = $state({
    scaleBar: true,
    axes: true,
    measurements: true,
    outlines: false,
    box: false,
  });
  about = $state('screen');
  degrees = $state(360);
  frames = $state(90);
  fps = $state(25);
  height = $state(720);
  layerId = $state('');
  level = $state(0);
  part: 'shown' | 'whole' = $state('shown');
  #axis: string | undefined = $state();
  #sweep: { first: number; last: number; step: number } | undefined = $state();
  #kind: 'turn' | 'sweep' | undefined = $state();
  readonly #viewer: Viewer;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  get axes(): readonly string[] {
    return this.#viewer.dims.sliders.map(({ axis }) => axis);
  }

  /** Ways to move that the view has now. */
  get kinds(): readonly ('turn' | 'sweep')[] {
    return [
      ...(this.#viewer.space.mode === '3d' ? (['turn'] as const) : []),
      ...(this.axes.length > 0 ? (['sweep'] as const) : []),
    ];
  }

  get kind(): 'turn' | 'sweep' | undefined {
    return this.kinds.find((kind) => kind === this.#kind) ?? this.kinds[0];
  }

  set kind(kind: 'turn' | 'sweep' | undefined) {
    this.#kind = kind;
  }

  get axis(): string {
    return this.axes.find((axis) => axis === this.#axis) ?? this.axes[0] ?? '';
  }

  set axis(axis: string) {
    this.#axis = axis;
    this.#sweep = undefined;
  }

  get count(): number {
    return this.#viewer.dims.sliders.find(({ axis }) => axis === this.axis)?.count ?? 1;
  }

  /** From the first to the last step of the slider, unless something else was chosen. */
  get sweep(): { readonly first: number; readonly last: number; readonly step: number } {
    const { count } = this;
    return this.#sweep ?? { first: 0, last: count - 1, step: Math.ceil(count / FRAMES_AT_FIRST) };
  }

  setSweep(patch: { first?: number; last?: number; step?: number }): void {
    const { first, last, step } = { ...this.sweep, ...patch };
    const within = (index: number) => Math.min(this.count - 1, Math.max(0, Math.round(index)));
    this.#sweep = { first: within(first), last: within(last), step: Math.max(1, Math.round(step)) };
  }

  /** Absent where nothing can move. */
  get recording(): RecordingChoice | undefined {
    const { kind, fps, height, marks } = this;
    if (!kind) return undefined;
    const about = this.#viewer.exports.turnAxes.includes(this.about) ? this.about : 'screen';
    const motion: RecordingMotion =
      kind === 'turn'
        ? { kind, about, degrees: this.degrees, frames: this.frames }
        : { kind, axis: this.axis, ...this.sweep };
    return { motion, fps, height, marks };
  }
}
