import { axisIndex, voxelAt, voxelCenter, type Dataset, type Rect } from '../core';
import { fitCamera, worldExtent, type Camera2D, type Insets, type SliceView } from '../view';
import type { Layer } from './layer';

/** A dimension of the scene: an axis that is neither displayed nor composited as channels. */
export interface SceneDimension {
  readonly axis: string;
  readonly unit?: string;
  readonly index: number;
  readonly count: number;
  readonly value: number;
  readonly step: number;
}

const noInsets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

/** What is looked at and from where: layers, camera and slice. The single truth that frames are planned from. */
export class Scene {
  /** Bottom first. */
  layers: readonly Layer[] = [];
  /** Displayed axes, [vertical, horizontal]. */
  axes: readonly [string, string] = ['y', 'x'];
  camera: Camera2D = { center: [0, 0], zoom: 1, turn: 0, width: 1, height: 1, pixelRatio: 1 };
  insets: Insets = noInsets;
  /** The camera has not been placed yet: fit it as soon as the viewport's size is known. */
  mustFit = false;
  /** Level-0 index on each axis that is not displayed, of the first layer that has it. */
  #positions = new Map<string, number>();
  /** Layers in the order in which they came: the first gives the world its units, wherever it is moved to. */
  #first: Layer | undefined;

  get reference(): Dataset | undefined {
    return this.#first?.source.dataset;
  }

  datasetOf(layer: Layer): Dataset {
    return layer.dataset(layer === this.#first ? undefined : this.reference);
  }

  add(layer: Layer): void {
    this.layers = [...this.layers, layer];
    if (this.#first) {
      this.#startPositions(layer.source.dataset);
      return;
    }
    this.#first = layer;
    this.mustFit = true;
    this.axes = defaultAxes(layer.source.dataset);
    this.#startPositions(layer.source.dataset);
  }

  remove(layer: Layer): void {
    this.layers = this.layers.filter((other) => other !== layer);
    if (layer === this.#first) this.#first = this.layers[0];
    if (!this.#first) this.#positions = new Map();
  }

  move(layer: Layer, toIndex: number): void {
    const others = this.layers.filter((other) => other !== layer);
    this.layers = [...others.slice(0, toIndex), layer, ...others.slice(toIndex)];
  }

  /** Orders the layers that `ids` names as it names them, bottom first, among the places that they have. */
  stack(ids: readonly string[]): void {
    const named = ids.flatMap((id) => this.layers.find((layer) => layer.id === id) ?? []);
    this.layers = this.layers.map((layer) => (named.includes(layer) ? (named.shift() ?? layer) : layer));
  }

  /** Where the layers come from, each once, in the order in which they were opened. */
  locations(): string[] {
    const byAge = [...this.layers].sort((a, b) => a.age - b.age);
    return [...new Set(byAge.map(({ source }) => source.dataset.location))];
  }

  /** Whether some layer has both axes, and they differ. */
  canShow([vertical, horizontal]: readonly string[]): boolean {
    if (vertical === undefined || horizontal === undefined || vertical === horizontal) return false;
    return this.layers.some(({ source: { dataset } }) =>
      [vertical, horizontal].every((name) => {
        const at = axisIndex(dataset.axes, name);
        return at !== undefined && at !== dataset.channelAxis;
      }),
    );
  }

  /** Displays other axes, when some layer has them, and fits what is then seen. */
  show(vertical: string, horizontal: string): void {
    if (!this.canShow([vertical, horizontal]) || (vertical === this.axes[0] && horizontal === this.axes[1]))
      return;
    this.axes = [vertical, horizontal];
    this.fit();
  }

  /** Extent of all layers on the displayed axes, voxel edges; `undefined` when nothing can be shown. */
  extent(): Rect | undefined {
    let extent: Rect | undefined;
    for (const layer of this.layers) {
      const rect = this.#layerExtent(layer);
      if (!rect) continue;
      extent = extent
        ? {
            x0: Math.min(extent.x0, rect.x0),
            y0: Math.min(extent.y0, rect.y0),
            x1: Math.max(extent.x1, rect.x1),
            y1: Math.max(extent.y1, rect.y1),
          }
        : rect;
    }
    return extent;
  }

  #layerExtent(layer: Layer): Rect | undefined {
    const dataset = this.datasetOf(layer);
    const horizontal = axisIndex(dataset.axes, this.axes[1]);
    const vertical = axisIndex(dataset.axes, this.axes[0]);
    if (horizontal === undefined || vertical === undefined) return undefined;
    const [x0, x1] = worldExtent(dataset, horizontal);
    const [y0, y1] = worldExtent(dataset, vertical);
    return { x0, y0, x1, y1 };
  }

  /** Points the camera at everything, within the area that panels leave free. */
  fit(): void {
    const extent = this.extent();
    if (extent) this.camera = { ...fitCamera(extent, { ...this.camera, insets: this.insets }), turn: 0 };
  }

  /** How a layer is cut, or `undefined` when it lacks a displayed axis. */
  sliceOf(layer: Layer): SliceView | undefined {
    const dataset = this.datasetOf(layer);
    const horizontal = axisIndex(dataset.axes, this.axes[1]);
    const vertical = axisIndex(dataset.axes, this.axes[0]);
    if (horizontal === undefined || vertical === undefined) return undefined;
    const position = dataset.axes.map((axis) => this.#worldPosition(axis.name));
    return { horizontal, vertical, position, channels: layer.drawnChannels().map(({ index }) => index) };
  }

  /** Axes with a slider, in the store order of the first layer that has them. */
  dimensions(): SceneDimension[] {
    const dimensions = new Map<string, SceneDimension>();
    for (const layer of this.layers) {
      const dataset = this.datasetOf(layer);
      dataset.axes.forEach((axis, at) => {
        if (this.axes.includes(axis.name) || axis.type === 'channel' || dimensions.has(axis.name)) return;
        const index = this.position(axis.name);
        const transform = axisTransform(dataset, at);
        dimensions.set(axis.name, {
          axis: axis.name,
          ...(axis.unit && { unit: axis.unit }),
          index,
          count: dataset.levels[0]?.array?.shape[at] ?? 1,
          value: voxelCenter(index, transform),
          step: transform.scale,
        });
      });
    }
    return [...dimensions.values()];
  }

  /** Index that the picture shows, which trails the slider until the new slice has something to show. */
  shownIndex(axis: string): number {
    const found = this.#firstWith(axis);
    const shown = found?.layer.frame.shown?.position[found.at];
    if (!found || shown === undefined) return this.position(axis);
    return voxelAt(shown, axisTransform(found.dataset, found.at));
  }

  position(axis: string): number {
    return this.#positions.get(axis) ?? 0;
  }

  /** Rounds half up and clamps to the axis; returns whether that changed anything. */
  setPosition(axis: string, index: number): boolean {
    const count = this.#countOf(axis);
    const next = Math.min(Math.max(Math.floor(index + 0.5), 0), Math.max(0, count - 1));
    if (next === this.position(axis)) return false;
    this.#positions.set(axis, next);
    return true;
  }

  #countOf(axis: string): number {
    const found = this.#firstWith(axis);
    return found ? (found.dataset.levels[0]?.array?.shape[found.at] ?? 1) : 1;
  }

  #worldPosition(axis: string): number {
    const found = this.#firstWith(axis);
    return found ? voxelCenter(this.position(axis), axisTransform(found.dataset, found.at)) : 0;
  }

  #firstWith(axis: string): { layer: Layer; dataset: Dataset; at: number } | undefined {
    for (const layer of this.layers) {
      const dataset = this.datasetOf(layer);
      const at = axisIndex(dataset.axes, axis);
      if (at !== undefined) return { layer, dataset, at };
    }
    return undefined;
  }

  /** Space axes start in the middle, where there is something to see; time starts at its beginning. */
  #startPositions(dataset: Dataset): void {
    dataset.axes.forEach((axis, at) => {
      if (this.#positions.has(axis.name)) return;
      const count = dataset.levels[0]?.array?.shape[at] ?? 1;
      this.#positions.set(axis.name, axis.type === 'space' ? Math.floor((count - 1) / 2) : 0);
    });
  }
}

function axisTransform(dataset: Dataset, axis: number) {
  const finest = dataset.levels[0];
  return { scale: finest?.scale[axis] ?? 1, translation: finest?.translation[axis] ?? 0 };
}

/** `y` and `x` where there are such axes, else the last two that are not channels (space before time). */
function defaultAxes({ axes }: Dataset): [string, string] {
  const names = axes.map(({ name }) => name);
  if (names.includes('y') && names.includes('x')) return ['y', 'x'];
  const space = axes.filter(({ type }) => type === 'space');
  const pool = space.length >= 2 ? space : axes.filter(({ type }) => type !== 'channel');
  const [vertical, horizontal] = pool.slice(-2);
  return [vertical?.name ?? 'y', horizontal?.name ?? 'x'];
}
