import { axisIndex, type Dataset, type Rect } from '../../core';
import type { MeasurementState } from '../../share';
import {
  fitCamera,
  type Camera2D,
  type Camera3D,
  type Insets,
  type Pane,
  type SliceView,
  type VolumeView,
  type WorldBox,
} from '../../view';
import { Arrangement } from './arrangement/arrangement';
import { acrossOf, defaultAxes, depthAxis, displayableAxes, hasAxes } from './axis-choice';
import type { Projection } from '../projection/projection';
import { rescaled } from './state/rescale-measurements';
import type { Layer } from './layers/layer';
import { stacked } from './layers/stacked';
import { Positions, type AxisOwner } from './positions';
import { rectOf, unionRect } from './scene-extent';
import type { SceneDimension } from './scene-dimension';
import { Space, unionBounds } from './space/space';
import { isSameStretch, noStretch, stretchOf, type Stretch } from './space/stretch';
import { ThickSlices } from './thick-slices';
import { unitRatio, worldUnits, type WorldUnits } from './world-units';

const noInsets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

/** What is looked at and from where: layers, camera and slice. The single truth that frames are planned from. */
export class Scene {
  /** Bottom first. */
  layers: readonly Layer[] = [];
  mode: '2d' | '3d' = '2d';
  readonly space = new Space();
  readonly arrangement = new Arrangement();
  readonly thick = new ThickSlices();
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
  #stretch = noStretch;
  readonly #positions = new Positions();

  /** Units of the world: the first layer's, and of later ones on axes that it lacks. */
  get units(): WorldUnits {
    return this.#units;
  }

  /** How displayed axes are stretched: world positions on them count in that. */
  get stretch(): Stretch {
    return this.#stretch;
  }

  /** Names of all axes that can be displayed, in store order of the oldest layer that has them. */
  get allAxes(): string[] {
    return displayableAxes(this.#byAge().map(({ source }) => source.dataset));
  }

  /** Displayed axes, the one that runs across the screen last. */
  get displayed(): readonly string[] {
    return this.mode === '3d' ? [this.space.depth, ...this.axes] : this.axes;
  }

  get camera3D(): Camera3D {
    return this.space.camera(this.camera);
  }

  /** What is drawn of a layer: its dataset in world units, or thick slices of it. */
  datasetOf(layer: Layer): Dataset {
    return this.projectionOf(layer)?.made ?? this.storedOf(layer);
  }

  /** The dataset of a layer in world units, however thick its slices are. */
  storedOf(layer: Layer): Dataset {
    return layer.dataset(this.#units, this.#stretch);
  }

  /** Absent where its slices are single voxels. */
  projectionOf(layer: Layer): Projection | undefined {
    const { mode, displayed } = this;
    const owner = (axis: string) => this.#positions.owner(axis);
    return this.thick.of(layer, this.storedOf(layer), { mode, displayed, owner });
  }

  add(layer: Layer): void {
    this.layers = [...this.layers, layer];
    this.#units = worldUnits(this.#byAge().map(({ source }) => source.dataset));
    this.#positions.add(this.#datasetsByAge());
    if (this.layers.length > 1) return;
    this.setAxes(defaultAxes(layer.source.dataset));
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
    this.thick.rescale(ratio);
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
    if (!oldest) this.thick.clear();
    if (!oldest || this.canShow(this.displayed)) return;
    this.mode = '2d';
    this.setAxes(this.canShow(this.axes) ? this.axes : defaultAxes(oldest.source.dataset));
    this.fit();
  }

  move(layer: Layer, toIndex: number): void {
    const others = this.layers.filter((other) => other !== layer);
    this.layers = [...others.slice(0, toIndex), layer, ...others.slice(toIndex)];
  }

  /** Orders the layers that `ids` names as it names them, bottom first, among the places that they have. */
  stack(ids: readonly string[]): void {
    this.layers = stacked(this.layers, ids);
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
      this.mode = mode;
      this.setAxes(this.axes, depth);
      this.space.enter(this.camera, this.#positions.world(this.space.depth));
    } else {
      const { camera, z } = this.space.leave(this.camera);
      this.camera = camera;
      this.setWorldPosition(this.space.depth, z);
      this.mode = mode;
      this.#restretch();
    }
  }

  /** Sets which axes are displayed, and nothing else; see `displayAxes`. */
  setAxes(across: readonly [string, string], depth = this.space.depth): void {
    this.axes = across;
    this.space.depth = depth;
    this.#restretch();
  }

  /** Extent of all layers on the displayed axes, voxel edges; `undefined` when nothing can be shown. */
  extent(): Rect | undefined {
    return unionRect(this.layers.flatMap((layer) => this.#layerExtent(layer) ?? []));
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
    const { insets, ...size } = this.arrangement.viewport(this);
    const bounds = this.mode === '3d' ? this.bounds() : undefined;
    if (bounds) this.space.fit(bounds, { ...this.camera, ...size }, insets);
    if (this.mode === '3d') return;
    const extent = this.extent();
    if (!extent) return;
    const { center, zoom } = fitCamera(extent, { ...this.camera, ...size, insets });
    this.camera = { ...this.camera, center, zoom, turn: 0 };
  }

  /** Where each layer is shown, by id; those that are shown all over the screen are absent. */
  panes(): ReadonlyMap<string, Pane> {
    return this.arrangement.panes(this);
  }

  /** Whether a layer has the axes that are displayed. */
  hasDisplayed(layer: Layer): boolean {
    return (this.mode === '3d' ? this.volumeOf(layer) : this.sliceOf(layer)) !== undefined;
  }

  /** How a layer is cut, or `undefined` when it lacks a displayed axis. */
  sliceOf(layer: Layer): SliceView | undefined {
    const dataset = this.storedOf(layer);
    const shown = acrossOf(dataset, this.axes);
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

  /** What says where the slider of an axis stands: the oldest layer that has it. */
  positionOwner(axis: string): (AxisOwner & { readonly layer: Layer | undefined }) | undefined {
    const owner = this.#positions.owner(axis);
    return (
      owner && { ...owner, layer: this.layers.find(({ source }) => source.dataset.id === owner.dataset.id) }
    );
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

  /** Sets an axis to the voxel that holds a world position. */
  setWorldPosition(axis: string, world: number): void {
    this.#positions.refresh(this.#datasetsByAge());
    this.#positions.setWorld(axis, world);
  }

  /** Axes of other kinds are displayed: places on them are counted anew. */
  #restretch(): void {
    const next = stretchOf(
      this.displayed,
      this.#byAge().map(({ source }) => source.dataset),
    );
    if (!isSameStretch(next, this.#stretch)) this.#stretch = next;
    this.#positions.refresh(this.#datasetsByAge());
  }

  #dimension(axis: string, count: number, step: number): SceneDimension {
    const unit = this.#units.get(axis);
    const [index, value] = [this.position(axis), this.#positions.world(axis)];
    return { axis, ...(unit && { unit }), index, count, value, step };
  }

  #layerExtent(layer: Layer): Rect | undefined {
    const shown = acrossOf(this.storedOf(layer), this.axes);
    return shown && rectOf(this.storedOf(layer), shown);
  }

  #byAge(): Layer[] {
    return [...this.layers].sort((a, b) => a.age - b.age);
  }

  #datasetsByAge(): Dataset[] {
    return this.#byAge().map((layer) => this.storedOf(layer));
  }
}
