import { debugging as t } from '../../../messages';
import type { Camera2D } from '../../../view';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { FaultKind } from '../faults/faults';
import { drawLabel, labelWidth, useLabelFont } from './draw-label';

/** What each fault is called. */
const faultWords: Readonly<Record<FaultKind, string>> = {
  swap: t.faultSwap,
  level: t.faultLevel,
  shift: t.faultShift,
  delay: t.faultDelay,
  upload: t.faultUpload,
};

/** From what lies above it: below the line that tells on a phone of loading and of what a finger is on. */
const AWAY_PX = 44;

/** Says in the middle above the picture that it is made to be wrong, and how. */
export function drawBanner(
  context: MarkContext,
  faults: readonly FaultKind[],
  place: { readonly top: number; readonly camera: Camera2D; readonly style: MarkStyle },
): void {
  const { top, camera, style } = place;
  const text = t.faultsAreOn({ faults: faults.map((kind) => faultWords[kind]).join(', ') });
  const label = { text };
  context.save();
  useLabelFont(context);
  drawLabel(context, label, {
    at: [(camera.width - labelWidth(context, label)) / 2, top + AWAY_PX],
    color: style.getPropertyValue('--warn'),
    plate: 'rgb(72 46 0 / 0.95)',
  });
  context.restore();
}
