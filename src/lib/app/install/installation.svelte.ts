import { MediaQuery } from 'svelte/reactivity';
import { registerServiceWorker } from './register-service-worker';

/** How browsers of Chromium's kin offer to install a page; in no library of TypeScript's. Good for one question. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** The app on this device: whether it can be installed, and whether a newer version of it waits. */
export class Installation {
  applyUpdate = $state.raw<(() => void) | undefined>(undefined);
  #offer = $state.raw<InstallOffer | undefined>(undefined);
  readonly #isInstalled = new MediaQuery('display-mode: standalone');

  constructor() {
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

  /** Lets the browser ask whether to install. When the user declines, it offers again when it sees fit. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offer = undefined;
    await offer?.prompt();
  }
}
