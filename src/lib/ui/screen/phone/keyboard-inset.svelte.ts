import { keyboardHeight } from '../layout';

/**
 * What the on-screen keyboard covers of the page, CSS pixels. Browsers lay it over the page and shrink only the visual
 * viewport, so that what stands at the lower edge must be lifted. Follows until the effect it is made in ends.
 */
export class KeyboardInset {
  px = $state(0);

  constructor() {
    $effect(() => {
      const seen = window.visualViewport;
      if (!seen) return;
      const look = () => {
        const { height: seenHeight, offsetTop, scale } = seen;
        this.px = keyboardHeight({ pageHeight: window.innerHeight, seenHeight, offsetTop, scale });
      };
      look();
      seen.addEventListener('resize', look);
      seen.addEventListener('scroll', look);
      return () => {
        seen.removeEventListener('resize', look);
        seen.removeEventListener('scroll', look);
      };
    });
  }
}
