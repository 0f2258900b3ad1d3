import { axisIndex, voxelAt, type Dataset, type Rect } from '../../core';
import {
  fitCamera,
  worldExtent,
  type Camera2D,
  type Camera3D,
  type Insets,
  type SliceView,
  type VolumeView,
  type WorldBox,
} from '../../view';
import type { MeasurementState } from '../../share';
import { rescaled } from './state/rescale-measurements';
import { defaultAxes, depthAxis, hasAxes } from './axis-choice';
import type { Layer } from './layers/layer';
import { Positions } from './positions';
import { Space, unionBounds } from './space/space';
import { unitRatio, worldUnits, type WorldUnits } from './world-units';

/** A dimension of the scene: an axis that is neither displayed nor composited as channels. */
export interface SceneDimension {
  readonly axis: string;
  readonly unit?: string;
  readonly index: number;
  readonly count: number;
  readonly value: number;
  readonly step: number;
}

/** The picture may shrink to this part of the screen, by hand. */
const MAX_SHRINK = 8;
/** Screen pixels that a voxel of level 0 may measure, by hand. */
const MAX_VOXEL_PX = 200;

const noInsets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

/** What is looked at and from where: layers, camera and slice. The single truth that frames are planned from. */
export class Scene {
  /** Bottom first. */
  layers: readonly Layer[] = [];
  mode: '2d' | '3d' = '2d';
  readonly space = new Space();
  measurements: readonly MeasurementState[] = [];
  /** Axes across the screen, [vertical, horizontal]; {@link displayed} has the one of 3D that goes into the depth too. */
  axes: readonly [string, string] = ['y', 'x'];
  camera: Camera2D = { center: [0, 0], zoom: 1, turn: 0, width: 1, height: 1, pixelRatio: 1 };
  insets: Insets = noInsets;
  /** The camera has not been placed yet: fit it as soon as the viewport's size is known. */
  mustFit = false;
  /** The camera stands where the first fit put it, and nobody has seen a picture yet. */
  isFirstPicture = false;
  #units: WorldUnits = new Map();
  readonly #positions = new Positions();

  /** Units of the world: the first layer's, and of later ones on axes that it lacks. */
  get units(): WorldUnits {
    return this.#units;
  }

  /** Displayed axes, the one that runs across the screen last. */
  get displayed(): readonly string[] {
    return this.mode === '3d' ? [this.space.depth, ...this.axes] : this.axes;
  }

  get camera3D(): Camera3D {
    return this.space.camera(this.camera);
  }

  datasetOf(layer: Layer): Dataset {
    return layer.dataset(this.#units);
  }

  add(layer: Layer): void {
    this.layers = [...this.layers, layer];
    this.#units = worldUnits(this.#byAge().map(({ source }) => source.dataset));
    this.#positions.add(this.#datasetsByAge());
    if (this.layers.length > 1) return;
    this.axes = defaultAxes(layer.source.dataset);
    this.mustFit = true;
  }

  /** What is seen stays where it is, also when the units of the world went with the layer. */
  remove(layer: Layer): void {
    this.layers = this.layers.filter((other) => other !== layer);
    const before = this.#units;
    this.#units = worldUnits(this.#byAge().map(({ source }) => source.dataset));
    const ratio = (axis: string) => unitRatio(axis, before, this.#units);
    this.#positions.rebase(this.#datasetsByAge(), ratio);
    const [vertical, horizontal] = [ratio(this.axes[0]), ratio(this.axes[1])];
    this.space.rescale([horizontal, vertical, ratio(this.space.depth)]);
    this.measurements = this.layers.length > 0 ? rescaled(this.measurements, ratio) : [];
    const { center, zoom } = this.camera;
    this.camera = {
      ...this.camera,
      center: [center[0] * horizontal, center[1] * vertical],
      zoom: zoom / horizontal,
    };
    const [oldest] = this.#byAge();
    if (!oldest) this.mode = '2d';
    if (!oldest || this.canShow(this.displayed)) return;
    this.mode = '2d';
    if (!this.canShow(this.axes)) this.axes = defaultAxes(oldest.source.dataset);
    this.fit();
  }

  move(layer: Layer, toIndex: number): void {
    const others = this.layers.filter((other) => other !== layer);
    this.layers = [...others.slice(0, toIndex), layer, ...others.slice(toIndex)];
  }

  /** Orders the layers that `ids` names as it names them, bottom first, among the places that they have. */
  stack(ids: readonly string[]): void {
    const named = ids.flatMap((id) => this.layers.find((layer) => layer.id === id) ?? []);
    const places = new Set(named);
    this.layers = this.layers.map((layer) => (places.has(layer) ? (named.shift() ?? layer) : layer));
  }

  /** Whether some layer has all of these two or three axes, and they differ. */
  canShow(names: readonly string[]): boolean {
    if (names.length < 2 || new Set(names).size < names.length) return false;
    return this.layers.some(({ source: { dataset } }) => hasAxes(dataset, names));
  }

  /** The axis that 3D would show besides those across the screen; absent when no layer has three. */
  depthAxis(): string | undefined {
    return depthAxis(
      this.#byAge().map(({ source }) => source.dataset),
      this.axes,
    );
  }

  /** Shows 2D or 3D: both look at the same place at the same zoom. Does nothing where no layer has three axes. */
  setMode(mode: '2d' | '3d', depth = this.depthAxis()): void {
    if (mode === this.mode || (mode === '3d' && depth === undefined)) return;
    if (mode === '3d') {
      this.space.depth = depth ?? this.space.depth;
      this.space.enter(this.camera, this.#positions.world(this.space.depth));
    } else {
      const { camera, z } = this.space.leave(this.camera);
      this.camera = camera;
      this.#positions.refresh(this.#datasetsByAge());
      this.#positions.setWorld(this.space.depth, z);
    }
    this.mode = mode;
  }

  /** Displays other axes, when some layer has them, and fits what is then seen. */
  show(vertical: string, horizontal: string): void {
    if (vertical === this.axes[0] && horizontal === this.axes[1]) return;
    if (!this.canShow([vertical, horizontal])) return;
    this.axes = [vertical, horizontal];
    this.fit();
  }

  /** Extent of all layers on the displayed axes, voxel edges; `undefined` when nothing can be shown. */
  extent(): Rect | undefined {
    const rects = this.layers.flatMap((layer) => this.#layerExtent(layer) ?? []);
    if (rects.length === 0) return undefined;
    return {
      x0: Math.min(...rects.map(({ x0 }) => x0)),
      y0: Math.min(...rects.map(({ y0 }) => y0)),
      x1: Math.max(...rects.map(({ x1 }) => x1)),
      y1: Math.max(...rects.map(({ y1 }) => y1)),
    };
  }

  /** World box of all layers on the three axes of 3D; `undefined` when none has them. */
  bounds(): WorldBox | undefined {
    return unionBounds(
      this.layers.flatMap((layer) => {
        const view = this.volumeOf(layer);
        return view ? [{ dataset: this.datasetOf(layer), view }] : [];
      }),
    );
  }

  /** Points the camera at everything, within the area that panels leave free. */
  fit(): void {
    const bounds = this.mode === '3d' ? this.bounds() : undefined;
    if (bounds) this.space.fit(bounds, this.camera, this.insets);
    if (this.mode === '3d') return;
    const extent = this.extent();
    if (extent) this.camera = { ...fitCamera(extent, { ...this.camera, insets: this.insets }), turn: 0 };
  }

  /**
   * Returns a zoom factor cut to what a hand may ask for: from an eighth of the whole picture to {@link MAX_VOXEL_PX} screen
   * pixels for the smallest voxel. A view that a link put beyond may come back, and go no further.
   */
  boundedFactor(factor: number): number {
    const extent = this.extent();
    if (!extent) return factor;
    const camera = this.mode === '3d' ? this.camera3D : this.camera;
    const { width, height, pixelRatio } = this.camera;
    const whole = fitCamera(extent, { width, height, pixelRatio, insets: this.insets });
    const least = whole.zoom / MAX_SHRINK;
    const most = MAX_VOXEL_PX / Math.min(...this.layers.flatMap((layer) => this.#voxelSize(layer)));
    const wanted = Math.min(Math.max(camera.zoom * factor, least), Math.max(most, least));
    const isBack = factor < 1 ? wanted <= camera.zoom : wanted >= camera.zoom;
    return isBack ? wanted / camera.zoom : 1;
  }

  /** How a layer is cut, or `undefined` when it lacks a displayed axis. */
  sliceOf(layer: Layer): SliceView | undefined {
    const dataset = this.datasetOf(layer);
    const shown = this.#displayed(dataset);
    if (!shown) return undefined;
    const position = dataset.axes.map((axis) => this.#positions.world(axis.name));
    return { ...shown, position, channels: layer.drawnChannels().map(({ index }) => index) };
  }

  /** How a layer is shown as a volume, or `undefined` when it lacks one of the three axes. */
  volumeOf(layer: Layer): VolumeView | undefined {
    const dataset = this.datasetOf(layer);
    const names = [this.space.depth, ...this.axes];
    if (!hasAxes(dataset, names)) return undefined;
    const [z = 0, y = 0, x = 0] = names.map((name) => axisIndex(dataset.axes, name) ?? 0);
    const position = dataset.axes.map((axis) => this.#positions.world(axis.name));
    return { x, y, z, position, channels: layer.drawnChannels().map(({ index }) => index) };
  }

  /** Axes with a slider, in the store order of the oldest layer that has them. */
  dimensions(): SceneDimension[] {
    const dimensions = new Map<string, SceneDimension>();
    for (const dataset of this.#datasetsByAge())
      dataset.axes.forEach(({ name }, at) => {
        if (this.displayed.includes(name) || at === dataset.channelAxis || dimensions.has(name)) return;
        const owner = this.#positions.owner(name);
        if (owner) dimensions.set(name, this.#dimension(name, owner.count, owner.transform.scale));
      });
    return [...dimensions.values()];
  }

  /** Index that the picture shows, which trails the slider until the new slice has something to show. */
  shownIndex(axis: string): number {
    const owner = this.#positions.owner(axis);
    const layer = owner && this.layers.find(({ source }) => source.dataset.id === owner.dataset.id);
    const shown = owner && layer?.frame.shown?.position[owner.at];
    return owner && shown !== undefined ? voxelAt(shown, owner.transform) : this.position(axis);
  }

  /** Level-0 index on an axis, of the oldest layer that has it. */
  position(axis: string): number {
    return this.#positions.index(axis);
  }

  /** World position of an index of an axis. */
  worldOf(axis: string, index: number): number | undefined {
    return this.#positions.worldOf(axis, index);
  }

  /** Rounds half up and clamps to the axis; returns whether that changed anything. */
  setPosition(axis: string, index: number): boolean {
    this.#positions.refresh(this.#datasetsByAge());
    return this.#positions.set(axis, index);
  }

  #dimension(axis: string, count: number, step: number): SceneDimension {
    const unit = this.#units.get(axis);
    const [index, value] = [this.position(axis), this.#positions.world(axis)];
    return { axis, ...(unit && { unit }), index, count, value, step };
  }

  #voxelSize(layer: Layer): number[] {
    const dataset = this.datasetOf(layer);
    const shown = this.#displayed(dataset);
    const scale = dataset.levels[0]?.scale;
    return shown && scale
      ? [Math.abs(scale[shown.horizontal] ?? 1), Math.abs(scale[shown.vertical] ?? 1)]
      : [];
  }

  #layerExtent(layer: Layer): Rect | undefined {
    const dataset = this.datasetOf(layer);
    const shown = this.#displayed(dataset);
    if (!shown) return undefined;
    const [x0, x1] = worldExtent(dataset, shown.horizontal);
    const [y0, y1] = worldExtent(dataset, shown.vertical);
    return { x0, y0, x1, y1 };
  }

  #displayed({ axes, channelAxis }: Dataset): { horizontal: number; vertical: number } | undefined {
    const horizontal = axisIndex(axes, this.axes[1]);
    const vertical = axisIndex(axes, this.axes[0]);
    if (horizontal === undefined || vertical === undefined) return undefined;
    return horizontal === channelAxis || vertical === channelAxis ? undefined : { horizontal, vertical };
  }

  #byAge(): Layer[] {
    return [...this.layers].sort((a, b) => a.age - b.age);
  }

  #datasetsByAge(): Dataset[] {
    return this.#byAge().map((layer) => this.datasetOf(layer));
  }
}
