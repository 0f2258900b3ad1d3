export type LoopMode = 'once' | 'loop' | 'back-and-forth';

/** One axis that is not on the screen. */
export interface DimensionModel {
  readonly axis: string;
  readonly unit?: string;
  /** Index at level 0 of the first layer that has the axis, and how many there are. */
  readonly index: number;
  readonly count: number;
  /** World position of `index`. */
  readonly value: number;
  /** World length of one step, for the number of decimals. */
  readonly step: number;
  readonly playing: boolean;
  readonly fps: number;
  readonly loop: LoopMode;
  /** Where play goes; of an axis that plays back and forth, where it goes now. */
  readonly direction: 1 | -1;
  readonly waitForData: boolean;
  /** Index that the picture on the canvas shows, which trails `index` until the new slice has something to show. */
  readonly shownIndex: number;
  /** How far slices reach from the slider, towards smaller and larger positions, in world units; [0, 0]: one voxel. */
  readonly reach: readonly [left: number, right: number];
}

/** At which steps of an axis all that the view wants is here, as half-open runs of steps, `[from, to)`, ascending. */
export interface BufferModel {
  readonly count: number;
  /** In memory, at the level that the view wants. */
  readonly sharp: readonly (readonly [from: number, to: number])[];
  /** In memory at a coarser level only. */
  readonly coarse: readonly (readonly [from: number, to: number])[];
  /** Kept on this device, whatever is in memory. */
  readonly kept: readonly (readonly [from: number, to: number])[];
  /** Numbers of steps in these. */
  readonly sharpSteps: number;
  readonly coarseSteps: number;
  readonly keptSteps: number;
}

/** World distances from a slider; what is absent stays. */
export interface ReachPatch {
  readonly left?: number;
  readonly right?: number;
}

export type PlaybackPatch = Partial<Pick<DimensionModel, 'fps' | 'loop' | 'direction' | 'waitForData'>>;

/** What the interface sees and does of the axes. Properties are reactive; commands return at once. */
export interface DimensionsViewer {
  /** Axes with a slider, in store order. */
  readonly sliders: readonly DimensionModel[];
  /** The axis that the wheel and the arrow keys step; absent when there is none to step. */
  readonly focusedAxis: string | undefined;
  /** Displayed axes, horizontal last. */
  readonly displayed: readonly string[];
  /** All axes that can be displayed, in store order. */
  readonly all: readonly string[];

  /** Rounds half up, and stays within the axis. */
  setPosition(axis: string, index: number): void;
  /** Goes so many steps on from where the axis stands, which may be further than was published last. */
  step(axis: string, delta: number): void;
  /** Steps as a key asks for in a slider; returns false when it is no key for that. */
  stepByKey(axis: string, press: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean;
  /** Goes to the step that holds a world position, or to the end nearest to it. */
  setWorld(axis: string, world: number): void;
  /** Sets how far slices reach from the slider of an axis, to one side or both; negative distances are taken as 0. */
  setReach(axis: string, reach: ReachPatch): void;
  /** What is here along an axis; absent until it has been found out, which it is while someone {@link watchBuffer}s. */
  buffer(axis: string): BufferModel | undefined;
  /** Keeps the buffer of an axis up to date, until what it returns is called. */
  watchBuffer(axis: string): () => void;
  /** Makes an axis the one that the wheel and the arrow keys step. */
  focusAxis(axis: string): void;
  togglePlay(axis: string): void;
  setPlayback(axis: string, patch: PlaybackPatch): void;
  /** Puts an axis at a place of `displayed`; what stood there takes its place, when it is on the screen already. */
  display(at: number, axis: string): void;
  /** Displays the axes before those on the screen, as napari's roll does. */
  roll(): void;
  /** Swaps the axes across and down. */
  transpose(): void;
}
