export { generatorStore, generatorValue, type GeneratorStore } from './generator-store';
