import type { DecodePool } from '../../decode';
import { colormapNames } from '../../render';
import type { AppError } from '../../core';
import type { Engine } from '../frame/engine';
import type { Scene } from '../scene/scene';
import { applyViewState } from '../scene/state/view-state';
import { toAppError } from '../viewer/to-app-error';
import { LabelFinder } from './label-finder';
import type { Opening } from './opening';

export type { LabelFinder };

/** What of a session its label images are found with. */
export interface LabelledSession {
  readonly scene: Scene;
  readonly engine: Engine;
  readonly opening: Opening;
  readonly pool: Pick<DecodePool, 'findLabels'>;
}

/** Joins the finder of label images to the session that shows them. */
export function makeLabelFinder(
  { scene, engine, opening, pool }: LabelledSession,
  { pageUrl, onError }: { readonly pageUrl: string; readonly onError: (error: AppError) => void },
): LabelFinder {
  return new LabelFinder({
    ...{ scene, slots: opening.slots },
    find: ({ source }, signal) => pool.findLabels(source.dataset.id, signal),
    open: (image, options) => opening.openBeside(image, options),
    locationOf: async ({ source }, path) => {
      const { locationUnder } = await import('./location-under');
      return locationUnder(source.dataset.location, pageUrl, path);
    },
    isSettled: () => !opening.isPending && engine.hasPicture() && engine.pending().length === 0,
    later: (ms, run) => void setTimeout(run, ms),
    applyState: (state) => applyViewState(scene, { layers: [state] }, colormapNames),
    onFound: () => engine.changed(),
    onError: (error) => onError(toAppError(error)),
  });
}
