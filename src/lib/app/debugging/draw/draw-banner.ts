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

/** From what lies above it, CSS pixels. */
const AWAY_PX = 12;
/** On a screen as narrow as a phone's: below the line that tells of loading and of what a finger is on. */
const AWAY_NARROW_PX = 44;
const NARROW_PX = 600;

/** Says in the middle above the picture that it is made to be wrong, and how. */
export function drawBanner(
  context: MarkContext,
  faults: readonly FaultKind[],
  place: { readonly top: number; readonly camera: Camera2D; readonly style: MarkStyle },
): void {
  const { top, camera, style } = place;
  const text = t.faultsAreOn({ faults: faults.map((kind) => faultWords[kind]).join(', ') });
  const label = { text };
  const awayPx = camera.width < NARROW_PX ? AWAY_NARROW_PX : AWAY_PX;
  context.save();
  useLabelFont(context);
  drawLabel(context, label, {
    at: [(camera.width - labelWidth(context, label)) / 2, top + awayPx],
    color: style.getPropertyValue('--warn'),
    plate: 'rgb(72 46 0 / 0.95)',
  });
  context.restore();
}
