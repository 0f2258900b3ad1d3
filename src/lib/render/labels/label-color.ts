/** Red, green and blue, 0–255. */
export type LabelRgb = readonly [number, number, number];

/** Twelve hues of one lightness, evenly spaced as eyes see them (OKLCH, L 0.72). */
const wheel: readonly LabelRgb[] = [
  [255, 112, 118],
  [254, 121, 1],
  [212, 152, 6],
  [171, 172, 7],
  [84, 193, 56],
  [4, 192, 151],
  [4, 187, 195],
  [12, 180, 236],
  [110, 164, 254],
  [164, 145, 254],
  [218, 116, 241],
  [252, 101, 182],
];

/** 2³² / φ: steps of it around a circle keep apart from one another. */
const GOLDEN = 0x9e3779b9;

/** Stirs 32 bits (the finaliser of MurmurHash3). */
export function stir(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Returns the colour of a label: a function of its 64 bits and a seed, in whole numbers throughout, so that the shader
 * computes the very same.
 *
 * `a = stir(stir(stir(low >> 4) ^ high) ^ seed)`; the hue, in 2³² parts of a circle, is
 * `a + ((low & 15) ^ (stir(seed) & 15)) · 2³²/φ`, so that sixteen neighbours lie well apart and blocks of sixteen lie anywhere;
 * it is looked up between twelve colours of one lightness. `stir(a + low)` says whether that is shown as it is, three tenths
 * lighter, or a quarter darker.
 */
export function labelColor(label: bigint, seed: number): LabelRgb {
  const low = Number(BigInt.asUintN(32, label));
  const high = Number(BigInt.asUintN(32, label >> 32n));
  return labelWordsColor([low, high], seed);
}

function labelWordsColor([low, high]: readonly [number, number], seed: number): LabelRgb {
  const block = stir(stir(stir(low >>> 4) ^ high) ^ seed);
  const place = (low & 15) ^ (stir(seed) & 15);
  const hue = (block + Math.imul(place, GOLDEN)) >>> 0;
  const twelfths = (hue >>> 16) * 12;
  const at = twelfths >>> 16;
  const share = (twelfths >>> 8) & 255;
  const shade = (stir((block + low) >>> 0) >>> 16) % 3;
  const part = (i: 0 | 1 | 2): number => {
    const from = wheel[at]?.[i] ?? 0;
    const to = wheel[(at + 1) % 12]?.[i] ?? 0;
    const plain = (from * (256 - share) + to * share) >>> 8;
    if (shade === 1) return plain + (((255 - plain) * 77) >>> 8);
    return shade === 2 ? (plain * 192) >>> 8 : plain;
  };
  return [part(0), part(1), part(2)];
}

/** The same for shaders: \`labelColor\` of a label's low and high word, parts 0–255. */
export const labelColorShader = `
const uvec3 wheel[12] = uvec3[12](${wheel.map((rgb) => `uvec3(${rgb.map((part) => `${part}u`).join()})`).join()});
uint stir(uint h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}
uvec3 labelColor(uvec2 label, uint seed) {
  uint block = stir(stir(stir(label.x >> 4) ^ label.y) ^ seed);
  uint place = (label.x & 15u) ^ (stir(seed) & 15u);
  uint hue = block + place * ${GOLDEN}u;
  uint twelfths = (hue >> 16) * 12u;
  uint at = twelfths >> 16;
  uint share = (twelfths >> 8) & 255u;
  uint shade = (stir(block + label.x) >> 16) % 3u;
  uvec3 plain = (wheel[at] * (256u - share) + wheel[(at + 1u) % 12u] * share) >> 8;
  if (shade == 1u) return plain + (((255u - plain) * 77u) >> 8);
  return shade == 2u ? (plain * 192u) >> 8 : plain;
}`;
