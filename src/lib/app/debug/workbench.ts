import type { Session } from '../session/session';
import { AppTuningViewer } from '../tuning/tuning-viewer.svelte';
import { AppTimelineViewer } from './timeline-viewer.svelte';
import type { Workbench } from './workbench-model';

/**
 * Makes what looks into how the picture is made. `onTuning` is told of the constants in force, as a link says them; of none
 * where they are as by default.
 */
export function makeWorkbench(
  session: Session,
  onTuning: (text: string | undefined) => void,
): Workbench & { readonly tuning: AppTuningViewer } {
  const tuning = new AppTuningViewer({
    apply: (constants, text) => {
      session.tuning = constants;
      session.store.trim();
      // What keeps data starts a little later than the page.
      void session.keeping.started.then(() => session.keeping.client.tune(constants));
      session.engine.changed();
      onTuning(text);
    },
  });
  return { timeline: new AppTimelineViewer(session), tuning };
}
