export { generatedBlobs, generatorStore, generatorValue } from './generator-store';
export type { GeneratedBlob } from './generator-store';
