import type { Installation } from '../install/installation.svelte';
import type { LibraryDataset } from '../library/library-model';
import type { FirstRunViewer } from './first-run-model';
import { formatHints, hintFor, parseHints, type HintSituation } from './hints';

const KEY = 'exascope.hints';

/** Hints, and the offer to install; what was dismissed is kept for all visits. */
export class AppFirstRunViewer implements FirstRunViewer {
  readonly #installation: Installation;
  readonly #library: { readonly datasets: readonly LibraryDataset[] };
  #memory = $state.raw(parseHints(readStored()));

  constructor(installation: Installation, library: { readonly datasets: readonly LibraryDataset[] }) {
    this.#installation = installation;
    this.#library = library;
  }

  hint(situation: HintSituation) {
    return this.#memory.isOff ? undefined : hintFor(situation, this.#memory.dismissed);
  }

  dismissHint(id: string): void {
    this.#memory = { ...this.#memory, dismissed: [...this.#memory.dismissed, id] };
    try {
      localStorage.setItem(KEY, formatHints(this.#memory));
    } catch {
      // Storage is refused in some private windows: it then stays away for as long as the page lasts.
    }
  }

  get installOffer() {
    return this.#installation.offer(this.#library.datasets.some(hasPinned));
  }

  declineInstall(): void {
    this.#installation.decline();
  }
}

function hasPinned({ pinnedBytes }: LibraryDataset): boolean {
  return pinnedBytes > 0;
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
