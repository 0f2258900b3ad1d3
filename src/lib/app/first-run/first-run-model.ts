import type { InstallWay } from '../install/install-offer';
import type { Hint, HintSituation } from './hints';

export type { InstallWay } from '../install/install-offer';

/** What the interface shows to those who are new. Properties are reactive. */
export interface FirstRunViewer {
  /** The hint of use in a situation; absent when there is none left. */
  hint(situation: HintSituation): Hint | undefined;
  /** It does not come again. */
  dismissHint(id: string): void;
  /** How to offer to install the app now; absent while that would be of no use. */
  readonly installOffer: InstallWay | undefined;
  /** It is not offered again. */
  declineInstall(): void;
}
