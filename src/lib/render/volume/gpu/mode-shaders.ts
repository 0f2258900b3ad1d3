import type { VolumeRendering } from '../volume-frame';

/**
 * The loop that all modes share: stretch by stretch, each in equal steps, so that lengths add up whatever the bricks are.
 * A mode says what a stretch may be skipped for, what a sample adds, and when nothing behind counts any more.
 */
const loop = (place: string, skip: string, add: string, done: string): string => `
  for (int guard = 0; guard < 8192 && t < to; guard++) {
    findStretch(t);
    float end = min(to, stretchEnd);
    if (!(end > t)) end = start;
    float count = fineness > 0.0 ? clamp(ceil((end - t) * fineness / march.look.x), 1.0, 512.0) : 1.0;
    bool isSkipped = true;
    for (int c = 0; c < CHANNELS; c++) {
      if (c >= int(march.picture.z) || kind[c] == MISSING) continue;
      float lowest = kind[c] == RESIDENT ? bounds[c].x : single[c];
      float highest = kind[c] == RESIDENT ? bounds[c].y : single[c];
      isSkipped = isSkipped && (${skip});
    }
    if (isSkipped) {
      t = end;
      continue;
    }
    float size = (end - t) / count;
    for (float n = 0.0; n < count; n++) {
      float from = t + n * size;
      float at = ${place};
      ${add}
      if (${done}) break;
    }
    if (${done}) break;
    t = end;
  }`;

const each = (body: string): string => `
      for (int c = 0; c < CHANNELS; c++) {
        float value;
        if (c >= int(march.picture.z) || !valueAt(c, at, vec3(0.0), value)) continue;
        ${body}
      }`;

/** The modes that keep, for each channel, the value that counts most. */
const extreme = (skip: string, body: string, done: string): string => `
vec4 marchRange(float t, float to, out float seen) {
  float best[CHANNELS];
  float bestAt[CHANNELS];
  float sums[CHANNELS];
  bool has[CHANNELS];
  for (int c = 0; c < CHANNELS; c++) {
    best[c] = 0.0;
    bestAt[c] = ENDLESS;
    sums[c] = 0.0;
    has[c] = false;
  }
  bool isDone = false;
  bool isHigher = false;
  ${loop('from + size * 0.5', skip, `${each(body)}${done}`, 'isDone')}
  vec4 sum = vec4(0.0);
  float strongest = -1.0;
  seen = ENDLESS;
  for (int c = 0; c < CHANNELS; c++) {
    if (c >= int(march.picture.z) || !has[c]) continue;
    sum += vec4(colorOf(c, shownShare(c, best[c])), 1.0);
    float share = shareOf(c, best[c]);
    if (share > strongest) {
      strongest = share;
      seen = bestAt[c];
    }
  }
  return min(sum, 1.0);
}`;

const keep = (condition: string, value: string, note = ''): string => `
        if (!has[c] || ${condition}) {
          has[c] = true;
          best[c] = ${value};
          bestAt[c] = at;
          ${note}
        }`;

/** Looked at only where something has changed: most samples change nothing. */
const whenBrightest = `
      isDone = isHigher;
      isHigher = false;
      for (int c = 0; isDone && c < CHANNELS; c++) {
        if (c >= int(march.picture.z)) continue;
        isDone = has[c] && march.window[c].y > 0.0 && (best[c] - march.window[c].x) * march.window[c].y >= 1.0;
      }`;

const mip = extreme(
  'has[c] && highest <= best[c]',
  keep('value > best[c]', 'value', 'isHigher = true;'),
  whenBrightest,
);
const minip = extreme('has[c] && lowest >= best[c]', keep('value < best[c]', 'value'), '');
const attenuated = extreme(
  'false',
  `
        float faded = march.window[c].x + (value - march.window[c].x) * exp(-march.look.z * max(0.0, sums[c] - 1.0));
        ${keep('faded > best[c]', 'faded')}
        sums[c] += shareOf(c, value) * size * march.look.y;`,
  '',
);

const average = `
vec4 marchRange(float t, float to, out float seen) {
  float sums[CHANNELS];
  float lengths[CHANNELS];
  for (int c = 0; c < CHANNELS; c++) {
    sums[c] = 0.0;
    lengths[c] = 0.0;
  }
  float strongest = -1.0;
  seen = ENDLESS;
  ${loop(
    'from + size * 0.5',
    'false',
    each(`
        sums[c] += (value - march.window[c].x) * size;
        lengths[c] += size;
        float share = shareOf(c, value);
        if (share > strongest) {
          strongest = share;
          seen = at;
        }`),
    'false',
  )}
  vec4 sum = vec4(0.0);
  for (int c = 0; c < CHANNELS; c++) {
    if (c >= int(march.picture.z) || lengths[c] <= 0.0) continue;
    sum += vec4(colorOf(c, shownShare(c, march.window[c].x + sums[c] / lengths[c])), 1.0);
  }
  return min(sum, 1.0);
}`;

/** The part of light that a colour lets through over a length. */
const additive = `
vec4 marchRange(float t, float to, out float seen) {
  vec3 dark = vec3(1.0);
  float strongest = -1.0;
  seen = ENDLESS;
  ${loop(
    'from + size * 0.5',
    'strongest >= 0.0 && march.window[c].w < 0.0 && max(shareOf(c, lowest), shareOf(c, highest)) <= 0.0',
    each(`
        float share = shownShare(c, value);
        dark *= pow(1.0 - min(colorOf(c, share), vec3(1.0)), vec3(size * march.look.y));
        if (share > strongest) {
          strongest = share;
          seen = at;
        }`),
    'false',
  )}
  return vec4(1.0 - dark, strongest < 0.0 ? 0.0 : 1.0);
}`;

const translucent = `
vec4 marchRange(float t, float to, out float seen) {
  vec3 sum = vec3(0.0);
  float rest = 1.0;
  float heaviest = 0.0;
  seen = ENDLESS;
  ${loop(
    'from + size * 0.5',
    'max(shareOf(c, lowest), shareOf(c, highest)) <= 0.0',
    `
      float total = 0.0;
      float through = 1.0;
      vec3 mixed = vec3(0.0);${each(`
        float alpha = shownShare(c, value);
        total += alpha;
        through *= pow(1.0 - alpha, size * march.look.y);
        mixed += alpha * colorOf(c, alpha);`)}
      if (total > 0.0) {
        float weight = rest * (1.0 - through);
        sum += mixed * (weight / total);
        rest *= through;
        if (weight > heaviest) {
          heaviest = weight;
          seen = at;
        }
      }`,
    'rest < OPAQUE_REST',
  )}
  return vec4(sum, 1.0 - rest);
}`;

/** Looks at the end of each step, so that a surface between two bricks is found as well. */
const iso = `
int hitAt(float t) {
  for (int c = 0; c < CHANNELS; c++) {
    float value;
    if (c < int(march.picture.z) && valueAt(c, t, vec3(0.0), value) && value > march.tint[c].w) return c;
  }
  return -1;
}
float slopeAt(int c, float t, vec3 axis) {
  float high;
  float low;
  if (!valueAt(c, t, axis * 0.5, high) || !valueAt(c, t, axis * -0.5, low)) return 0.0;
  return (high - low) * dot(axis, voxels[c]);
}
vec4 surfaceColor(int c, float t) {
  vec3 gradient = vec3(0.0);
  if (kind[c] == RESIDENT) {
    gradient = vec3(slopeAt(c, t, vec3(1.0, 0.0, 0.0)), slopeAt(c, t, vec3(0.0, 1.0, 0.0)), slopeAt(c, t, vec3(0.0, 0.0, 1.0)));
  }
  float steep = length(gradient);
  float facing = steep > 0.0 ? min(1.0, abs(dot(gradient / steep, ray.d))) : 1.0;
  float value;
  valueAt(c, t, vec3(0.0), value);
  vec3 base = colorOf(c, shownShare(c, value));
  vec3 lit = base * (AMBIENT + (1.0 - AMBIENT) * facing) + SPECULAR * pow(facing, SHININESS);
  return vec4(min(lit, 1.0), 1.0);
}
vec4 marchRange(float t, float to, out float seen) {
  vec4 found = vec4(0.0);
  seen = ENDLESS;
  ${loop(
    'from + size',
    'highest <= march.tint[c].w',
    `
      if (hitAt(at) >= 0) {
        float outside = from;
        for (int i = 0; i < BISECTIONS; i++) {
          float middle = (outside + at) * 0.5;
          if (hitAt(middle) < 0) outside = middle;
          else at = middle;
        }
        seen = at;
        found = surfaceColor(hitAt(at), at);
      }`,
    'found.a > 0.0',
  )}
  return found;
}`;

/** For each mode a function \`marchRange\`: the colour of a part of the ray, times its alpha, and where that is. */
export const modeShaders: Readonly<Record<VolumeRendering, string>> = {
  mip,
  minip,
  attenuated_mip: attenuated,
  average,
  additive,
  translucent,
  iso,
};
