import type { PointsLimits, PointsPlan, PointsRequest } from './points-view';

/** Plans which cells of points a view shows. */
export type PointsPlanner = (
  request: PointsRequest,
  limits: PointsLimits,
  previous?: PointsPlan,
) => PointsPlan;

/** Fetches what plans points. */
export async function loadPointsPlanner(): Promise<PointsPlanner> {
  const { planPoints } = await import('./plan-points');
  return planPoints;
}
