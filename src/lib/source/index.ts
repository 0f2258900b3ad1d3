export { locationUnder, parseLocation } from './location';
export type { Location } from './location';
export { adoptLevels, attachDataset, openLocation } from './open-location';
export type { KeepOf, OpenedDataset, SourceContext } from './open-location';
export type { DatasetReader, ReadContext } from './read/dataset-reader';
export { ShardIndices } from './read/shard-indices';
export { timerDelay } from './stores/retry';
export type { HttpEffects } from './stores/http-store';
export { Hosts } from './stores/http/host';
