export { locationUnder } from '../../source';
