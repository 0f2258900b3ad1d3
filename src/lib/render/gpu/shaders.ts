import { TILE_SIZE } from '../../view';
import { LOOKUP_WIDTH } from '../color/lookup-table';
import { QUADS_PER_DRAW } from '../frame/draw-list';
import type { WordKind } from '../tiles/tile-format';

/** Must match what `build-frame` packs. `frame`: middle in pixels from left and bottom, cosine and sine of the turn. */
export const drawUniforms = `
layout(std140) uniform drawUniforms {
  vec4 frame;
  vec4 picture;  // width, height, unused, gamma
  vec4 tint;     // colour of a ramp from black, row of the lookup table or -1
  vec4 writes;   // factors of what is written
  vec4 window;   // rest, scale, whether the value is an alpha, whether what is no number is marked; of labels the width of contours and of the outline
  uvec4 words;   // low end of the contrast window
  uvec4 labels[3];
} draw;`;

/**
 * Places quads, a pixel larger all round: the fragment decides by its centre, exactly, and the same for quads that share an
 * edge, turned or not. The rasteriser alone may be off by 1/32 of a pixel (SUBPIXEL_BITS is 4 in software).
 */
export const tileVertexShader = `#version 300 es
precision highp float;
precision highp int;
${drawUniforms}
layout(std140) uniform quadUniforms {
  vec4 vectors[${QUADS_PER_DRAW * 3}];
} quad;
flat out vec4 edges;
flat out vec4 voxels;
flat out vec4 place;
void main() {
  edges = quad.vectors[gl_InstanceID * 3];
  voxels = quad.vectors[gl_InstanceID * 3 + 1];
  place = quad.vectors[gl_InstanceID * 3 + 2];
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 p = mix(edges.xy, edges.zw, corner) + (corner * 2.0 - 1.0);
  vec2 turned = vec2(draw.frame.z * p.x - draw.frame.w * p.y, draw.frame.w * p.x + draw.frame.z * p.y);
  vec2 px = vec2(draw.frame.x + turned.x, draw.frame.y - turned.y);
  gl_Position = vec4(px / draw.picture.xy * 2.0 - 1.0, 0.0, 1.0);
}`;

/** A voxel relative to the window's low end. Sets \`isNothing\` for NaN when the voxel has any weight. */
export const sampleOf: Readonly<Record<WordKind, string>> = {
  uint: `
float voxelAt(ivec3 at, float weight) {
  uint word = texelFetch(tile, at, 0).r;
  return (word >= draw.words.x ? float(word - draw.words.x) : -float(draw.words.x - word)) - draw.window.x;
}`,
  float32: `
float voxelAt(ivec3 at, float weight) {
  uint word = texelFetch(tile, at, 0).r;
  if ((word & 0x7fffffffu) > 0x7f800000u) isNothing = isNothing || weight > 0.0;
  return clamp((uintBitsToFloat(word) - uintBitsToFloat(draw.words.x)) - draw.window.x, -3e38, 3e38);
}`,
  uint64: `
float voxelAt(ivec3 at, float weight) {
  uvec2 word = texelFetch(tile, at, 0).rg;
  bool isAbove = word.y > draw.words.y || (word.y == draw.words.y && word.x >= draw.words.x);
  uvec2 large = isAbove ? word : draw.words.xy;
  uvec2 small = isAbove ? draw.words.xy : word;
  uint high = large.y - small.y - (large.x < small.x ? 1u : 0u);
  float distance = float(high) * 4294967296.0 + float(large.x - small.x);
  return (isAbove ? distance : -distance) - draw.window.x;
}`,
  float64: `
float voxelAt(ivec3 at, float weight) {
  uvec2 word = texelFetch(tile, at, 0).rg;
  if ((word.x & 0x7fffffffu) > 0x7f800000u) isNothing = isNothing || weight > 0.0;
  float high = uintBitsToFloat(word.x) - uintBitsToFloat(draw.words.x);
  return clamp(high + (uintBitsToFloat(word.y) - uintBitsToFloat(draw.words.y)), -3e38, 3e38);
}`,
};

export const nearest = `
float valueAt(vec2 at) {
  return voxelAt(clamp(ivec3(ivec2(floor(at)) + ivec2(place.xy), int(place.z)), ivec3(0), last), 1.0);
}`;

export const linear = `
float valueAt(vec2 position) {
  vec2 at = position - 0.5;
  vec2 f = fract(at);
  ivec3 a = clamp(ivec3(ivec2(floor(at)) + ivec2(place.xy), int(place.z)), ivec3(0), last);
  ivec3 b = min(a + ivec3(1, 1, 0), last);
  float above = mix(voxelAt(a, (1.0 - f.x) * (1.0 - f.y)), voxelAt(ivec3(b.x, a.y, a.z), f.x * (1.0 - f.y)), f.x);
  float below = mix(voxelAt(ivec3(a.x, b.y, a.z), (1.0 - f.x) * f.y), voxelAt(b, f.x * f.y), f.x);
  return mix(above, below, f.y);
}`;

export function tileFragmentShader(kind: WordKind, isLinear: boolean): string {
  return `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
precision highp sampler2D;
${drawUniforms}
uniform usampler2DArray tile;
uniform sampler2D lookup;
flat in vec4 edges;
flat in vec4 voxels;
flat in vec4 place;
layout(location = 0) out vec4 color;
bool isNothing = false;
const ivec3 last = ivec3(${TILE_SIZE + 1}, ${TILE_SIZE + 1}, 65535);
${sampleOf[kind]}
${isLinear ? linear : nearest}
void main() {
  vec2 px = vec2(gl_FragCoord.x - draw.frame.x, draw.frame.y - gl_FragCoord.y);
  vec2 p = vec2(draw.frame.z * px.x + draw.frame.w * px.y, draw.frame.z * px.y - draw.frame.w * px.x);
  if (any(lessThan(p, edges.xy)) || any(greaterThanEqual(p, edges.zw))) discard;
  float t = clamp(valueAt((p - edges.xy) * voxels.zw + voxels.xy) * draw.window.y, 0.0, 1.0);
  if (isNothing) {
    if (draw.window.w == 0.0) discard;
    color = vec4(1.0, 0.0, 0.0, 1.0) * draw.writes * place.w;
    return;
  }
  if (draw.picture.w != 1.0) t = pow(t, draw.picture.w);
  vec3 shown = draw.tint.rgb * t;
  if (draw.tint.a >= 0.0) shown = texelFetch(lookup, ivec2(int(t * ${LOOKUP_WIDTH - 1}.0 + 0.5), int(draw.tint.a)), 0).rgb;
  color = vec4(shown, draw.window.z > 0.0 ? t : 1.0) * draw.writes * place.w;
}`;
}

/** One triangle over the whole picture. */
export const screenVertexShader = `#version 300 es
precision highp float;
void main() {
  vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1));
  gl_Position = vec4(corner - 1.0, 0.0, 1.0);
}`;

/** Puts a finished layer onto the picture. A layer holds its colour times its alpha, but 'rgba' data straight colour. */
export const compositeFragmentShader = (isDeep: boolean): string => `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
layout(std140) uniform drawUniforms {
  vec4 composite;  // opacity, mode, whether the colour is straight
} draw;
uniform sampler2D layerColor;
${isDeep ? 'uniform sampler2D layerDepth;' : ''}
layout(location = 0) out vec4 color;
void main() {
  vec4 texel = texelFetch(layerColor, ivec2(gl_FragCoord.xy), 0);
  if (texel.a <= 0.0) discard;
  ${isDeep ? 'gl_FragDepth = texelFetch(layerDepth, ivec2(gl_FragCoord.xy), 0).r;' : ''}
  float alpha = texel.a * draw.composite.x;
  vec3 straight = draw.composite.z > 0.0 ? texel.rgb : min(texel.rgb / texel.a, 1.0);
  int mode = int(draw.composite.y);
  if (mode == 0) color = vec4(straight * alpha, alpha);
  else if (mode == 1) color = vec4(straight * alpha, 0.0);
  else if (mode == 2) color = vec4(straight, 1.0);
  else color = vec4(mix(vec3(1.0), straight, alpha), 1.0);
}`;

/** Shows the picture on the canvas; one drawn smaller is enlarged. */
export const presentFragmentShader = `#version 300 es
precision highp float;
precision highp sampler2D;
layout(std140) uniform drawUniforms {
  vec4 canvas;  // size of the canvas, size of the part of the picture that is shown
} draw;
uniform sampler2D sceneColor;
layout(location = 0) out vec4 color;
void main() {
  vec2 at = clamp(gl_FragCoord.xy / draw.canvas.xy * draw.canvas.zw, vec2(0.5), draw.canvas.zw - 0.5);
  color = vec4(texture(sceneColor, at / vec2(textureSize(sceneColor, 0))).rgb, 1.0);
}`;
