import type { ImageRendering } from '../volume-frame';
import { declareChannels, eachChannel } from './channel-code';

/** What a mode does along a ray. In what is repeated for each channel, `$` is its number. */
interface Mode {
  /** Variables, once and for each channel. */
  readonly begin: string;
  readonly beginChannel?: string;
  /** Where in a step, from \`from\` on, the sample \`at\` is. */
  readonly place: string;
  /** Whether a stretch whose values lie within \`bounds$\` changes nothing. */
  readonly canSkip: string;
  /** What happens before and after the values of the channels are looked at, and with each \`value\`. */
  readonly before?: string;
  readonly add: string;
  readonly after?: (channels: number) => string;
  /** Whether nothing behind counts any more. */
  readonly done: string;
  /** What is made of it, once and for each channel. */
  readonly end: string;
  readonly endChannel?: string;
}

const MIDDLE = 'from + size * 0.5';

/**
 * The loop that all modes share: stretch by stretch, each in equal steps, so that lengths add up whatever the bricks are.
 * Defines \`marchRange\`: the colour of a part of the ray, times its alpha, and where that is.
 */
const marchRange =
  (mode: Mode) =>
  (channels: number): string => `
vec4 marchRange(float t, float to, out float seen) {
  seen = ENDLESS;
  float value;
  ${mode.begin}
  ${declareChannels(channels, mode.beginChannel ?? '')}
  for (int guard = 0; guard < 8192 && t < to; guard++) {
    findStretch(t);
    float end = min(to, stretchEnd);
    if (!(end > t)) end = start;
    bool isSkipped = true;
    ${eachChannel(channels, `if (kind$ != MISSING) isSkipped = isSkipped && (${mode.canSkip});`)}
    if (isSkipped) {
      t = end;
      continue;
    }
    float count = fineness > 0.0 ? clamp(ceil((end - t) * fineness / march.look.x), 1.0, 512.0) : 1.0;
    float size = (end - t) / count;
    for (float n = 0.0; n < count; n++) {
      float from = t + n * size;
      float at = ${mode.place};
      ${mode.before ?? ''}
      ${eachChannel(channels, mode.add)}
      ${mode.after?.(channels) ?? ''}
      if (${mode.done}) break;
    }
    if (${mode.done}) break;
    t = end;
  }
  ${eachChannel(channels, mode.endChannel ?? '')}
  ${mode.end}
}`;

/** The modes that keep, for each channel, the value that counts most. */
const extreme = (mode: Pick<Mode, 'canSkip' | 'add'> & Partial<Mode>) =>
  marchRange({
    begin: 'bool isDone = false; bool isHigher = false; vec4 sum = vec4(0.0); float strongest = -1.0;',
    beginChannel: 'float best$ = 0.0; float bestAt$ = ENDLESS; float sum$ = 0.0; bool has$ = false;',
    place: MIDDLE,
    done: 'false',
    endChannel: `
    if (has$) {
      sum += vec4(colorOf$(shownShare$(best$)), 1.0);
      float share = shareOf$(best$);
      if (share > strongest) {
        strongest = share;
        seen = bestAt$;
      }
    }`,
    end: 'return min(sum, 1.0);',
    ...mode,
  });

const keep = (condition: string, kept: string, note = ''): string => `
          if (!has$ || ${condition}) {
            has$ = true;
            best$ = ${kept};
            bestAt$ = at;
            ${note}
          }`;

const brightest = `
        float share = (best$ - march.window[$].x) * march.window[$].y;
        isDone = isDone && has$ && march.window[$].y > 0.0 && share >= 1.0;`;

/** Ends where every channel has reached its last colour; looked at only when something has changed. */
const mip = extreme({
  canSkip: 'has$ && bounds$.y <= best$',
  add: `
        if (valueAt$(at, value)) {${keep('value > best$', 'value', 'isHigher = true;')}
        }`,
  after: (channels) => `
      if (isHigher) {
        isHigher = false;
        isDone = true;
        ${eachChannel(channels, brightest)}
      }`,
  done: 'isDone',
});

const minip = extreme({
  canSkip: 'has$ && bounds$.x >= best$',
  add: `
        if (valueAt$(at, value)) {${keep('value < best$', 'value')}
        }`,
});

const attenuated = extreme({
  canSkip: 'false',
  add: `
        if (valueAt$(at, value)) {
          float faded = march.window[$].x + (value - march.window[$].x) * exp(-march.look.z * max(0.0, sum$ - 1.0));${keep('faded > best$', 'faded')}
          sum$ += shareOf$(value) * size * march.look.y;
        }`,
});

const average = marchRange({
  begin: 'vec4 sum = vec4(0.0); float strongest = -1.0;',
  beginChannel: 'float sum$ = 0.0; float length$ = 0.0;',
  place: MIDDLE,
  canSkip: 'false',
  add: `
        if (valueAt$(at, value)) {
          float above = value - march.window[$].x;
          sum$ += above * size;
          length$ += size;
          if (above * march.window[$].y > strongest) {
            strongest = above * march.window[$].y;
            seen = at;
          }
        }`,
  done: 'false',
  endChannel:
    'if (length$ > 0.0) sum += vec4(colorOf$(shownShare$(march.window[$].x + sum$ / length$)), 1.0);',
  end: 'return min(sum, 1.0);',
});

/** The part of light that a colour lets through over a length. */
const additive = marchRange({
  begin: 'vec3 dark = vec3(1.0); float strongest = -1.0;',
  place: MIDDLE,
  canSkip:
    'strongest >= 0.0 && march.window[$].w < 0.0 && max(shareOf$(bounds$.x), shareOf$(bounds$.y)) <= 0.0',
  add: `
        if (valueAt$(at, value)) {
          float share = shownShare$(value);
          dark *= pow(1.0 - min(colorOf$(share), vec3(1.0)), vec3(size * march.look.y));
          if (share > strongest) {
            strongest = share;
            seen = at;
          }
        }`,
  done: 'false',
  end: 'return vec4(1.0 - dark, strongest < 0.0 ? 0.0 : 1.0);',
});

const translucent = marchRange({
  begin: 'vec3 sum = vec3(0.0); float rest = 1.0; float heaviest = 0.0;',
  place: MIDDLE,
  canSkip: 'max(shareOf$(bounds$.x), shareOf$(bounds$.y)) <= 0.0',
  before: 'float total = 0.0; float through = 1.0; vec3 mixed = vec3(0.0);',
  add: `
        if (valueAt$(at, value)) {
          float alpha = shownShare$(value);
          if (alpha > 0.0) {
            total += alpha;
            through *= pow(1.0 - alpha, size * march.look.y);
            mixed += alpha * colorOf$(alpha);
          }
        }`,
  after: () => `
      if (total > 0.0) {
        float weight = rest * (1.0 - through);
        sum += mixed * (weight / total);
        rest *= through;
        if (weight > heaviest) {
          heaviest = weight;
          seen = at;
        }
      }`,
  done: 'rest < OPAQUE_REST',
  end: 'return vec4(sum, 1.0 - rest);',
});

/** A surface lit from the eye. */
const surfaces = `
/** Where the values of a channel rise above the threshold. */
bool isIn$(float t) {
  float value;
  return valueAt$(t, value) && value > march.tint[$].w;
}
float slope$(float t, vec3 axis) {
  vec3 at = place$ + rate$ * (t - start);
  float high = sampleBrick(clamp(at + axis * 0.5, least$, most$));
  float low = sampleBrick(clamp(at - axis * 0.5, least$, most$));
  return isNumber(high - low) ? (high - low) * dot(axis, voxels$) : 0.0;
}
vec4 surface$(float t) {
  vec3 gradient = vec3(0.0);
  if (kind$ == RESIDENT)
    gradient = vec3(slope$(t, vec3(1.0, 0.0, 0.0)), slope$(t, vec3(0.0, 1.0, 0.0)), slope$(t, vec3(0.0, 0.0, 1.0)));
  float steep = length(gradient);
  float facing = steep > 0.0 ? min(1.0, abs(dot(gradient / steep, ray.d))) : 1.0;
  float value;
  valueAt$(t, value);
  vec3 base = colorOf$(shownShare$(value));
  vec3 lit = base * (AMBIENT + (1.0 - AMBIENT) * facing) + SPECULAR * pow(facing, SHININESS);
  return vec4(min(lit, 1.0), 1.0);
}`;

/** Looks at the end of each step, so that a surface between two bricks is found as well. */
const iso = (channels: number): string => `${declareChannels(channels, surfaces)}
bool isInAny(float t) {
  bool isIn = false;
  ${eachChannel(channels, 'isIn = isIn || isIn$(t);')}
  return isIn;
}
${marchRange({
  begin: 'vec4 found = vec4(0.0); bool isHit = false;',
  place: 'from + size',
  canSkip: 'bounds$.y <= march.tint[$].w',
  before: 'isHit = false;',
  add: 'if (!isHit) isHit = isIn$(at);',
  after: (channels) => `
      if (isHit) {
        float outside = from;
        for (int i = 0; i < BISECTIONS; i++) {
          float middle = (outside + at) * 0.5;
          if (isInAny(middle)) at = middle;
          else outside = middle;
        }
        seen = at;
        ${eachChannel(channels, 'if (found.a <= 0.0 && isIn$(at)) found = surface$(at);')}
      }`,
  done: 'found.a > 0.0',
  end: 'return found;',
})(channels)}`;

/** For each mode of images the function \`marchRange\`, for as many channels. */
export const modeShaders: Readonly<Record<ImageRendering, (channels: number) => string>> = {
  mip,
  minip,
  attenuated_mip: attenuated,
  average,
  additive,
  translucent,
  iso,
};
