import { type BrickFormat, type LabelFormat, isLabelFormat } from '../bricks/brick-format';
import { OPAQUE_REST } from '../march/accumulate';
import { MARCH_CHANNELS } from '../march/march-block';
import { BISECTIONS, LIGHT } from '../march/march-ray';
import { BEFORE_PLANE } from '../march/pick-volume';
import type { MarchVariant } from '../march/march-variant';
import { MAX_PLANES } from '../volume-frame';
import { eachChannel } from './channel-code';
import { labelsMarchShader } from './label-march-shader';
import { marchUniforms, walkShader } from './march-walk-shader';
import { modeShaders } from './mode-shaders';

/** A stored voxel as the value that it stands for. */
const decode: Readonly<Record<Exclude<BrickFormat, LabelFormat>, string>> = {
  r8unorm: 'texel.r * 255.0',
  rg8unorm: 'texel.r * 65280.0 + texel.g * 255.0',
  r32float: 'texel.r',
};

/** Samples at a place of the texture, in voxels. */
const nearest = `
float sampleBrick(vec3 at) {
  return decode(texelFetch(bricks, ivec3(at), 0));
}`;

const filtered = `
float sampleBrick(vec3 at) {
  return decode(textureLod(bricks, at * march.pool.xyz, 0.0));
}`;

const filteredByHand = `
float sampleBrick(vec3 at) {
  ivec3 i = ivec3(at - 0.5);
  ivec3 j = i + 1;
  vec3 f = at - 0.5 - vec3(i);
  float a = mix(texelFetch(bricks, i, 0).r, texelFetch(bricks, ivec3(j.x, i.y, i.z), 0).r, f.x);
  float b = mix(texelFetch(bricks, ivec3(i.x, j.y, i.z), 0).r, texelFetch(bricks, ivec3(j.x, j.y, i.z), 0).r, f.x);
  float c = mix(texelFetch(bricks, ivec3(i.x, i.y, j.z), 0).r, texelFetch(bricks, ivec3(j.x, i.y, j.z), 0).r, f.x);
  float d = mix(texelFetch(bricks, ivec3(i.x, j.y, j.z), 0).r, texelFetch(bricks, j, 0).r, f.x);
  return mix(mix(a, b, f.y), mix(c, d, f.y), f.z);
}`;

function samplerOf({ isNearest, mustFilter }: MarchVariant): string {
  if (isNearest) return nearest;
  return mustFilter ? filteredByHand : filtered;
}

/** Aims the ray of a pixel, and cuts it to what is shown. */
const aim = `
/** Directions along which nothing is divided by 0. */
vec3 nonzero(vec3 d) {
  return mix(d, vec3(1e-9), lessThan(abs(d), vec3(1e-9)));
}
void aimRay() {
  vec2 px = (gl_FragCoord.xy - march.picture.xy) * march.right.w;
  vec3 onPlane = march.right.xyz * px.x - march.down.xyz * px.y;
  bool hasEye = march.down.w > 0.0;
  ray.o = hasEye ? vec3(0.0) : onPlane;
  ray.d = nonzero(hasEye ? normalize(onPlane + march.forward.xyz * march.down.w) : march.forward.xyz);
  vec3 toFocus = march.focus.xyz - ray.o;
  ray.closest = dot(toFocus, ray.d);
  vec3 across = toFocus - ray.d * ray.closest;
  ray.aside = dot(across, across);
}
/** The part of the ray that is shown; empty when x is not below y. */
vec2 shownRange() {
  vec3 a = (march.boxLow.xyz - ray.o) / ray.d;
  vec3 b = (march.boxHigh.xyz - ray.o) / ray.d;
  vec3 low = min(a, b);
  vec3 high = max(a, b);
  vec2 range = vec2(max(low.x, max(low.y, low.z)), min(high.x, min(high.y, high.z)));
  if (march.down.w > 0.0) range.x = max(range.x, 0.0);
  if (any(greaterThan(march.boxLow.xyz, march.boxHigh.xyz))) range.y = range.x;
  for (int i = 0; i < ${MAX_PLANES}; i++) {
    if (i >= int(march.boxLow.w)) break;
    float height = dot(march.planes[i].xyz, ray.o) - march.planes[i].w;
    float slope = dot(march.planes[i].xyz, ray.d);
    if (slope > 0.0) range.x = max(range.x, -height / slope);
    else if (slope < 0.0) range.y = min(range.y, -height / slope);
    else if (height < 0.0) range.y = range.x;
  }
  return range;
}`;

/** What the slice plane shows of an image. */
const planeShader = (channels: number): string => `
vec4 planeColor(float t) {
  findStretch(t);
  vec4 color = vec4(0.0);
  float value;
  ${eachChannel(channels, 'if (valueAt$(t, value)) color += vec4(colorOf$(shownShare$(value)), 1.0);')}
  return min(color, 1.0);
}`;

/** Where all of it ends up. */
const finish = `
/** 0 at the eye, 1 far away: a pixel further back is more, evenly near the centre of the view. */
float depthAt(float t) {
  float z = dot(march.forward.xyz, ray.o + ray.d * t) - march.down.w;
  return 0.5 + 0.5 * z / (abs(z) + 1000.0);
}
void main() {
  channelCount = int(march.picture.z);
  aimRay();
  vec2 range = shownRange();
  if (!(range.x < range.y) || march.forward.w < 0.5) discard;
  float cut = ENDLESS;
  vec4 plane = vec4(0.0);
  if (march.boxHigh.w > 0.5) {
    cut = (march.cut.w - dot(march.cut.xyz, ray.o)) / dot(march.cut.xyz, ray.d);
    if (cut >= range.x && cut <= range.y) plane = planeColor(cut);
  }
  vec4 before = vec4(0.0);
  float seen = ENDLESS;
  if (march.boxHigh.w < 1.5) before = marchRange(range.x, plane.a > 0.0 ? cut : range.y, seen);
  if (plane.a > 0.0) {
    if (!HAS_OPACITY) before *= ${BEFORE_PLANE.toFixed(2)};
    if (before.a <= 0.5) seen = cut;
  }
  color = before + plane * (1.0 - before.a);
  if (color.a <= 0.0) discard;
  gl_FragDepth = seen < ENDLESS ? depthAt(seen) : 1.0;
}`;

/** How values of an image are read and shown. */
function imageShader(variant: MarchVariant): string {
  const { rendering, format, isSingle } = variant;
  const channels = isSingle ? 1 : MARCH_CHANNELS;
  const mode = rendering === 'iso_categorical' ? 'mip' : rendering;
  return `
#define MAY_BE_NO_NUMBER ${format === 'r32float'}
uniform sampler3D bricks;
uniform sampler2D lookup;
float decode(vec4 texel) {
  return ${isLabelFormat(format) ? 'texel.r' : decode[format]};
}
${samplerOf(variant)}
${walkShader(channels, { isLabels: false })}
${modeShaders[mode](channels)}
${planeShader(channels)}`;
}

/** Marches one ray a pixel through the bricks of one layer. */
export function marchFragmentShader(variant: MarchVariant): string {
  const { rendering, format, isLabels } = variant;
  return `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp sampler2D;
precision highp sampler3D;
precision highp usampler3D;
const bool HAS_OPACITY = ${isLabels || rendering === 'translucent' || rendering === 'iso'};
const float OPAQUE_REST = ${OPAQUE_REST};
const int BISECTIONS = ${BISECTIONS};
const float AMBIENT = ${LIGHT.ambient};
const float SPECULAR = ${LIGHT.specular};
const float SHININESS = ${LIGHT.shininess}.0;
${marchUniforms}
uniform usampler2D table;
layout(location = 0) out vec4 color;
int channelCount = 1;
${isLabels && isLabelFormat(format) ? labelsMarchShader(format, rendering) : imageShader(variant)}
${aim}
${finish}`;
}
