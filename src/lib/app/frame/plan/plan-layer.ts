import type { MemoryBudget } from '../../../chunks';
import type { Dataset, Tuning, VoxelKind } from '../../../core';
import {
  isInPane,
  paneCamera,
  paneCamera3D,
  planBricks,
  planTiles,
  screenToWorld3D,
  type BrickPlan,
  type BrickRequest,
  type Pane,
  type TilePlan,
} from '../../../view';
import type { Layer, LayerFrameState } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';

export interface PlanSources {
  readonly scene: Scene;
  readonly budget: MemoryBudget;
  readonly tuning: Tuning;
  /** Tiles or bricks of voxels of a kind that the GPU has room for. */
  readonly capacity: (kind: VoxelKind) => number;
  /** Above 1 is coarser. */
  readonly bias: number;
  /** Where the pointer is, CSS pixels. */
  readonly focus: readonly [number, number] | undefined;
  /** Levels that could not be opened: coarser ones stand in for them. */
  readonly hasFailed: (layer: Layer, level: number) => boolean;
}

/** Plans what a layer wants of the view, with `share` of the memory. `undefined` when it lacks a displayed axis. */
export function planLayer(
  layer: Layer,
  sources: PlanSources,
  share: number,
): TilePlan | BrickPlan | undefined {
  return sources.scene.mode === '3d' ? planVolume(layer, sources, share) : planSlice(layer, sources, share);
}

function planSlice(layer: Layer, sources: PlanSources, share: number): TilePlan | undefined {
  const { scene, capacity, tuning } = sources;
  const slice = scene.sliceOf(layer);
  if (!slice) return undefined;
  const dataset = scene.datasetOf(layer);
  const pane = scene.panes().get(layer.id);
  const focus = pane ? focusIn(pane, sources.focus) : sources.focus;
  const limits = {
    ...limitsOf(layer, sources, share),
    maxTiles: Math.floor(capacity(dataset) * tuning.tileShare * share),
    ...(focus && { focus }),
  };
  const request = { dataset, slice, camera: pane ? paneCamera(scene.camera, pane) : scene.camera };
  const planAt = (bias: number) => planTiles(request, { ...limits, bias }, layer.frame.plan);
  const { plan, unopened } = planAround(layer, sources, planAt);
  const before = replaced(layer.frame, dataset);
  layer.frame = { ...layer.frame, dataset, plan, unopened, wanted: slice, ...(before && { before }) };
  delete layer.frame.bricks;
  return plan;
}

function planVolume(layer: Layer, sources: PlanSources, share: number): BrickPlan | undefined {
  const { scene, capacity, tuning, focus } = sources;
  const whole = volumeRequest(scene, layer);
  if (!whole) return undefined;
  const pane = scene.panes().get(layer.id);
  const request = pane ? { ...whole, camera: paneCamera3D(whole.camera, pane) } : whole;
  const limits = {
    ...limitsOf(layer, sources, share),
    maxBricks: Math.floor(capacity(request.dataset) * tuning.brickShare * share),
    ...(focus && { focus: screenToWorld3D(scene.camera3D, focus) }),
  };
  const planAt = (bias: number) => planBricks(request, { ...limits, bias }, layer.frame.bricks);
  const { plan: bricks, unopened } = planAround(layer, sources, planAt);
  layer.frame = { ...layer.frame, bricks, unopened, volume: request.view };
  delete layer.frame.plan;
  delete layer.frame.before;
  return bricks;
}

/** What to go on drawing of a layer whose slices are of another dataset now. */
function replaced(frame: LayerFrameState, { id }: Dataset): LayerFrameState['before'] {
  const { dataset, plan, shown, before } = frame;
  return (
    before ?? (dataset && dataset.id !== id && plan && shown ? { dataset, plan, slice: shown } : undefined)
  );
}

/** Where the pointer is in the picture of a pane, CSS pixels from its top left; nowhere when it is over another one. */
function focusIn(pane: Pane, focus: PlanSources['focus']): PlanSources['focus'] {
  return focus && isInPane(pane, focus) ? [focus[0] - pane.clip.x0, focus[1] - pane.clip.y0] : undefined;
}

/**
 * Plans coarser until the level is none that could not be opened; the coarsest is always open. `unopened`: those that the view
 * would have used.
 */
function planAround<Plan extends TilePlan | BrickPlan>(
  layer: Layer,
  { bias, hasFailed }: PlanSources,
  planAt: (bias: number) => Plan,
): { readonly plan: Plan; readonly unopened: readonly number[] } {
  let coarser = bias;
  let plan = planAt(coarser);
  const unopened = new Set(plan.open.filter((level) => hasFailed(layer, level)));
  while (hasFailed(layer, plan.level)) {
    unopened.add(plan.level);
    if (layer.look.level !== 'auto') break;
    plan = planAt((coarser *= 2));
  }
  return { plan, unopened: [...unopened] };
}

/** What of a volume is seen. */
export function volumeRequest(scene: Scene, layer: Layer): BrickRequest | undefined {
  const view = scene.volumeOf(layer);
  if (!view) return undefined;
  const clip = scene.space.clipBox(scene.displayed);
  const { plane } = scene.space;
  return {
    dataset: scene.datasetOf(layer),
    view,
    camera: scene.camera3D,
    ...(clip && { clip }),
    ...(plane && { slicePlane: plane, planeOnly: plane.alone }),
  };
}

function limitsOf(layer: Layer, { budget, tuning }: PlanSources, share: number) {
  return {
    tuning,
    maxChunkBytes: budget.tier('chunks').maxBytes * tuning.chunkShare * share,
    level: layer.look.level,
  };
}
