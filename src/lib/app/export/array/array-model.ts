/** What of a layer's array is to be saved. */
export interface ArrayChoice {
  readonly layerId: string;
  /** 0 is the finest. */
  readonly level: number;
  /** `shown`: what is on the screen in 2D, and within the clip box in 3D. `whole`: the whole plane, or volume. */
  readonly part: 'shown' | 'whole';
}

/** A layer whose array can be saved. */
export interface ArraySource {
  readonly layerId: string;
  readonly name: string;
  readonly levels: number;
  /** The level that matches the screen now. */
  readonly targetLevel: number;
}

/** What a choice comes to. */
export interface ArrayEstimate {
  /** Of the array that is saved: the displayed axes and the channels, in store order. */
  readonly axes: readonly string[];
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly bytes: number;
  /** Why it is not saved, and what to do; absent when it can be. */
  readonly refusal?: string;
}
