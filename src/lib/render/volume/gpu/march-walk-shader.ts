import { BRICK_SIZE } from '../../../view';
import { LOOKUP_WIDTH } from '../../color/lookup-table';
import { STORED_BRICK } from '../bricks/brick-format';
import { marchFields } from '../march/march-block';
import { declareChannels, eachChannel } from './channel-code';
import { DELTA_BITS, KIND_BITS, MAX_DELTA } from '../table/table-entry';

/** Cells in a row of the page table's texture. */
export const TABLE_WIDTH = 2048;

/** Must match what `march-block` packs: one vector a line. */
const fields = marchFields
  .map(([name, count, type = 'vec4']) => `  ${type} ${name}${count > 1 ? `[${count}]` : ''};`)
  .join('\n');

export const marchUniforms = `
layout(std140) uniform marchUniforms {
${fields}
} march;`;

/** What is known of the stretch that a ray is in, for each channel. */
const cellState = `
int kind$ = MISSING;
uvec2 entry$ = uvec2(0u);
float single$ = 0.0;
vec2 bounds$ = vec2(0.0);
vec3 place$ = vec3(0.0);   // in the texture, at the start
vec3 rate$ = vec3(0.0);
vec3 least$ = vec3(0.0);   // bounds of what may be sampled
vec3 most$ = vec3(0.0);
vec3 voxels$ = vec3(0.0);  // voxels per pixel along x, y and z

/** Finds what the channel has at the place p of the ray, from a level on. */
void findCell$(int finest, vec3 p) {
  kind$ = MISSING;
  int levels = int(march.forward.w);
  int l = finest;
  for (int guard = 0; guard < 48 && l < levels; guard++) {
    Level level = Level(march.levelScale[l].xyz, march.levelOffset[l], march.levelSize[l], march.levelLow[l].xyz, march.levelHigh[l].xyz);
    vec3 q = p * level.scale + level.offset.xyz;
    if (any(lessThan(q, level.low)) || any(greaterThanEqual(q, level.high))) {
      stretchEnd = min(stretchEnd, boxEntry(level, start));
      l++;
      continue;
    }
    vec3 cell = clamp(floor(q / ${BRICK_SIZE}.0), vec3(0.0), level.size.xyz - 1.0);
    vec3 dq = ray.d * level.scale;
    stretchEnd = min(stretchEnd, start + cellExit(q, dq, cell, level));
    ivec3 i = ivec3(cell);
    ivec4 size = ivec4(level.size);
    int address = size.w + $ * int(level.offset.w) + i.x + size.x * (i.y + size.y * i.z);
    uvec2 entry = texelFetch(table, ivec2(address % ${TABLE_WIDTH}, address / ${TABLE_WIDTH}), 0).rg;
    int delta = int((entry.r >> ${KIND_BITS}u) & ${MAX_DELTA}u);
    if (delta > 0) {
      l += delta;
      continue;
    }
    kind$ = int(entry.r & 3u);
    entry$ = entry;
    single$ = uintBitsToFloat(entry.g);
    bounds$ = kind$ == RESIDENT ? vec2(uintBitsToFloat(entry.g << 16u), uintBitsToFloat(entry.g & 0xffff0000u)) : vec2(single$);
    if (kind$ == RESIDENT) {
      vec3 low = slotLow(int(entry.r >> ${KIND_BITS + DELTA_BITS}u));
      place$ = q - cell * ${BRICK_SIZE}.0 + 1.0 + low;
      rate$ = dq;
      least$ = low + 0.5;
      most$ = low + ${STORED_BRICK - 1}.5;
      voxels$ = level.scale;
      fineness = max(fineness, length(dq));
    }
    return;
  }
}`;

/** What is made of the values of a channel. */
const valueState = `
/** The value of the channel at t within the stretch; false when there is none. */
bool valueAt$(float t, out float value) {
  value = single$;
  if (kind$ == RESIDENT) value = sampleBrick(clamp(place$ + rate$ * (t - start), least$, most$));
  return kind$ != MISSING && (!MAY_BE_NO_NUMBER || isNumber(value));
}

/** A value as a share of the contrast window, without gamma. */
float shareOf$(float value) {
  return clamp((value - march.window[$].x) * march.window[$].y, 0.0, 1.0);
}

float shownShare$(float value) {
  float t = shareOf$(value);
  return march.window[$].z == 1.0 ? t : pow(t, march.window[$].z);
}

vec3 colorOf$(float t) {
  if (march.window[$].w < 0.0) return march.tint[$].rgb * t;
  return texelFetch(lookup, ivec2(int(t * ${LOOKUP_WIDTH - 1}.0 + 0.5), int(march.window[$].w)), 0).rgb;
}`;

/**
 * Where the ray is: for each channel the brick that it is in, if any, and how its stored voxels run along the ray from
 * the place \`start\` on. \`ray.o\` and \`ray.d\` in CSS pixels at the centre.
 */
export const walkShader = (channels: number, { isLabels }: { readonly isLabels: boolean }): string => `
const float ENDLESS = 1e17;
struct Ray {
  vec3 o;
  vec3 d;
  float closest;  // t nearest to where the levels are counted from
  float aside;    // squared distance there
};
Ray ray;
struct Level {
  vec3 scale;   // voxels per pixel
  vec4 offset;  // voxel at the anchor, then cells of a channel
  vec4 size;    // cells, then the first one's address
  vec3 low;
  vec3 high;
};
const int MISSING = 0;
const int RESIDENT = 3;
float start;
float stretchEnd;
float fineness;         // voxels of the finest brick along a pixel of the ray; 0 when there is none

int levelAt(float t) {
  float d = t - ray.closest;
  float squared = ray.aside + d * d;
  int levels = int(march.forward.w);
  for (int l = 0; l < levels; l++) if (squared < march.levelScale[l].w) return l;
  return levels - 1;
}

/** Where another level begins to be used. */
float shellEnd(float t, int level) {
  float end = ENDLESS;
  for (int l = 0; l <= level; l++) {
    float halfSquared = march.levelScale[l].w - ray.aside;
    if (halfSquared <= 0.0 || halfSquared > 1e34) continue;
    float halfLength = sqrt(halfSquared);
    float near = ray.closest - halfLength;
    float far = ray.closest + halfLength;
    if (near > t) end = min(end, near);
    else if (far > t) end = min(end, far);
  }
  return end;
}

/** Where the ray enters the planned part of a level, beyond t. */
float boxEntry(Level level, float t) {
  vec3 q = ray.o * level.scale + level.offset.xyz;
  vec3 dq = ray.d * level.scale;
  vec3 a = (level.low - q) / dq;
  vec3 b = (level.high - q) / dq;
  vec3 low = min(a, b);
  vec3 high = max(a, b);
  float enter = max(low.x, max(low.y, low.z));
  float leave = min(high.x, min(high.y, high.z));
  return enter > t && enter < leave ? enter : ENDLESS;
}

/** How far the ray has to the border of a cell; the outermost cells of a level go on for ever. */
float cellExit(vec3 q, vec3 dq, vec3 cell, Level level) {
  vec3 forwards = step(0.0, dq);
  vec3 t = ((cell + forwards) * ${BRICK_SIZE}.0 - q) / dq;
  vec3 above = step(ENDLESS, level.high) * step(level.size.xyz - 1.5, cell);
  vec3 below = step(level.low, vec3(-ENDLESS)) * step(cell, vec3(0.5));
  t = mix(t, vec3(ENDLESS), greaterThan(mix(below, above, forwards), vec3(0.5)));
  return min(t.x, min(t.y, t.z));
}

/** Where the stored brick of a slot starts in the texture. */
vec3 slotLow(int slot) {
  int across = int(march.pool.w) & 4095;
  int deep = int(march.pool.w) >> 12;
  return vec3(slot % across, (slot / across) % deep, slot / (across * deep)) * ${STORED_BRICK}.0;
}

bool isNumber(float value) {
  return (floatBitsToUint(value) & 0x7fffffffu) <= 0x7f800000u;
}
${declareChannels(channels, isLabels ? cellState : cellState + valueState)}

/** Finds what the ray is in from t on. */
void findStretch(float t) {
  int level = levelAt(t);
  float speed = length(ray.d * march.levelScale[level].xyz);
  start = t + max(0.004 / speed, abs(t) * 5e-7);
  level = levelAt(start);
  stretchEnd = shellEnd(start, level);
  fineness = 0.0;
  vec3 p = ray.o + ray.d * start;
  ${eachChannel(channels, 'findCell$(level, p);')}
  stretchEnd = max(stretchEnd, start);
}`;
