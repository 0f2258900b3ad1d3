import type { Layer } from '../scene/layers/layer';
import type { OpenRequest } from '../scene/state/source-slots';
import type { CollectionBrowser, CollectionViewer } from './collection-model';

/** A browser that holds bytes and a place in the address until it is closed. */
export interface OpenBrowser extends CollectionBrowser {
  /** Takes its place in the address. */
  begin(): void;
  close(): void;
}

/** What became of a location that holds several images: layers where it holds but one. */
export interface OpenedCollection {
  readonly layers: Layer[];
  readonly browser?: OpenBrowser;
}

/** The interface's way to plates and series. What looks through them is loaded when it is first needed. */
export class AppCollectionViewer implements CollectionViewer {
  browser = $state.raw<OpenBrowser | undefined>();
  /** It is being read. */
  isReading = $state(false);
  readonly #open: (request: OpenRequest) => Promise<OpenedCollection>;

  /** @param open reads what is at a location and makes a browser of it. */
  constructor(open: (request: OpenRequest) => Promise<OpenedCollection>) {
    this.#open = open;
  }

  /** Opens what is at a location that was found to be a collection. Rejects with an AppError. */
  async take(request: OpenRequest): Promise<Layer[]> {
    this.isReading = true;
    try {
      const { layers, browser } = await this.#open(request);
      if (browser) {
        this.forget();
        browser.begin();
        this.browser = browser;
      }
      return layers;
    } finally {
      this.isReading = false;
    }
  }

  forget(): void {
    this.browser?.close();
    this.browser = undefined;
  }
}
