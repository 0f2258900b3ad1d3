import { loadPointsPainter } from '../../render';
import { loadPointsPlanner } from '../../view';
import type { PointsPart } from '../frame/points-part';

/** Fetches what shows points. */
export async function loadPoints(): Promise<PointsPart> {
  const [{ makePointsPart }, makePainter, plan] = await Promise.all([
    import('../points/make-points-part'),
    loadPointsPainter(),
    loadPointsPlanner(),
  ]);
  return makePointsPart(makePainter, plan);
}
