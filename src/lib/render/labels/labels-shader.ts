import { TABLE_ENTRIES_ACROSS } from './color-textures';
import { labelColorShader } from './label-color';

/**
 * What shaders share that show labels: which label stored words are, whether it is shown, and its colour. `words`: the
 * array of three uvec4 of `labelWords`, as the shader has it.
 */
export const labelsShader = (words: string): string => `
uniform usampler2D labelColors;
${labelColorShader}
/** The label of words that are stored with the sign bit flipped. */
uvec2 labelFrom(uvec2 stored) {
  uvec2 sign = ${words}[0].xy;
  return uvec2(stored.x - sign.x, (stored.x < sign.x ? 0xffffffffu : 0u) | (stored.y ^ sign.y));
}
bool isSelected(uvec2 label) {
  return (${words}[0].w & 1u) != 0u && label == ${words}[1].xy;
}
bool isShown(uvec2 label) {
  return label != uvec2(0u) && ((${words}[0].w & 2u) == 0u || isSelected(label));
}
/** Red, green, blue and alpha of a label. */
vec4 labelShown(uvec2 label) {
  uint entries = ${words}[1].w;
  uint at = stir(label.x ^ stir(label.y)) & (entries - 1u);
  for (uint looks = 0u; entries > 0u && looks < ${words}[2].x; looks++) {
    uint entry = ${words}[1].z + at;
    uvec4 found = texelFetch(labelColors, ivec2(entry % ${TABLE_ENTRIES_ACROSS}u, entry / ${TABLE_ENTRIES_ACROSS}u), 0);
    if (found.w == 0u) break;
    if (found.xy == label) return vec4(uvec4(found.z, found.z >> 8, found.z >> 16, found.z >> 24) & 255u) / 255.0;
    at = (at + 1u) & (entries - 1u);
  }
  return vec4(vec3(labelColor(label, ${words}[0].z)) / 255.0, 1.0);
}`;
