import type { Session } from '../session/session';
import { AppTuningViewer } from '../tuning/tuning-viewer.svelte';
import { LoadRecorder } from './loads/load-recorder';
import { AppTimelineViewer } from './timeline/timeline-viewer.svelte';
import type { Workbench } from './workbench-model';

/**
 * Makes what looks into how the picture is made. `onTuning` is told of the constants in force, as a link says them; of none
 * where they are as by default.
 */
export function makeWorkbench(
  session: Session,
  onTuning: (text: string | undefined) => void,
): Workbench & { readonly tuning: AppTuningViewer; readonly loads: LoadRecorder } {
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
  const loads = new LoadRecorder(session);
  return { timeline: new AppTimelineViewer(session, loads), tuning, loads };
}
