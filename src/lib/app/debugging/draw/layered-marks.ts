import type { Insets } from '../../../view';
import type { CellMarks } from '../../frame/overlay/overlay';
import { keepEqual } from '../../viewer/keep-equal';
import type { PointedModel } from '../debugging-model';
import type { FaultKind } from '../faults/faults';
import { drawBanner } from './draw-banner';
import { drawPlate } from './draw-plate';

/** What the debugger draws over a picture: each over the one before. */
export interface DebuggingLayers {
  readonly cells: CellMarks | undefined;
  /** What the pointer is on, where it is, and what panels take of the screen. */
  readonly plate:
    | { readonly pointed: PointedModel; readonly at: readonly [number, number]; readonly insets: Insets }
    | undefined;
  /** Faults that are made on purpose, and where what lies above the picture ends. */
  readonly banner: { readonly faults: readonly FaultKind[]; readonly top: number } | undefined;
}

/**
 * Puts together what is drawn over a picture: the same marks as long as they show the same, since others are drawn anew and
 * blended with the whole screen. At every frame, that would leave a graphics card that is software no time for the picture.
 */
export class LayeredMarks {
  #layers: DebuggingLayers = { cells: undefined, plate: undefined, banner: undefined };
  #marks: CellMarks | undefined;

  /** `undefined` when there is nothing to draw. */
  marks({ cells, plate, banner }: DebuggingLayers): CellMarks | undefined {
    const before = this.#layers;
    const layers = {
      cells,
      plate: keepEqual(before.plate, plate),
      banner: keepEqual(before.banner, banner),
    };
    const isSame = cells === before.cells && layers.plate === before.plate && layers.banner === before.banner;
    if (isSame) return this.#marks;
    this.#layers = layers;
    this.#marks = marksOf(layers);
    return this.#marks;
  }
}

function marksOf({ cells, plate, banner }: DebuggingLayers): CellMarks | undefined {
  if (!plate && !banner) return cells;
  return {
    draw: (context, place) => {
      cells?.draw(context, place);
      if (plate) drawPlate(context, plate.pointed, { ...plate, ...place });
      if (banner) drawBanner(context, banner.faults, { top: banner.top, ...place });
    },
  };
}
