import { SLOT_POINTS } from './points-slots';
import { SLOTS_PER_BLOCK, TEXTURE_WIDTH } from './points-block';

/** Must match what `points-block` packs. */
const blocks = `
layout(std140) uniform pointLook {
  vec4 picture;   // size in pixels; where the middle is, from the left and from the bottom
  vec4 right;     // world direction of right on the screen; pixels per world unit at the middle
  vec4 down;      // the same of down; world distance from the eye to the middle, 0 for orthographic
  vec4 forward;   // the same of away from the eye; CSS pixels per pixel
  vec4 disc;      // world diameter, least and greatest diameter in pixels
  vec4 color;
  ivec4 columns;  // of x, y and z, the last -1 in 2D; whether nearer points hide farther ones
  vec4 low;       // what is shown of each of the first four columns, relative to what is looked at
  vec4 high;
  vec4 more;      // the same of the fifth, and whether there is one
} look;
layout(std140) uniform pointSlots {
  vec4 slots[${SLOTS_PER_BLOCK * 2}];  // anchor less what is looked at; of the fifth column, slots of both texels, points
} block;`;

export const pointsVertexShader = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
${blocks}
uniform sampler2D points;
flat out vec3 disc;
vec4 texelOf(float slot, int point) {
  int at = int(slot) * ${SLOT_POINTS} + point;
  return texelFetch(points, ivec2(at % ${TEXTURE_WIDTH}, at / ${TEXTURE_WIDTH}), 0);
}
void main() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  disc = vec3(0.0);
  int number = gl_VertexID / 6;
  int slot = number / ${SLOT_POINTS};
  int point = number % ${SLOT_POINTS};
  vec4 offset = block.slots[slot * 2];
  vec4 place = block.slots[slot * 2 + 1];
  if (point >= int(place.w)) return;
  vec4 at = texelOf(place.y, point) + offset;
  float fifth = look.more.z > 0.0 ? texelOf(place.z, point).x + place.x : 0.0;
  if (any(lessThan(at, look.low)) || any(greaterThan(at, look.high))) return;
  if (fifth < look.more.x || fifth > look.more.y) return;
  float coordinates[5] = float[5](at.x, at.y, at.z, at.w, fifth);
  vec3 world = vec3(coordinates[look.columns.x], coordinates[look.columns.y],
    look.columns.z < 0 ? 0.0 : coordinates[look.columns.z]);
  vec3 view = vec3(dot(look.right.xyz, world), dot(look.down.xyz, world), dot(look.forward.xyz, world));
  float zoom = look.right.w;
  if (look.down.w > 0.0) {
    float far = 1.0 + view.z / look.down.w;
    if (far < 1e-3) return;
    zoom /= far;
  }
  vec2 px = look.picture.zw + vec2(view.x, -view.y) * zoom;
  float radius = clamp(look.disc.x * zoom, look.disc.y, look.disc.z) * 0.5;
  int at6 = gl_VertexID % 6;
  int which = at6 < 3 ? at6 : 6 - at6;
  vec2 corner = vec2(float(which & 1), float(which >> 1)) * 2.0 - 1.0;
  disc = vec3(px, radius);
  float z = look.columns.w > 0 ? view.z * look.right.w * look.forward.w : 0.0;
  gl_Position = vec4((px + corner * (radius + 1.0)) / look.picture.xy * 2.0 - 1.0, z / (abs(z) + 1000.0), 1.0);
}`;

/** A disc whose edge is a pixel wide, and as much of it covered as lies within. */
export const pointsFragmentShader = `#version 300 es
precision highp float;
precision highp int;
${blocks}
flat in vec3 disc;
layout(location = 0) out vec4 color;
void main() {
  float alpha = clamp(disc.z + 0.5 - distance(gl_FragCoord.xy, disc.xy), 0.0, 1.0);
  if (alpha <= 0.0) discard;
  color = vec4(look.color.rgb, 1.0) * alpha;
}`;
