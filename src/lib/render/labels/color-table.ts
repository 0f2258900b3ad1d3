import { type LabelsMetadata, parseLabel } from '../../core';
import { labelColor, stir } from './label-color';

/** Words of an entry: low and high word of the label, its colour as 0xAABBGGRR, and 1 where there is one. */
export const ENTRY_WORDS = 4;
/** Entries of the table are at most this part taken, so that a label is found after a few looks. */
const MAX_LOAD = 0.5;

/**
 * Colours that metadata gives to labels, to be looked up by all 64 bits: an open-addressing hash table. Entry
 * `stir(low ^ stir(high)) & (entries − 1)` or the next ones that are taken, up to `probes` of them, hold the label.
 */
export interface ColorTable {
  /** `uint32[4 · entries]`; none when there are no colours. A power of two entries. */
  readonly words: Uint32Array;
  readonly probes: number;
}

const noColors: ColorTable = { words: new Uint32Array(0), probes: 0 };

/** Bytes of the largest table: 32,768 colours. */
const MAX_TABLE_BYTES = 2 ** 20;

/** Builds the table. Colours beyond what `maxBytes` holds are left out, the last ones first; of two for one label the last counts. */
export function makeColorTable(
  colors: LabelsMetadata['colors'],
  maxBytes: number = MAX_TABLE_BYTES,
): ColorTable {
  const most = 2 ** Math.floor(Math.log2(maxBytes / (ENTRY_WORDS * 4)));
  const kept = colors.slice(0, Math.floor(most * MAX_LOAD));
  if (kept.length === 0) return noColors;
  const entries = 2 ** Math.ceil(Math.log2(kept.length / MAX_LOAD));
  const words = new Uint32Array(entries * ENTRY_WORDS);
  let probes = 0;
  for (const { label, rgba } of kept) {
    const parsed = parseLabel(label);
    if (parsed === undefined) continue;
    const low = Number(parsed & 0xffffffffn);
    const high = Number(parsed >> 32n);
    const packed = rgba.reduce((all, part, i) => all + byte(part) * 2 ** (8 * i), 0);
    probes = Math.max(probes, put(words, [low, high, packed, 1]));
  }
  return { words, probes };
}

/** Returns red, green, blue and alpha, 0–255, that metadata gives to a label; `undefined` when it gives none. */
export function findColor(
  { words, probes }: ColorTable,
  label: bigint,
): readonly [number, number, number, number] | undefined {
  const low = Number(label & 0xffffffffn);
  const high = Number(label >> 32n);
  const entries = words.length / ENTRY_WORDS;
  for (let i = 0, at = startOf(low, high, entries); i < probes; i++, at = (at + 1) & (entries - 1)) {
    const entry = words.subarray(at * ENTRY_WORDS, (at + 1) * ENTRY_WORDS);
    if (entry[3] === 0) return undefined;
    if (entry[0] !== low || entry[1] !== high) continue;
    const rgba = entry[2] ?? 0;
    return [rgba & 255, (rgba >>> 8) & 255, (rgba >>> 16) & 255, rgba >>> 24];
  }
  return undefined;
}

/** Returns '#rrggbb' of a label that is not 0, as it is drawn at full opacity. */
export function labelCssColor(
  label: bigint,
  { colors, seed }: { readonly colors: ColorTable; readonly seed: number },
): string {
  const parts = findColor(colors, label)?.slice(0, 3) ?? labelColor(label, seed);
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Returns the looks that it takes to find the entry. */
function put(words: Uint32Array, entry: readonly [number, number, number, number]): number {
  const [low, high] = entry;
  const entries = words.length / ENTRY_WORDS;
  for (let looks = 1, at = startOf(low, high, entries); ; looks++, at = (at + 1) & (entries - 1)) {
    const from = at * ENTRY_WORDS;
    const isOwn = words[from] === low && words[from + 1] === high;
    if (words[from + 3] !== 0 && !isOwn) continue;
    words.set(entry, from);
    return looks;
  }
}

function byte(part: number): number {
  return Math.min(255, Math.max(0, Math.round(part)));
}

function startOf(low: number, high: number, entries: number): number {
  return stir(low ^ stir(high)) & (entries - 1);
}
