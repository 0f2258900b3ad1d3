import { axisIndex, voxelAt, voxelCenter, type AxisTransform, type Dataset } from '../../core';

/** An axis of the dataset that says what its indices mean. */
export interface AxisOwner {
  readonly transform: AxisTransform;
  readonly count: number;
  readonly dataset: Dataset;
  readonly at: number;
}

/** Where the sliders stand: a level-0 index on each axis, of the first dataset (oldest first) that has the axis. */
export class Positions {
  #indices = new Map<string, number>();
  #datasets: readonly Dataset[] = [];

  /** Space starts in the middle, where there is something to see; time at its beginning. */
  add(datasets: readonly Dataset[]): void {
    this.#datasets = datasets;
    for (const { axes, levels } of datasets)
      axes.forEach(({ name, type }, at) => {
        if (this.#indices.has(name)) return;
        const count = levels[0]?.array?.shape[at] ?? 1;
        this.#indices.set(name, type === 'space' ? Math.floor((count - 1) / 2) : 0);
      });
  }

  /** Keeps each axis at its place in the world, as far as what is left reaches. `ratio` converts world units. */
  rebase(datasets: readonly Dataset[], ratio: (axis: string) => number): void {
    const world = new Map([...this.#indices.keys()].map((axis) => [axis, this.world(axis) * ratio(axis)]));
    this.#datasets = datasets;
    this.#indices = new Map();
    for (const [axis, value] of world) {
      const owner = this.owner(axis);
      if (!owner) continue;
      const index = voxelAt(value, owner.transform);
      this.#indices.set(axis, Math.min(Math.max(index, 0), owner.count - 1));
    }
  }

  /** Takes the datasets as they are now: the same ones, placed anew or with more levels open. */
  refresh(datasets: readonly Dataset[]): void {
    this.#datasets = datasets;
  }

  index(axis: string): number {
    return this.#indices.get(axis) ?? 0;
  }

  /** World position of the voxel's centre, 0 on an axis that nothing has. */
  world(axis: string): number {
    const owner = this.owner(axis);
    return owner ? voxelCenter(this.index(axis), owner.transform) : 0;
  }

  /** World position of another index of an axis. */
  worldOf(axis: string, index: number): number | undefined {
    const owner = this.owner(axis);
    return owner && voxelCenter(index, owner.transform);
  }

  /** Rounds half up and clamps to the axis; returns whether that changed anything. */
  set(axis: string, index: number): boolean {
    const count = this.owner(axis)?.count ?? 1;
    const next = Math.min(Math.max(Math.floor(index + 0.5), 0), Math.max(0, count - 1));
    if (Number.isNaN(next) || next === this.index(axis)) return false;
    this.#indices.set(axis, next);
    return true;
  }

  /** Sets an axis to the voxel that holds a world position. */
  setWorld(axis: string, world: number): void {
    const owner = this.owner(axis);
    if (owner) this.set(axis, voxelAt(world, owner.transform));
  }

  owner(axis: string): AxisOwner | undefined {
    for (const dataset of this.#datasets) {
      const at = axisIndex(dataset.axes, axis);
      if (at === undefined) continue;
      const finest = dataset.levels[0];
      const transform = { scale: finest?.scale[at] ?? 1, translation: finest?.translation[at] ?? 0 };
      return { transform, count: finest?.array?.shape[at] ?? 1, dataset, at };
    }
    return undefined;
  }
}
