import { shortcuts as t } from '../../../messages';
import type { CommandGroup } from '../command';

/** What a pointer does, or a key inside a control: told in the list of shortcuts only. */
export interface TellingRow {
  readonly group: CommandGroup;
  readonly label: string;
  readonly keys: string;
}

export const tellingRows: readonly TellingRow[] = [
  { group: 'picture', label: t.zoomAboutThePointer, keys: t.wheelPinch },
  { group: 'picture', label: t.zoomInTwofold, keys: t.doubleClick },
  { group: 'picture', label: t.panOrTurn, keys: t.drag },
  { group: 'picture', label: t.panInVolume, keys: t.shiftDrag },
  { group: 'axes', label: t.tenStepsInASlider, keys: t.shiftArrows },
  { group: 'axes', label: t.stepAlongTheAxis, keys: t.shiftWheel },
  { group: 'axes', label: t.stepAlongAnAxis, keys: t.wheelOverItsSlider },
  { group: 'layers', label: t.showALayerAlone, keys: t.altItsEye },
  { group: 'layers', label: t.renameALayer, keys: t.doubleClickF2 },
  { group: 'layers', label: t.moveALayer, keys: t.dragAltArrows },
];
