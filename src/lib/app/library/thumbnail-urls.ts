import type { KeptDataset } from '../../offline';
import type { LibraryDataset } from './library-model';

/** Makes and ends object URLs, as `URL` does. */
export interface UrlMaker {
  createObjectURL(blob: Blob): string;
  revokeObjectURL(url: string): void;
}

interface Picture {
  readonly viewedAtMs: number;
  readonly url: string;
}

/** The object URLs of thumbnails: one for each dataset, made anew once the dataset has been seen again. */
export class ThumbnailUrls {
  #pictures = new Map<string, Picture>();
  readonly #maker: UrlMaker;

  constructor(maker: UrlMaker) {
    this.#maker = maker;
  }

  /** Returns the datasets with addresses of their thumbnails; those that no dataset has any more hold no longer. */
  replace(datasets: readonly KeptDataset[]): LibraryDataset[] {
    const before = this.#pictures;
    this.#pictures = new Map();
    const shown = datasets.map(({ thumbnail, ...dataset }) => {
      if (!thumbnail) return dataset;
      const { id, viewedAtMs } = dataset;
      const known = before.get(id);
      const isSame = known?.viewedAtMs === viewedAtMs;
      const picture = isSame ? known : { viewedAtMs, url: this.#maker.createObjectURL(thumbnail) };
      this.#pictures.set(id, picture);
      return { ...dataset, thumbnailUrl: picture.url };
    });
    for (const [id, picture] of before)
      if (this.#pictures.get(id) !== picture) this.#maker.revokeObjectURL(picture.url);
    return shown;
  }
}
