import { BRICK_SIZE } from '../../../view';
import { LOOKUP_WIDTH } from '../../color/lookup-table';
import { STORED_BRICK } from '../bricks/brick-format';
import { marchFields } from '../march/march-block';
import { DELTA_BITS, KIND_BITS, MAX_DELTA } from '../table/table-entry';

/** Cells in a row of the page table's texture. */
export const TABLE_WIDTH = 2048;

/** Must match what `march-block` packs: one vector a line. */
const fields = marchFields
  .map(([name, count]) => `  vec4 ${name}${count > 1 ? `[${count}]` : ''};`)
  .join('\n');

export const marchUniforms = `
layout(std140) uniform marchUniforms {
${fields}
} march;`;

/**
 * Where the ray is: for each channel the brick that it is in, if any, and how its stored voxels run along the ray from
 * the place \`start\` on. \`ray.o\` and \`ray.d\` in CSS pixels at the centre.
 */
export const walkShader = `
const float ENDLESS = 1e17;
struct Ray {
  vec3 o;
  vec3 d;
  float closest;  // t nearest to where the levels are counted from
  float aside;    // squared distance there
};
Ray ray;
const int MISSING = 0;
const int RESIDENT = 3;
int kind[CHANNELS];
float single[CHANNELS];
vec2 bounds[CHANNELS];
vec3 slotLow[CHANNELS];
vec3 local[CHANNELS];
vec3 rate[CHANNELS];
vec3 voxels[CHANNELS];  // voxels per pixel along x, y and z
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
float boxEntry(int l, float t) {
  vec3 q = ray.o * march.levelScale[l].xyz + march.levelOffset[l].xyz;
  vec3 dq = ray.d * march.levelScale[l].xyz;
  vec3 a = (march.levelLow[l].xyz - q) / dq;
  vec3 b = (march.levelHigh[l].xyz - q) / dq;
  vec3 low = min(a, b);
  vec3 high = max(a, b);
  float enter = max(low.x, max(low.y, low.z));
  float leave = min(high.x, min(high.y, high.z));
  return enter > t && enter < leave ? enter : ENDLESS;
}

float cellExit(vec3 q, vec3 dq, vec3 cell, int l) {
  vec3 forwards = step(0.0, dq);
  vec3 border = (cell + forwards) * ${BRICK_SIZE}.0;
  vec3 last = march.levelSize[l].xyz - 1.0;
  vec3 t = (border - q) / dq;
  bvec3 above = bvec3(march.levelHigh[l].x > ENDLESS, march.levelHigh[l].y > ENDLESS, march.levelHigh[l].z > ENDLESS);
  bvec3 below = bvec3(march.levelLow[l].x < -ENDLESS, march.levelLow[l].y < -ENDLESS, march.levelLow[l].z < -ENDLESS);
  for (int a = 0; a < 3; a++) {
    if (forwards[a] > 0.5 ? (above[a] && cell[a] >= last[a]) : (below[a] && cell[a] <= 0.0)) t[a] = ENDLESS;
  }
  return min(t.x, min(t.y, t.z));
}

void placeInBrick(int c, int l, vec3 q, vec3 dq, vec3 cell, uint word) {
  int slot = int(word >> ${KIND_BITS + DELTA_BITS}u);
  int across = int(march.pool.w) & 4095;
  int deep = int(march.pool.w) >> 12;
  vec3 at = vec3(slot % across, (slot / across) % deep, slot / (across * deep));
  slotLow[c] = at * ${STORED_BRICK}.0;
  local[c] = q - cell * ${BRICK_SIZE}.0 + 1.0;
  rate[c] = dq;
  voxels[c] = march.levelScale[l].xyz;
  fineness = max(fineness, length(dq));
}

/** Finds what one channel has at the place p of the ray, from a level on. */
void findCell(int c, int level, vec3 p) {
  kind[c] = MISSING;
  int levels = int(march.forward.w);
  int l = level;
  for (int guard = 0; guard < 48 && l < levels; guard++) {
    vec3 q = p * march.levelScale[l].xyz + march.levelOffset[l].xyz;
    if (any(lessThan(q, march.levelLow[l].xyz)) || any(greaterThanEqual(q, march.levelHigh[l].xyz))) {
      stretchEnd = min(stretchEnd, boxEntry(l, start));
      l++;
      continue;
    }
    vec3 size = march.levelSize[l].xyz;
    vec3 cell = clamp(floor(q / ${BRICK_SIZE}.0), vec3(0.0), size - 1.0);
    vec3 dq = ray.d * march.levelScale[l].xyz;
    stretchEnd = min(stretchEnd, start + cellExit(q, dq, cell, l));
    ivec3 i = ivec3(cell);
    int address = int(march.levelSize[l].w) + c * int(march.levelOffset[l].w) + i.x + int(size.x) * (i.y + int(size.y) * i.z);
    uvec2 entry = texelFetch(table, ivec2(address % ${TABLE_WIDTH}, address / ${TABLE_WIDTH}), 0).rg;
    int delta = int((entry.r >> ${KIND_BITS}u) & ${MAX_DELTA}u);
    if (delta > 0) {
      l += delta;
      continue;
    }
    kind[c] = int(entry.r & 3u);
    single[c] = uintBitsToFloat(entry.g);
    bounds[c] = vec2(uintBitsToFloat(entry.g << 16u), uintBitsToFloat(entry.g & 0xffff0000u));
    if (kind[c] == RESIDENT) placeInBrick(c, l, q, dq, cell, entry.r);
    return;
  }
}

/** Finds what the ray is in from t on. */
void findStretch(float t) {
  int level = levelAt(t);
  float speed = length(ray.d * march.levelScale[level].xyz);
  start = t + max(0.004 / speed, abs(t) * 5e-7);
  level = levelAt(start);
  stretchEnd = shellEnd(start, level);
  fineness = 0.0;
  vec3 p = ray.o + ray.d * start;
  for (int c = 0; c < CHANNELS; c++) if (c < int(march.picture.z)) findCell(c, level, p);
  stretchEnd = max(stretchEnd, start);
}

bool isNumber(float value) {
  return (floatBitsToUint(value) & 0x7fffffffu) <= 0x7f800000u;
}

/** The value of a channel at t within the stretch; false when there is none. */
bool valueAt(int c, float t, vec3 aside, out float value) {
  value = single[c];
  if (kind[c] == MISSING) return false;
  if (kind[c] == RESIDENT) value = sampleBrick(local[c] + rate[c] * (t - start) + aside, slotLow[c]);
  return isNumber(value);
}

/** A value as a share of the contrast window, without gamma. */
float shareOf(int c, float value) {
  return clamp((value - march.window[c].x) * march.window[c].y, 0.0, 1.0);
}

float shownShare(int c, float value) {
  float t = shareOf(c, value);
  return march.window[c].z == 1.0 ? t : pow(t, march.window[c].z);
}

vec3 colorOf(int c, float t) {
  if (march.window[c].w < 0.0) return march.tint[c].rgb * t;
  return texelFetch(lookup, ivec2(int(t * ${LOOKUP_WIDTH - 1}.0 + 0.5), int(march.window[c].w)), 0).rgb;
}`;
