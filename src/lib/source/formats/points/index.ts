export { openAsPoints } from './open-as-points';
export { openPointsGrid } from './points-grid';
export { openTableOfPoints } from './points-tables';
