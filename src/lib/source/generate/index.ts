export { generatorStore, generatorValue } from './generator-store';
