export { decodeLink, encodeLink, type Link } from './link';
export { isPrivateHost } from './private-host';
export { shareableLocation, type ShareableLocation } from './shareable-location';
export { decodeView, encodeView } from './view-fragment';
export { parseViewPatch } from './view-patch';
export type {
  ChannelState,
  DeepPartial,
  LayerState,
  MeasurementState,
  PartialViewState,
  PlaneState,
  SwipeState,
  SourceKind,
  ViewState,
} from './view-state';
