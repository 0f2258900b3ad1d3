import type { LayerModel } from '../../app';
import { layers as t } from '../../messages';

/** Returns why a layer shows nothing, and what would show it. */
export function blankText(reason: NonNullable<LayerModel['blank']>): string {
  switch (reason) {
    case 'hidden':
      return t.hidden;
    case 'transparent':
      return t.itsOpacityIsZero;
    case 'channels':
      return t.allItsChannelsAreHidden;
    case 'axes':
      return t.itLacksAnAxis;
    case 'slice':
      return t.slidersStandOutside;
    case 'view':
      return t.outsideTheView;
    case 'failed':
      return t.itsDataCouldNotBeRead;
  }
}
