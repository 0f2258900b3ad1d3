import { pinBoxes, type DownloadState, type KeptDataset, type KeepUsage, type PinRange } from '../../offline';
import { knownNames } from './known-names';
import type { LibraryEffects } from '../library/library-viewer.svelte';
import { openLevels } from '../keeping/keep-choice';
import type { Downloads } from '../keeping/downloads';
import type { Keeping } from '../keeping/keeping';
import type { Scene } from '../scene/scene';

/** A dataset of which something is kept on this device, and how its downloads stand. */
export type LibraryEntry = Omit<KeptDataset, 'thumbnail'> & { readonly downloads: readonly DownloadState[] };

/** What of a layer's dataset is to be kept until it is let go. */
export interface PinSpec {
  /** Id of the layer. */
  readonly layer: string;
  /** Every coarser level is kept with it. Default: 0, the finest. */
  readonly finestLevel?: number;
  /** From and to, in world units; first and last index on the channel axis. Axes that are left out are kept whole. */
  readonly region?: Readonly<Record<string, readonly [number, number]>>;
}

/** What is kept on this device: `window.exascope.library`. */
export interface ScriptedLibrary {
  /** Last viewed first. */
  list(): Promise<LibraryEntry[]>;
  /** Pins what `spec` says, and begins to download it; resolves with an id once that is written down. */
  pin(spec: PinSpec): Promise<string>;
  /** Deletes all that is kept of a dataset, by its id in the list, or lets a pin go, by the id that `pin` gave. */
  forget(id: string): Promise<void>;
  usage(): Promise<KeepUsage>;
}

export interface LibrarySources {
  readonly scene: Scene;
  readonly keeping: Keeping;
  readonly downloads: Downloads;
  readonly library: LibraryEffects;
}

export function makeScriptedLibrary({ scene, keeping, downloads, library }: LibrarySources): ScriptedLibrary {
  return {
    list: async () => {
      const states = await downloads.all();
      const kept = await library.list();
      return kept.map(({ thumbnail: _, ...entry }) => ({
        ...entry,
        downloads: states.filter(({ dataset }) => dataset === entry.id),
      }));
    },
    pin: async (value) => {
      const spec = knownNames('library.pin', value, ['layer', 'finestLevel', 'region']) as PinSpec;
      const layer = scene.layers.find(({ id }) => id === spec.layer);
      if (!layer) throw new Error(`There is no layer ${spec.layer}.`);
      const { finestLevel = 0, region = {} } = spec;
      const dataset = await keeping.keyOf(layer);
      if (dataset === undefined) throw new Error(`What the layer ${spec.layer} shows cannot be kept.`);
      checkSpec(layer.source.dataset, { finestLevel, region });
      await openLevels(layer, { finestLevel, ranges: [] });
      keeping.describe(layer);
      return downloads.start({
        dataset,
        boxes: pinBoxes(layer.source.dataset, { finestLevel, region }),
        layer,
      });
    },
    forget: async (id) => {
      const states = await downloads.all();
      if (states.some((state) => state.id === id)) await downloads.cancel(id);
      else await library.forget(id);
    },
    usage: () => library.usage(),
  };
}

function checkSpec(
  { axes, levels }: { axes: readonly { name: string }[]; levels: readonly unknown[] },
  { finestLevel, region }: { finestLevel: number; region: Readonly<Record<string, PinRange>> },
): void {
  if (!Number.isInteger(finestLevel) || finestLevel < 0 || finestLevel >= levels.length)
    throw new Error(`finestLevel must be a level from 0 to ${levels.length - 1}, not ${finestLevel}.`);
  for (const [axis, range] of Object.entries(region)) {
    if (!axes.some(({ name }) => name === axis)) throw new Error(`region: there is no axis ${axis}.`);
    if (!(range[0] <= range[1])) throw new Error(`region: ${axis} ends before it begins.`);
  }
}
