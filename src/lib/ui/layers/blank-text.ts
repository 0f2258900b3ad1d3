import type { LayerModel } from '../../app';

/** Returns why a layer shows nothing, and what would show it. */
export function blankText(reason: NonNullable<LayerModel['blank']>): string {
  switch (reason) {
    case 'hidden':
      return 'Hidden';
    case 'transparent':
      return 'Its opacity is 0';
    case 'channels':
      return 'All its channels are hidden';
    case 'axes':
      return 'It lacks an axis that is on the screen';
    case 'slice':
      return 'The sliders stand outside of it';
    case 'view':
      return 'Outside the view';
    case 'failed':
      return 'Its data could not be read';
  }
}
