/** A dimension of the scene: an axis that is neither displayed nor composited as channels. */
export interface SceneDimension {
  readonly axis: string;
  readonly unit?: string;
  readonly index: number;
  readonly count: number;
  readonly value: number;
  readonly step: number;
}
