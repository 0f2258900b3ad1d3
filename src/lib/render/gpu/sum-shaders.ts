import { TILE_SIZE } from '../../view';
import { LOOKUP_WIDTH } from '../color/lookup-table';
import type { SumDraw } from '../frame/draw-list';
import { SUM_FLOATS, SUM_FLOATS_PER_DRAW, SUM_LANES } from '../frame/sum-channels';
import { drawUniforms, linear, nearest, sampleOf } from './shaders';

const VECTORS = SUM_FLOATS / 4;
/** Places sums as `tileVertexShader` places quads; each names the tile there of every channel. */
export const sumVertexShader = `#version 300 es
precision highp float;
precision highp int;
${drawUniforms}
layout(std140) uniform quadUniforms {
  vec4 vectors[${SUM_FLOATS_PER_DRAW / 4}];
} quad;
flat out vec4 edges;
flat out vec4 voxels;
flat out vec4 place;
flat out vec4 lanesA;
flat out vec4 lanesB;
void main() {
  int at = gl_InstanceID * ${VECTORS};
  edges = quad.vectors[at];
  voxels = quad.vectors[at + 1];
  place = quad.vectors[at + 2];
  lanesA = quad.vectors[at + 3];
  lanesB = quad.vectors[at + 4];
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 p = mix(edges.xy, edges.zw, corner) + (corner * 2.0 - 1.0);
  vec2 turned = vec2(draw.frame.z * p.x - draw.frame.w * p.y, draw.frame.w * p.x + draw.frame.z * p.y);
  vec2 px = vec2(draw.frame.x + turned.x, draw.frame.y - turned.y);
  gl_Position = vec4(px / draw.picture.xy * 2.0 - 1.0, 0.0, 1.0);
}`;

/** What `shaders` reads of the one channel of a draw, it reads here of the channel in turn. */
function ofChannel(code: string): string {
  return code
    .replaceAll('draw.words', 'words')
    .replaceAll('draw.window.x', 'rest')
    .replaceAll('int(place.z)', 'tileLayer');
}

function addLanes(count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const lane = `${i < 4 ? 'lanesA' : 'lanesB'}.${'xyzw'[i % 4] ?? ''}`;
    const look = `channels.windows[${i}], channels.tints[${i}], channels.words[${i}]`;
    return `if (${lane} >= 0.0) addLane(${lane}, at, ${look});`;
  }).join('\n  ');
}

/** The colour of a share of the window. Software runs every branch for every pixel, so that what no channel needs is left out. */
const plainColor = 'sum += tint.rgb * t;';
const anyColor = `
  if (window.z != 1.0) t = pow(t, window.z);
  if (window.w < 0.0) sum += tint.rgb * t;
  else sum += texelFetch(lookup, ivec2(int(t * ${LOOKUP_WIDTH - 1}.0 + 0.5), int(window.w)), 0).rgb;`;
const mayBeNoNumber = `
  if (isNothing) {
    sum.r += tint.a;
    isSeen = isSeen || tint.a > 0.0;
    return;
  }`;

/** Adds up the colours of several channels at one place, so that the picture is written to once for all of them. */
export function sumFragmentShader({ kind, linear: isLinear, lanes, isPlain }: SumDraw): string {
  return `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
precision highp sampler2D;
${drawUniforms}
layout(std140) uniform channelUniforms {
  vec4 windows[${SUM_LANES}];  // rest, scale, gamma, row of the lookup table or -1
  vec4 tints[${SUM_LANES}];    // colour of a ramp from black, whether what is no number is marked
  uvec4 words[${SUM_LANES}];   // low end of the contrast window
} channels;
uniform usampler2DArray tile;
uniform sampler2D lookup;
flat in vec4 edges;
flat in vec4 voxels;
flat in vec4 place;
flat in vec4 lanesA;
flat in vec4 lanesB;
layout(location = 0) out vec4 color;
bool isNothing = false;
bool isSeen = false;
uvec4 words;
float rest;
int tileLayer;
vec3 sum = vec3(0.0);
const ivec3 last = ivec3(${TILE_SIZE + 1}, ${TILE_SIZE + 1}, 65535);
${ofChannel(sampleOf[kind])}
${ofChannel(isLinear ? linear : nearest)}
void addLane(float lane, vec2 at, vec4 window, vec4 tint, uvec4 low) {
  tileLayer = int(lane);
  words = low;
  rest = window.x;
  isNothing = false;
  float t = clamp(valueAt(at) * window.y, 0.0, 1.0);
${kind.startsWith('float') ? mayBeNoNumber : ''}
  ${isPlain ? plainColor : anyColor}
  isSeen = true;
}
void main() {
  vec2 px = vec2(gl_FragCoord.x - draw.frame.x, draw.frame.y - gl_FragCoord.y);
  vec2 p = vec2(draw.frame.z * px.x + draw.frame.w * px.y, draw.frame.z * px.y - draw.frame.w * px.x);
  if (any(lessThan(p, edges.xy)) || any(greaterThanEqual(p, edges.zw))) discard;
  vec2 at = (p - edges.xy) * voxels.zw + voxels.xy;
  ${addLanes(lanes)}
  if (!isSeen) discard;
  color = vec4(sum, 1.0) * place.w;
}`;
}
