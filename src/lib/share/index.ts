import type { QrCode } from './qr-code';

export { decodeLink, encodeLink, readAddress, sourceParameters, type Address, type Link } from './link';
export { readNeuroglancerHash, readPasted, type Pasted } from './foreign/read-pasted';
export { placeView, type OpenWorld } from './foreign/neuroglancer/place-view';
export type { ForeignPlace } from './foreign/neuroglancer/read-camera';
export type { ForeignView } from './foreign/neuroglancer/read-neuroglancer';
export type { QrCode } from './qr-code';
export { encodeViewFile, maxViewFileBytes, viewFileExtension } from './view-file';
export { isPrivateHost } from './private-host';
export {
  confirmableParameters,
  shareableLocation,
  type Disclosure,
  type LocationParameter,
  type ShareableLocation,
} from './shareable-location';
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

/** What only those need who open a view of another viewer, or a file of one, is fetched when they do. */
export async function readState(text: string) {
  const reader = await import('./foreign/read-state');
  return reader.readState(text);
}

/** The code of a text, see `qr-code.ts`; fetched when it is asked for. */
export async function qrCode(text: string): Promise<QrCode | undefined> {
  const maker = await import('./qr-code');
  return maker.qrCode(text);
}
