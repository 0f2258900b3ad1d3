import type { CellMarks } from '../frame/overlay/overlay';
import type { Camera3D } from '../../view';
import type { Session } from '../session/session';
import { keepEqual } from '../viewer/keep-equal';
import type { Cell } from './cells/cell';
import type { CellFact } from './cells/cell-fact';
import type { ChunkNotes, Outlined } from './cells/scene-cells';
import type { WayCount } from './debugging-model';
import { cellMarks } from './draw/cell-marks';

/** Boxes of a volume may be thousands: while chunks come they are found anew so often. */
const LEAST_PAUSE_MS = 150;

/** What is known of cells besides where they are. */
export interface CellKnowledge {
  readonly notes: ChunkNotes;
  readonly facts: readonly CellFact[];
  /** Whose cells they are. */
  readonly outlined: Outlined;
}

type Marks = ReturnType<typeof cellMarks>;

/** The cells of the picture that is on the screen: the same as long as nothing has changed, and for a moment while only chunks have come. */
export class ShownCells {
  readonly #session: Session;
  readonly #onChange: () => void;
  #known: { readonly of: readonly unknown[]; readonly marks: Marks; readonly atMs: number } | undefined;
  #camera: Camera3D | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Once in each frame. */
  marks({ notes, facts, outlined }: CellKnowledge): CellMarks & { readonly cells: readonly Cell[] } {
    const { scene, engine, store } = this.#session;
    this.#camera = keepEqual(this.#camera, scene.camera3D);
    const coming = [store.version, notes.arrivals.version];
    const of = [
      ...[engine.renderer?.drawnLayers, scene.mode, this.#camera, notes.flags, facts, outlined],
      ...scene.layers.flatMap(({ look, frame }) => [look.visible, look.outlines, frame.plan, frame.bricks]),
      ...coming,
    ];
    const known = this.#known;
    const isSame = (to: number) =>
      known?.of.length === of.length && of.slice(0, to).every((part, at) => part === known.of[at]);
    if (known && isSame(of.length)) return known.marks;
    if (known && isSame(of.length - coming.length)) {
      const pauseMs = LEAST_PAUSE_MS - (performance.now() - known.atMs);
      if (pauseMs > 0) {
        this.#changeIn(pauseMs);
        return known.marks;
      }
    }
    const marks = cellMarks(this.#session, { notes, facts, outlined });
    this.#known = { of, marks, atMs: performance.now() };
    return marks;
  }

  #changeIn(ms: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onChange();
    }, ms);
  }
}

const ways = ['network', 'disk', 'generated', 'memory', 'made'] as const;

/** By which ways the cells came that are drawn; those of which it is not known last. */
export function countWays(cells: readonly Cell[]): WayCount[] {
  const drawn = cells.filter(({ state }) => state === 'exact' || state === 'coarser' || state === 'finer');
  const counted = [...ways, undefined].map((way) => ({
    ...(way && { way }),
    cells: drawn.filter(({ arrival }) => arrival?.way === way).length,
  }));
  return counted.filter(({ cells: count }) => count > 0);
}
