import * as v from 'valibot';
import { sourceKinds, type PartialViewState } from './view-state';
import { measurementsPatch } from './measurements';
import {
  axisNames,
  byAxis,
  contour,
  finite,
  fraction,
  layerLevel,
  nonNegative,
  positive,
  range,
  rangeByAxis,
  reachByAxis,
  seed,
  text,
} from './wire-v1';

const appearance = {
  colormap: v.exactOptional(text),
  contrast: v.exactOptional(range),
  gamma: v.exactOptional(positive),
};

const channel = v.strictObject({ visible: v.exactOptional(v.boolean()), ...appearance });

const layer = v.strictObject({
  id: text,
  visible: v.exactOptional(v.boolean()),
  opacity: v.exactOptional(fraction),
  blending: v.exactOptional(text),
  level: v.exactOptional(layerLevel),
  rendering: v.exactOptional(text),
  isoThreshold: v.exactOptional(finite),
  attenuation: v.exactOptional(nonNegative),
  interpolation: v.exactOptional(text),
  size: v.exactOptional(positive),
  voxelCenters: v.exactOptional(text),
  name: v.exactOptional(text),
  linkContrast: v.exactOptional(v.boolean()),
  projection: v.exactOptional(text),
  contour: v.exactOptional(contour),
  selectedLabel: v.exactOptional(text),
  showSelectedOnly: v.exactOptional(v.boolean()),
  seed: v.exactOptional(seed),
  channels: v.exactOptional(v.array(channel)),
  ...appearance,
});

const patch = v.strictObject({
  sources: v.exactOptional(v.array(text)),
  sourceKinds: v.exactOptional(v.array(v.picklist(sourceKinds))),
  mode: v.exactOptional(v.picklist(['2d', '3d'])),
  axes: v.exactOptional(axisNames),
  center: v.exactOptional(byAxis),
  zoom: v.exactOptional(positive),
  rotation: v.exactOptional(v.strictTuple([finite, finite, finite, finite])),
  perspective: v.exactOptional(v.pipe(finite, v.minValue(0), v.ltValue(180))),
  position: v.exactOptional(byAxis),
  thickness: v.exactOptional(reachByAxis),
  clip: v.exactOptional(rangeByAxis),
  plane: v.exactOptional(
    v.nullable(v.strictObject({ position: byAxis, normal: byAxis, alone: v.boolean() })),
  ),
  grid: v.exactOptional(v.boolean()),
  swipe: v.exactOptional(v.nullable(v.strictObject({ left: text, right: text, at: fraction }))),
  measurements: v.exactOptional(measurementsPatch),
  layers: v.exactOptional(v.array(layer)),
});

/** Checks what a script hands in. Throws an Error that names the place and the fault; unknown names are faults. */
export function parseViewPatch(value: unknown): PartialViewState {
  if (Array.isArray(value)) throw new Error('The view state is not valid: it: not an object.');
  const parsed = v.safeParse(patch, value, { abortEarly: true });
  if (parsed.success) return parsed.output as PartialViewState;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? 'it';
  throw new Error(`The view state is not valid: ${path}: ${issue.message}.`);
}
