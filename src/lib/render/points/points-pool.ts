import type { ChunkArray, HeldDataset } from '../../core';
import type { ChunkLookup } from '../layer-frame';
import type { UploadBudget } from '../tiles/upload-plan';
import {
  bestAnchor,
  cellName,
  packCell,
  placingOf,
  slotsFor,
  SLOT_POINTS,
  type HeldCell,
  type PackedCell,
} from './points-slots';
import type { PointsFrame } from './points-frame';

/** Bytes of a slot: a texel of four floats for each of its points. */
export const SLOT_BYTES = SLOT_POINTS * 16;
const DEFAULT_MAX_BYTES = 4 * 2 ** 20;
const DEFAULT_MAX_MS = 3;
/** An anchor this far from what is looked at, in pixels, leaves points a 64th of a pixel from their place: float32 has 24 bits. */
const FAR_PX = 2 ** 18;
/** The same for a range that is shown, in its halves: points at its ends are told apart to a thousandth of it. */
const FAR_HALVES = 2 ** 14;

/** Where packed points go. */
export type WriteSlot = (slot: number, texels: Float32Array) => void;

/** What is looked at, by layer. */
export interface FocusedFrame {
  readonly frame: PointsFrame;
  /** World, store axis order. */
  readonly focus: readonly number[];
  /** Pixels per world unit. */
  readonly zoom: number;
}

/** A cell that is here, and its level. */
export interface PlacedCell {
  readonly level: number;
  readonly cell: HeldCell;
}

/** Which cells are on the GPU, and in which of a fixed number of slots. What no plan names makes room, oldest first. */
export class PointsPool {
  readonly slots: number;
  readonly #write: WriteSlot;
  readonly #free: number[];
  /** By name, the ones that were planned last at the end. */
  readonly #held = new Map<string, HeldCell>();
  /** By what was planned, which is another object for each view. */
  readonly #found = new WeakMap<
    object,
    { readonly version: number; readonly cells: readonly PlacedCell[] }
  >();
  /** Changes with what is held. */
  #version = 0;

  constructor(slots: number, write: WriteSlot) {
    this.slots = slots;
    this.#write = write;
    this.#free = Array.from({ length: slots }, (_, slot) => slots - 1 - slot);
  }

  bytesOf({ id }: Pick<HeldDataset, 'id'>): number {
    const cells = [...this.#held.values()].filter(({ dataset }) => dataset === id);
    return cells.reduce((sum, { slots, more }) => sum + (slots.length + more.length) * SLOT_BYTES, 0);
  }

  /** Cells of a layer that are here, placed as the layer is now, in the order of its plan: found once for each that differs. */
  cellsOf(frame: PointsFrame): readonly PlacedCell[] {
    const known = this.#found.get(frame.plan);
    if (known?.version === this.#version) return known.cells;
    const cells = frame.plan.cells.flatMap((planned): PlacedCell[] => {
      const { level } = planned.key;
      const cell = this.#held.get(cellName(planned));
      return cell?.placing === placingOf(frame, level) ? [{ level, cell }] : [];
    });
    this.#found.set(frame.plan, { version: this.#version, cells });
    return cells;
  }

  /** Makes planned cells resident, in order, within a budget. `pending`: cells whose chunks are here and that wait. */
  upload(
    frames: readonly FocusedFrame[],
    chunks: ChunkLookup,
    { maxBytes = DEFAULT_MAX_BYTES, maxMs = DEFAULT_MAX_MS }: UploadBudget,
  ): { bytes: number; pending: number } {
    const start = performance.now();
    const planned = new Set<string>();
    for (const { frame } of frames) for (const cell of frame.plan.cells) planned.add(cellName(cell));
    for (const name of planned) this.#touch(name);
    let [bytes, pending] = [0, 0];
    for (const focused of frames)
      for (const cell of focused.frame.plan.cells) {
        const chunk = chunks.get(cell.key);
        const hasRoom = () => this.#roomFor(focused.frame, planned) > 0;
        if (!chunk || this.#isGood(focused, cell, { chunk, hasRoom })) continue;
        if (bytes >= maxBytes || performance.now() - start >= maxMs) pending++;
        else bytes += this.#add(focused, cell, { chunk, planned });
      }
    return { bytes, pending };
  }

  #touch(name: string): void {
    const cell = this.#held.get(name);
    if (!cell) return;
    this.#held.delete(name);
    this.#held.set(name, cell);
  }

  /** Whether a cell is here, of this chunk, as much of it as there is room for, and as exact as the view needs it. */
  #isGood(
    { frame, focus, zoom }: FocusedFrame,
    cell: PointsFrame['plan']['cells'][number],
    { chunk, hasRoom }: { readonly chunk: ChunkArray; readonly hasRoom: () => boolean },
  ): boolean {
    const held = this.#held.get(cellName(cell));
    // Without room nothing can be done about it.
    if (!held) return !hasRoom();
    if (held.isCut && hasRoom()) return false;
    if (held.placing !== placingOf(frame, cell.key.level) || held.from.deref() !== chunk) return false;
    const best = bestAnchor(cell, focus);
    return best.every((at, axis) => {
      const away = Math.abs(at - (held.anchor[axis] ?? 0));
      const range = frame.view.within[axis];
      return range ? away <= ((range[1] - range[0]) / 2) * FAR_HALVES : away * zoom <= FAR_PX;
    });
  }

  #add(
    { frame, focus }: FocusedFrame,
    cell: PointsFrame['plan']['cells'][number],
    { chunk, planned }: { readonly chunk: ChunkArray; readonly planned: ReadonlySet<string> },
  ): number {
    const name = cellName(cell);
    this.#drop(name);
    const anchor = bestAnchor(cell, focus);
    const columns = frame.dataset.axes.length;
    const most = this.#roomFor(frame, planned);
    if (most === 0) return 0;
    const packed = packCell(frame, cell, chunk, { anchor, most });
    const needed = slotsFor(packed.points, columns);
    this.#makeRoom(needed, planned);
    const slots = this.#place(packed, 'first');
    const more = this.#place(packed, 'second');
    const placing = placingOf(frame, cell.key.level);
    this.#version++;
    this.#held.set(name, {
      ...{ name, dataset: frame.dataset.id, slots, more, points: packed.points, isCut: packed.isCut },
      ...{ anchor, placing },
      from: new WeakRef(chunk),
    });
    return needed * SLOT_BYTES;
  }

  #place(packed: PackedCell, which: 'first' | 'second'): number[] {
    const texels = packed[which];
    const floats = SLOT_POINTS * 4;
    return Array.from({ length: Math.ceil((texels?.length ?? 0) / floats) }, (_, at) => {
      const slot = this.#free.pop() ?? 0;
      if (texels) this.#write(slot, texels.subarray(at * floats, (at + 1) * floats));
      return slot;
    });
  }

  /** Points of a layer for which slots are free, or can be. */
  #roomFor({ dataset }: PointsFrame, planned: ReadonlySet<string>): number {
    const others = [...this.#held.values()].filter(({ name }) => !planned.has(name));
    const slots = others.reduce((sum, cell) => sum + cell.slots.length + cell.more.length, this.#free.length);
    return Math.floor(slots / slotsFor(1, dataset.axes.length)) * SLOT_POINTS;
  }

  #makeRoom(needed: number, planned: ReadonlySet<string>): void {
    for (const name of [...this.#held.keys()]) {
      if (this.#free.length >= needed) break;
      if (!planned.has(name)) this.#drop(name);
    }
  }

  #drop(name: string): void {
    const cell = this.#held.get(name);
    if (!cell) return;
    this.#version++;
    this.#held.delete(name);
    this.#free.push(...cell.slots, ...cell.more);
  }
}
