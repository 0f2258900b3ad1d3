import type { Dataset } from '../../../core';
import {
  type BrickPlan,
  type LevelVolume,
  type Vec3,
  type VolumeView,
  levelVolume,
  parentAlong,
} from '../../../view';
import { type BrickRecord, uniformValue } from '../bricks/brick-record';
import { MAX_DELTA, floatBits, packBounds, packEntry, unpackEntry } from './table-entry';

/** One level in the page table: a dense block of cells over the range of planned bricks, for each channel. */
export interface TableLevel {
  readonly volume: LevelVolume;
  /** First brick of the block, and bricks along each axis. */
  readonly low: Vec3;
  readonly size: Vec3;
  /** Cell at which the block of the first channel starts; x fastest. The next channels follow. */
  readonly address: number;
  /** Cells of one channel. */
  readonly cells: number;
}

/** A volume as the page table is to hold it. */
export interface TabledVolume {
  readonly dataset: Dataset;
  readonly view: VolumeView;
  readonly plan: BrickPlan;
  /** Channels that are drawn, in the order of their blocks. */
  readonly channels: readonly number[];
  /** What is there of the n-th brick of the plan. */
  readonly find: (n: number) => BrickRecord | undefined;
}

/** Cells that a table is written into: two words each. Returns the levels that it holds, finest first. */
export interface TableSpace {
  readonly words: Uint32Array;
  /** First free cell. */
  readonly start: number;
}

/** Levels that the shader has room for. */
export const MAX_TABLE_LEVELS = 24;

/**
 * Writes the page table of a volume, coarse to fine: each cell holds its brick, or the best that is there above it, so
 * that the shader never searches. Levels of which nothing is there, and finer ones than there is room for, are left out.
 */
export function writeTable(volume: TabledVolume, { words, start }: TableSpace): TableLevel[] {
  const byLevel = residentsByLevel(volume);
  const levels: TableLevel[] = [];
  let address = start;
  for (let level = volume.plan.boxes.length - 1; level >= 0; level--) {
    const box = volume.plan.boxes[level];
    const residents = byLevel.get(level);
    if (!box || !residents) continue;
    const size: Vec3 = [box.high[0] - box.low[0], box.high[1] - box.low[1], box.high[2] - box.low[2]];
    const cells = size[0] * size[1] * size[2];
    const end = address + cells * volume.channels.length;
    if (end * 2 > words.length || levels.length >= MAX_TABLE_LEVELS) break;
    words.fill(0, address * 2, end * 2);
    const shape = levelVolume(volume.dataset, volume.view, level);
    const own: TableLevel = { volume: shape, low: box.low, size, address, cells };
    for (const { record, channel } of residents) writeRecord(words, own, channel, record);
    const above = levels[0];
    if (above) for (let c = 0; c < volume.channels.length; c++) fillFromAbove(words, own, above, c);
    levels.unshift(own);
    address = end;
  }
  return levels;
}

/** First cell behind what a volume takes. */
export function tableEnd(levels: readonly TableLevel[], channels: number, start: number): number {
  const last = levels[0];
  return last ? last.address + last.cells * channels : start;
}

interface Resident {
  readonly record: BrickRecord;
  /** Which of the channels, by order. */
  readonly channel: number;
}

function residentsByLevel({ dataset, plan, channels, find }: TabledVolume): Map<number, Resident[]> {
  const byLevel = new Map<number, Resident[]>();
  const axis = dataset.channelAxis;
  plan.bricks.forEach(({ level, slice }, n) => {
    const record = find(n);
    const channel = axis === undefined ? 0 : channels.indexOf(slice[axis] ?? 0);
    if (!record || channel < 0) return;
    const list = byLevel.get(level);
    if (list) list.push({ record, channel });
    else byLevel.set(level, [{ record, channel }]);
  });
  return byLevel;
}

function writeRecord(
  words: Uint32Array,
  { low, size, address, cells }: TableLevel,
  channel: number,
  record: BrickRecord,
): void {
  const [x, y, z] = [0, 1, 2].map((a) => (record.key.brick[a as 0] ?? 0) - low[a as 0]) as [
    number,
    number,
    number,
  ];
  if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) return;
  const at = (address + channel * cells + x + size[0] * (y + size[1] * z)) * 2;
  const { slot, isEmpty, range } = record;
  const kind = slot !== undefined ? 'resident' : isEmpty ? 'empty' : 'uniform';
  const [first, second] = range.label ?? [floatBits(uniformValue(record)), 0];
  words[at] = packEntry({ kind, delta: 0, slot: slot ?? second });
  words[at + 1] = slot === undefined ? first : packBounds(range.min, range.max);
}

/** Gives cells without a brick what the cell above them holds. */
function fillFromAbove(words: Uint32Array, own: TableLevel, above: TableLevel, channel: number): void {
  const [px, py, pz] = [0, 1, 2].map((a) => parents(own, above, a as 0 | 1 | 2)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const base = above.address + channel * above.cells;
  let at = (own.address + channel * own.cells) * 2;
  for (const z of pz)
    for (const y of py) {
      const row = y < 0 || z < 0 ? -1 : base + above.size[0] * (y + above.size[1] * z);
      fillRow(words, at, row, px);
      at += px.length * 2;
    }
}

/** `from`: cell at which the row above starts, or −1 where there is none. */
function fillRow(words: Uint32Array, at: number, from: number, parents: Int32Array): void {
  if (from < 0) return;
  parents.forEach((parent, x) => {
    const to = at + x * 2;
    if (words[to] === 0 && parent >= 0) copyDown(words, (from + parent) * 2, to);
  });
}

function copyDown(words: Uint32Array, from: number, to: number): void {
  const { kind, delta, slot } = unpackEntry(words[from] ?? 0, 0);
  if (kind === 'missing' || delta === MAX_DELTA) return;
  words[to] = packEntry({ kind, delta: delta + 1, slot });
  words[to + 1] = words[from + 1] ?? 0;
}

/** For each cell along an axis, the cell above it, or −1 where there is none. */
function parents(own: TableLevel, above: TableLevel, a: 0 | 1 | 2): Int32Array {
  return Int32Array.from({ length: own.size[a] }, (_, i) => {
    const cell = parentAlong(own.volume, above.volume, a, own.low[a] + i) - above.low[a];
    return cell >= 0 && cell < above.size[a] ? cell : -1;
  });
}
