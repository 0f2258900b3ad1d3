export { openBdv } from './bdv-overlay';
export { readBdvProject } from './bdv-project';
