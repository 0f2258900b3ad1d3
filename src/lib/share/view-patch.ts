import * as v from 'valibot';
import { measurementsPatch } from './measurements';
import type { PartialViewState } from './view-state';
import {
  axisNames,
  byAxis,
  finite,
  layerLevel,
  nonNegative,
  positive,
  range,
  rangeByAxis,
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
  opacity: v.exactOptional(v.pipe(finite, v.minValue(0), v.maxValue(1))),
  blending: v.exactOptional(text),
  level: v.exactOptional(layerLevel),
  rendering: v.exactOptional(text),
  isoThreshold: v.exactOptional(finite),
  attenuation: v.exactOptional(nonNegative),
  interpolation: v.exactOptional(text),
  voxelCenters: v.exactOptional(text),
  channels: v.exactOptional(v.array(channel)),
  ...appearance,
});

const patch = v.strictObject({
  sources: v.exactOptional(v.array(text)),
  mode: v.exactOptional(v.picklist(['2d', '3d'])),
  axes: v.exactOptional(axisNames),
  center: v.exactOptional(byAxis),
  zoom: v.exactOptional(positive),
  rotation: v.exactOptional(v.strictTuple([finite, finite, finite, finite])),
  perspective: v.exactOptional(v.pipe(finite, v.minValue(0), v.ltValue(180))),
  position: v.exactOptional(byAxis),
  clip: v.exactOptional(rangeByAxis),
  plane: v.exactOptional(
    v.nullable(v.strictObject({ position: byAxis, normal: byAxis, alone: v.boolean() })),
  ),
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
