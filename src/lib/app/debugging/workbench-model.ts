import type { TuningViewer } from '../tuning/tuning-model';
import type { TimelineViewer } from './timeline/timeline-model';

/** What looks into how the picture is made, for those who compare and improve that. */
export interface Workbench {
  readonly timeline: TimelineViewer;
  readonly tuning: TuningViewer;
}
