import { MediaQuery } from 'svelte/reactivity';
import {
  formatVisits,
  installOffer,
  parseVisits,
  withVisit,
  type InstallWay,
  type VisitMemory,
} from './install-offer';
import { registerServiceWorker } from './register-service-worker';

/** How browsers of Chromium's kin offer to install a page; in no library of TypeScript's. Good for one question. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

const KEY = 'exascope.visits';

/** The app on this device: whether it can be installed, and whether a newer version of it waits. */
export class Installation {
  applyUpdate = $state.raw<(() => void) | undefined>(undefined);
  #offer = $state.raw<InstallOffer | undefined>(undefined);
  readonly #isInstalled = new MediaQuery('display-mode: standalone');

  #visits = $state.raw(parseVisits(readStored()));

  constructor() {
    this.#remember(withVisit(this.#visits, Date.now()));
    addEventListener('beforeinstallprompt', (event) => {
      // The browser's own banner stays away: there is a button.
      event.preventDefault();
      this.#offer = event as InstallOffer;
    });
    addEventListener('appinstalled', () => (this.#offer = undefined));
    const onUpdateReady = (apply?: () => void) => (this.applyUpdate = apply);
    // It works on without, and the browser's reason is of no use to anyone.
    registerServiceWorker({ onUpdateReady }).catch(() => onUpdateReady());
  }

  get canInstall(): boolean {
    return this.#offer !== undefined && !this.#isInstalled.current;
  }

  /** How to offer to install it now; absent while that would be of no use. @param hasKept something was kept offline. */
  offer(hasKept: boolean): InstallWay | undefined {
    const byHand = isIos() && !this.#isInstalled.current ? 'by-hand' : undefined;
    return installOffer({ ...this.#visits, way: this.canInstall ? 'ask' : byHand, hasKept });
  }

  /** It is not offered again. */
  decline(): void {
    this.#remember({ ...this.#visits, isDeclined: true });
  }

  /** Lets the browser ask whether to install. When the user declines, it offers again when it sees fit. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offer = undefined;
    await offer?.prompt();
  }

  #remember(visits: VisitMemory): void {
    this.#visits = visits;
    try {
      localStorage.setItem(KEY, formatVisits(visits));
    } catch {
      // Storage is refused in some private windows: each visit is then the first.
    }
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Its browsers install by their share menu alone; a tablet of that kind says that it is a Mac with fingers. */
function isIos(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPad|iPhone|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}
