import { sampleLook, sampleVolume } from './samples';
import type { Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';

/**
 * Gives layers that were opened from `location` the look of the sample that it is, if it is one. A volume that opens first
 * brings its mode along; what others see stays as they see it.
 */
export function showSample(
  session: Session,
  layers: readonly Layer[],
  { location, isFirst }: { location: string; isFirst: boolean },
): void {
  for (const layer of layers) layer.patchChannel(0, sampleLook(location));
  const volume = sampleVolume(location);
  if (!volume) return;
  for (const layer of layers) layer.patch(volume);
  if (!isFirst) return;
  session.setMode('3d');
  session.home();
}
