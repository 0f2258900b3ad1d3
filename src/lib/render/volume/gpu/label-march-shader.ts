import { KIND_BITS, DELTA_BITS } from '../table/table-entry';
import { labelsShader } from '../../labels/labels-shader';
import type { LabelFormat } from '../bricks/brick-format';
import { LABEL_LIGHT, MAX_BRICK_STEPS } from '../march/march-labels';
import type { VolumeRendering } from '../volume-frame';
import { walkShader } from './march-walk-shader';

/** What a mode does with a voxel that is shown, from t to next along the ray, and what it ends with. */
interface LabelMode {
  readonly add: string;
  readonly done: string;
}

/** The first label that the ray meets. */
const surface: LabelMode = {
  add: `
      rest = 1.0 - shown.a;
      sum = shadeLabel(label, shown.rgb, place, voxel) * shown.a;`,
  done: 'seen < ENDLESS',
};

/** Every label, as opaque over the reference length as any other. */
const translucent: LabelMode = {
  add: `
      float alpha = shown.a * (isHighlighted(label) ? HIGHLIGHTED_ALPHA : LABEL_ALPHA);
      float through = pow(1.0 - alpha, (next - u) * march.look.y);
      sum += rest * (1.0 - through) * highlighted(label, shown.rgb);
      rest *= through;`,
  done: 'rest < OPAQUE_REST',
};

const constants = Object.entries(LABEL_LIGHT)
  .map(([name, value]) => `const float ${name} = ${value};`)
  .join('\n');

/** Light from the eye, by where the label ends: the slope of its own voxels, smoothed over their neighbours. */
const light = `
vec3 highlighted(uvec2 label, vec3 shown) {
  return isHighlighted(label) ? mix(shown, vec3(1.0), HIGHLIGHT) : shown;
}
vec3 shadeLabel(uvec2 label, vec3 shown, vec3 place, vec3 voxel) {
  float facing = 1.0;
  if (kind0 == RESIDENT) {
    vec3 f = clamp(place - voxel, 0.0, 1.0);
    vec3 w[3] = vec3[3](0.5 * (1.0 - f) * (1.0 - f), 0.5 + f * (1.0 - f), 0.5 * f * f);
    vec3 d[3] = vec3[3](f - 1.0, 1.0 - 2.0 * f, f);
    vec3 slope = vec3(0.0);
    for (int z = 0; z < 3; z++)
      for (int y = 0; y < 3; y++)
        for (int x = 0; x < 3; x++) {
          vec3 at = clamp(voxel + vec3(x, y, z) - 1.0, least0 - 0.5, most0 - 0.5);
          if (labelIn(at) != label) continue;
          slope += vec3(d[x].x * w[y].y * w[z].z, w[x].x * d[y].y * w[z].z, w[x].x * w[y].y * d[z].z);
        }
    if (length(slope) > FLAT_SLOPE) facing = min(1.0, abs(dot(normalize(slope * voxels0), ray.d)));
  }
  return highlighted(label, shown) * (LABEL_AMBIENT + (1.0 - LABEL_AMBIENT) * facing);
}`;

/** Walks through a brick voxel by voxel, so that none is passed over; \`u\` is the way from \`start\` on. */
const walkVoxels = ({ add, done }: LabelMode): string => `
/** The way to where the ray leaves a voxel that it is in. */
float voxelExit(vec3 place, vec3 voxel) {
  vec3 way = (voxel + step(0.0, rate0) - place) / rate0;
  way = mix(way, vec3(ENDLESS), lessThanEqual(way, vec3(0.0)));
  return min(way.x, min(way.y, way.z));
}
bool canSkipBrick() {
  float wanted = uintBitsToFloat(march.labels[2].y);
  return (march.labels[0].w & 2u) != 0u && (wanted < bounds0.x || wanted > bounds0.y);
}
vec4 marchRange(float t, float to, out float seen) {
  seen = ENDLESS;
  vec3 sum = vec3(0.0);
  float rest = 1.0;
  uvec2 last = uvec2(0u);
  vec4 shown = vec4(0.0);
  for (int guard = 0; guard < 8192 && t < to; guard++) {
    findStretch(t);
    float end = min(to, stretchEnd);
    if (!(end > t)) end = start;
    bool isStored = kind0 == RESIDENT;
    float nudge = isStored ? 0.001 / fineness : 0.0;
    float u = t - start;
    t = end;
    if (kind0 == MISSING || (isStored && canSkipBrick())) continue;
    for (int n = 0; n < ${MAX_BRICK_STEPS} && u < end - start; n++) {
      vec3 place = place0 + rate0 * (u + nudge);
      vec3 voxel = clamp(floor(place), least0 - 0.5, most0 - 0.5);
      float next = isStored ? min(end - start, u + nudge + voxelExit(place, voxel)) : end - start;
      uvec2 label = isStored ? labelIn(voxel) : labelOnly();
      if (isShown(label)) {
        if (label != last) shown = labelShown(label);
        last = label;
        if (shown.a > 0.0) {
          seen = min(seen, start + u);${add}
          if (${done}) return vec4(sum, 1.0 - rest);
        }
      }
      u = next;
    }
  }
  return vec4(sum, 1.0 - rest);
}
vec4 planeColor(float t) {
  findStretch(t);
  if (kind0 == MISSING) return vec4(0.0);
  vec3 voxel = clamp(floor(place0 + rate0 * (t - start)), least0 - 0.5, most0 - 0.5);
  uvec2 label = kind0 == RESIDENT ? labelIn(voxel) : labelOnly();
  if (!isShown(label)) return vec4(0.0);
  vec4 shown = labelShown(label);
  return vec4(highlighted(label, shown.rgb) * shown.a, shown.a);
}`;

/** How bricks of labels are read and shown. Labels are never interpolated. */
export function labelsMarchShader(format: LabelFormat, rendering: VolumeRendering): string {
  const raw = 'texelFetch(bricks, ivec3(voxel), 0)';
  return `
uniform usampler3D bricks;
${labelsShader('march.labels')}
${walkShader(1, { isLabels: true })}
${constants}
/** The label of a voxel of the texture. */
uvec2 labelIn(vec3 voxel) {
  return labelFrom(${format === 'rg32uint' ? `${raw}.rg` : `uvec2(${raw}.r, 0u)`} ^ march.labels[0].xy);
}
/** The label of a brick that holds no other. */
uvec2 labelOnly() {
  return labelFrom(uvec2(entry0.g, entry0.r >> ${KIND_BITS + DELTA_BITS}u) ^ march.labels[0].xy);
}
bool isHighlighted(uvec2 label) {
  return (march.labels[0].w & 2u) == 0u && isSelected(label);
}
${light}
${walkVoxels(rendering === 'translucent' ? translucent : surface)}`;
}
