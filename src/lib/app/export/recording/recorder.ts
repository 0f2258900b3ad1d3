/** All of recording, fetched when someone records. */
export { recordView, recordingBytes } from './record-view';
export { MAX_FRAMES, frameCount, recordingSize } from './recording-plan';
export { whyNoVideo } from './video-writer';
