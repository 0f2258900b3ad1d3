import { labelsShader } from '../labels/labels-shader';
import { TILE_SIZE } from '../../view';
import { drawUniforms } from './shaders';

const storedWords: Readonly<Record<'uint' | 'uint64', string>> = {
  uint: 'uvec2(texelFetch(tile, at, 0).r, 0u)',
  uint64: 'texelFetch(tile, at, 0).rg',
};

/**
 * Shows labels: nearest throughout. Whether a border is near is seen by looking in eight directions, at most eight times
 * each; beyond the quad no further than the one voxel that its tile is known to hold there.
 */
export function labelsFragmentShader(kind: 'uint' | 'uint64'): string {
  return `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2DArray;
precision highp usampler2D;
${drawUniforms}
uniform usampler2DArray tile;
flat in vec4 edges;
flat in vec4 voxels;
flat in vec4 place;
layout(location = 0) out vec4 color;
const ivec3 last = ivec3(${TILE_SIZE + 1}, ${TILE_SIZE + 1}, 65535);
const vec2 directions[8] = vec2[8](vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(-1.0, 0.0), vec2(0.0, -1.0),
  vec2(SQRT_HALF, SQRT_HALF), vec2(-SQRT_HALF, SQRT_HALF), vec2(-SQRT_HALF, -SQRT_HALF), vec2(SQRT_HALF, -SQRT_HALF));
${labelsShader('draw.labels')}
uvec2 labelAt(vec2 p) {
  vec2 voxel = (p - edges.xy) * voxels.zw + voxels.xy;
  ivec3 at = clamp(ivec3(ivec2(floor(voxel)) + ivec2(place.xy), int(place.z)), ivec3(0), last);
  return labelFrom(${storedWords[kind]});
}
bool hasBorder(vec2 p, uvec2 label, float width) {
  vec2 reach = abs(1.0 / voxels.zw) * 0.999;
  float steps = clamp(ceil(width), 1.0, 8.0);
  for (float i = 1.0; i <= steps; i++)
    for (int d = 0; d < 8; d++)
      if (labelAt(clamp(p + directions[d] * (width * i / steps), edges.xy - reach, edges.zw + reach)) != label) return true;
  return false;
}
void main() {
  vec2 px = vec2(gl_FragCoord.x - draw.frame.x, draw.frame.y - gl_FragCoord.y);
  vec2 p = vec2(draw.frame.z * px.x + draw.frame.w * px.y, draw.frame.z * px.y - draw.frame.w * px.x);
  if (any(lessThan(p, edges.xy)) || any(greaterThanEqual(p, edges.zw))) discard;
  uvec2 label = labelAt(p);
  if (!isShown(label)) discard;
  vec4 shown = labelShown(label);
  if (isSelected(label) && (draw.labels[0].w & 2u) == 0u && hasBorder(p, label, draw.window.y)) shown = vec4(1.0);
  else if (draw.window.x > 0.0 && !hasBorder(p, label, draw.window.x)) discard;
  color = vec4(shown.rgb * shown.a, shown.a) * draw.writes * place.w;
}`.replaceAll('SQRT_HALF', Math.SQRT1_2.toFixed(8));
}
